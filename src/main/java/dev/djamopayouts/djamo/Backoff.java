package dev.djamopayouts.djamo;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * How long to wait after something failed: twice as long each time, and of that a drawn part between the half and the
 * whole, so that several instances and many payouts that failed together do not come back together.
 *
 * @param firstMillis   the wait after the first failure
 * @param longestMillis no wait is longer
 * @param drawn         a number from 0 to below its argument
 */
public record Backoff(long firstMillis, long longestMillis, LongUnaryOperator drawn) {

    /** Drawn anew in every process. */
    public static Backoff random(long firstMillis, long longestMillis) {
        return new Backoff(firstMillis, longestMillis, bound -> ThreadLocalRandom.current().nextLong(bound));
    }

    /**
     * The wait before the next try.
     *
     * @param tries how often it was tried, 1 or more
     */
    public long waitMillis(int tries) {
        long whole = grown(firstMillis, longestMillis, tries);
        return whole - drawn.applyAsLong(whole / 2 + 1);
    }

    static long grown(long first, long longest, int tries) {
        int doublings = Math.max(0, Math.min(tries - 1, 30));
        return Math.min(longest, first << doublings);
    }
}
