package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Reads a row as the stages of the journey see it: what to pay to whom, and where it stands. */
final class PayoutReader {

    /** Of {@code payout}, beside {@link Claims#CLAIM}. */
    static final String COLUMNS = "reference, msisdn, amount, description, state, due_at, tries, djamo_id, doubt_since, batch_limit, answers_lost, alarm";

    private PayoutReader() {
    }

    static Payout read(ResultSet row) throws SQLException {
        String doubt = row.getString("doubt");
        return new Payout(new PayoutId(row.getLong("file_id"), row.getLong("line_no")),
                new Reference(row.getString("reference")), new Msisdn(row.getString("msisdn")), new Xof(row.getLong("amount")),
                row.getString("description"), PayoutState.valueOf(row.getString("state")),
                new Payout.Claim(row.getLong("epoch"), row.getLong("due_at")),
                new Payout.Progress(row.getInt("attempts"), row.getInt("tries"), row.getString("djamo_id"),
                        doubt == null ? null : Doubt.valueOf(doubt), row.getLong("doubt_since"), row.getInt("batch_limit"),
                        row.getInt("answers_lost"), row.getString("alarm") != null));
    }
}
