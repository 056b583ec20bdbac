package dev.djamopayouts.payout;

/**
 * Where a payout stands. {@code RECEIVED → CHECKED → SUBMITTING → PENDING → COMPLETED | FAILED}; REJECTED from anywhere
 * before money could move; UNKNOWN while it is in doubt whether Djamo has it; HELD while its file waits.
 */
public enum PayoutState {
    RECEIVED("PDNG", "received", "reçu"),
    HELD("PDNG", "held", "retenu"),
    CHECKED("PDNG", "ready to be paid", "prêt à payer"),
    /** Durable before the call: from here on only a lookup tells whether the API has it. */
    SUBMITTING("PDNG", "being sent", "en cours d’envoi"),
    UNKNOWN("PDNG", "in doubt", "en doute"),
    PENDING("ACSP", "pending at Djamo", "en cours chez Djamo"),
    COMPLETED("ACSC", "paid", "payé"),
    FAILED("RJCT", "failed at Djamo", "échoué chez Djamo"),
    REJECTED("RJCT", "rejected", "rejeté");

    private final String isoStatus;
    private final Words words;

    PayoutState(String isoStatus, String english, String french) {
        this.isoStatus = isoStatus;
        this.words = new Words(english, french);
    }

    /** The ISO 20022 transaction status that reports give. */
    public String isoStatus() {
        return isoStatus;
    }

    /** What it says, in a word or two, for people who read reports. */
    public Words words() {
        return words;
    }

    /** Whether nothing can change any more. */
    public boolean isFinal() {
        return switch (this) {
            case COMPLETED, FAILED, REJECTED -> true;
            case RECEIVED, HELD, CHECKED, SUBMITTING, UNKNOWN, PENDING -> false;
        };
    }

    /** Whether the ledger lets a payout go from this state to the next; staying where one is counts while not final. */
    public boolean mayBecome(PayoutState next) {
        return switch (this) {
            // In doubt from any of the three where Djamo tells, unasked, of a transaction that bears its reference: whoever sent
            // it, nothing goes out before it was looked up.
            case RECEIVED -> next == RECEIVED || next == CHECKED || next == REJECTED || next == HELD || next == UNKNOWN;
            case HELD -> next == HELD || next == RECEIVED || next == REJECTED || next == UNKNOWN;
            case CHECKED -> next == CHECKED || next == SUBMITTING || next == REJECTED || next == HELD || next == UNKNOWN;
            // Back to CHECKED only where the answer proves that nothing was accepted (401, 429, no connection).
            case SUBMITTING -> next == CHECKED || next == PENDING || next == UNKNOWN || next == COMPLETED
                    || next == FAILED || next == REJECTED;
            // Back to CHECKED only after a lookup that proves it absent: the same reference goes out again.
            case UNKNOWN -> next == UNKNOWN || next == CHECKED || next == PENDING || next == COMPLETED
                    || next == FAILED || next == REJECTED;
            case PENDING -> next == PENDING || next == COMPLETED || next == FAILED;
            case COMPLETED, FAILED, REJECTED -> false;
        };
    }
}
