package dev.djamopayouts.payout;

/**
 * Where a payout stands. {@code RECEIVED → CHECKED → SUBMITTING → PENDING → COMPLETED | FAILED}; REJECTED from anywhere
 * before money could move; UNKNOWN while a sent payout is in doubt; HELD while its file waits.
 */
public enum PayoutState {
    RECEIVED("PDNG"),
    HELD("PDNG"),
    CHECKED("PDNG"),
    /** Durable before the call: from here on only a lookup tells whether the API has it. */
    SUBMITTING("PDNG"),
    UNKNOWN("PDNG"),
    PENDING("ACSP"),
    COMPLETED("ACSC"),
    FAILED("RJCT"),
    REJECTED("RJCT");

    private final String isoStatus;

    PayoutState(String isoStatus) {
        this.isoStatus = isoStatus;
    }

    /** The ISO 20022 transaction status that reports give. */
    public String isoStatus() {
        return isoStatus;
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
            case RECEIVED -> next == RECEIVED || next == CHECKED || next == REJECTED || next == HELD;
            case HELD -> next == HELD || next == RECEIVED || next == REJECTED;
            case CHECKED -> next == CHECKED || next == SUBMITTING || next == REJECTED || next == HELD;
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
