package dev.djamopayouts.payout;

/**
 * A payout as a stage of the journey claims it from the ledger: what to pay to whom, and where it stands.
 *
 * @param id          file and line
 * @param reference   what it bears at Djamo
 * @param msisdn      the beneficiary
 * @param amount      whole francs
 * @param description what the beneficiary reads, may be empty
 * @param state       where it stands now that it is claimed
 * @param claim       the claim that a result is accepted for
 * @param progress    what is known from Djamo so far
 */
public record Payout(PayoutId id, Reference reference, Msisdn msisdn, Xof amount, String description, PayoutState state,
                     Claim claim, Progress progress) {

    /** Which payout and where it stands: who is paid what stays out of logs. */
    @Override
    public String toString() {
        return "payout " + id + " " + state;
    }

    /**
     * The right to record a result: void once the ledger has given the payout to another claim.
     *
     * @param epoch          grows with every claim of the payout
     * @param expiresAtMillis epoch milliseconds after which another may claim it
     */
    public record Claim(long epoch, long expiresAtMillis) {
    }

    /**
     * What earlier steps left behind.
     *
     * @param attempts        how often it was sent
     * @param tries           how often the present stage has looked at it without a result
     * @param djamoId         the transaction's id at Djamo, null before it is known
     * @param doubt           why it is in doubt, null unless UNKNOWN
     * @param doubtSinceMillis epoch milliseconds of when it was last in doubt, 0 where it never was
     * @param batchLimit      how many may go in one batch with it, 0 where no batch of it was refused
     * @param answersLost     how often it was sent and nobody could say whether it was taken
     * @param hasAlarm        whether a person was told that something is wrong with it
     */
    public record Progress(int attempts, int tries, String djamoId, Doubt doubt, long doubtSinceMillis, int batchLimit, int answersLost,
                           boolean hasAlarm) {

        /** Of a payout that was in no batch that was refused, and whose answers came and were right. */
        public Progress(int attempts, int tries, String djamoId, Doubt doubt, long doubtSinceMillis) {
            this(attempts, tries, djamoId, doubt, doubtSinceMillis, 0, 0, false);
        }
    }
}
