package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Msisdn;

/**
 * An event of Djamo's as the ledger needs it.
 *
 * @param djamoId   the transaction that it tells of
 * @param topic     what it tells of it
 * @param reference what the transaction bears, or null
 * @param amount    whole francs, or null
 * @param msisdn    masked, or null: no more of it is kept
 */
public record Notice(String djamoId, String topic, String reference, Long amount, String msisdn) {

    public Notice {
        msisdn = msisdn == null ? null : Msisdn.masked(msisdn);
    }

    @Override
    public String toString() {
        return topic + " of " + djamoId;
    }
}
