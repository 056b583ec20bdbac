package dev.djamopayouts.djamo;

/**
 * How long to wait before looking again, and how often before a person is called.
 *
 * @param retry                 before a step that failed for a passing reason is tried again
 * @param visibilityDelayMillis how long a lookup may miss a transaction that Djamo has already booked
 * @param maxLooks              looks without a result before a person is called
 * @param trackFirstMillis      from acceptance to the first look at the transaction
 * @param trackMaxMillis        the longest interval between two looks, and the one for what waits for a person
 */
public record Pacing(Backoff retry, long visibilityDelayMillis, int maxLooks, long trackFirstMillis, long trackMaxMillis) {

    /** A pending transaction is looked at ten times as often as one that fails: the longest interval has come long before. */
    private static final int TRACKS_PER_LOOK = 10;

    long retryAt(long now, int tries) {
        return now + retry.waitMillis(tries);
    }

    /** Intervals grow twofold, and are not drawn: payouts were accepted one after the other and stay apart. */
    long trackAt(long now, int tries) {
        return now + Backoff.grown(trackFirstMillis, trackMaxMillis, tries);
    }

    /** When what waits for a person is looked at again. */
    long slowlyAt(long now) {
        return now + trackMaxMillis;
    }

    boolean isOverdue(int tries) {
        return tries >= maxLooks;
    }

    boolean isPendingTooLong(int tries) {
        return tries >= maxLooks * TRACKS_PER_LOOK;
    }
}
