package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;

/**
 * A row of a payout file on its way into the ledger.
 *
 * @param lineNo      the line it starts at
 * @param cells       the row as it came, encoded
 * @param reference   null where it could not be read
 * @param msisdn      null where it could not be read
 * @param amount      null where it could not be read
 * @param description what the beneficiary reads, may be empty
 * @param refusal     why it will not be paid, or null for a valid row, which then has everything else
 */
public record NewPayout(long lineNo, String cells, Reference reference, Msisdn msisdn, Xof amount, String description,
                        Reason refusal) {

    /** The same under another reference. */
    NewPayout bearing(Reference other) {
        return new NewPayout(lineNo, cells, other, msisdn, amount, description, refusal);
    }

    /** The same, not to be paid. */
    NewPayout refused(Reason why) {
        return new NewPayout(lineNo, cells, reference, msisdn, amount, description, why);
    }

    /** Which line: the cells of a person stay out of logs. */
    @Override
    public String toString() {
        return "line " + lineNo;
    }
}
