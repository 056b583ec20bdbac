package dev.djamopayouts.djamo;

/**
 * How long to wait before looking again. Intervals grow twofold from the first to the longest.
 *
 * @param retryFirstMillis      before a step that failed for a passing reason is tried again
 * @param retryMaxMillis        the longest such wait
 * @param visibilityDelayMillis how long a lookup may miss a transaction that Djamo has already booked
 * @param maxLooks              lookups without a find of a reference that Djamo says is used, before a person is called
 * @param trackFirstMillis      from acceptance to the first look at the transaction
 * @param trackMaxMillis        the longest interval between two looks
 */
public record Pacing(long retryFirstMillis, long retryMaxMillis, long visibilityDelayMillis, int maxLooks,
                     long trackFirstMillis, long trackMaxMillis) {

    long retryAt(long now, int tries) {
        return now + grown(retryFirstMillis, retryMaxMillis, tries);
    }

    long trackAt(long now, int tries) {
        return now + grown(trackFirstMillis, trackMaxMillis, tries);
    }

    private static long grown(long first, long max, int tries) {
        int doublings = Math.max(0, Math.min(tries - 1, 30));
        return Math.min(max, first << doublings);
    }
}
