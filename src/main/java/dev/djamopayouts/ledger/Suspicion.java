package dev.djamopayouts.ledger;

/**
 * What becomes of a row that looks like an earlier payment: the same amount to the same number under another reference,
 * in the same file or in one that came within the window.
 *
 * @param then         what is done with it; it is reported whatever is done
 * @param windowMillis how long before its own file the other one may have come; 0 looks for none, not in its own file either
 */
public record Suspicion(Then then, long windowMillis) {

    /** What is done with such a row. */
    public enum Then {
        /** Paid as it stands. */
        PAY,
        /** Held until a person releases or rejects it. */
        HOLD,
        /** Rejected with AM05. */
        REJECT
    }

    /** Nothing is looked for. */
    public static final Suspicion NONE = new Suspicion(Then.PAY, 0);
}
