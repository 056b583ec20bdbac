package dev.djamopayouts.route;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How many items of a stage may be claimed and not yet done. It is as large as what is done in a fraction of a second: large
 * where the route is quick, so that a claim is worth its commit, and small where it is slow, so that little waits in memory
 * while its lease runs.
 */
final class ClaimWindow {

    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final int least;
    private final int most;
    private final LongSupplier nanos;
    private final Lock lock = new ReentrantLock();
    private final Condition halfFree = lock.newCondition();
    private int size;
    private int underWay;
    private long lastFullNanos;

    /**
     * @param least never smaller
     * @param most  never larger, but not smaller than the least
     * @param nanos a clock that only goes forward
     */
    ClaimWindow(int least, int most, LongSupplier nanos) {
        this.least = least;
        this.most = Math.max(least, most);
        this.nanos = nanos;
        this.size = least;
        this.lastFullNanos = nanos.getAsLong();
    }

    /** Waits until half of the window is free, no longer than so, and tells how many may be claimed; 0 where it is not. */
    int awaitHalf(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (underWay > size / 2 && left > 0) {
                left = halfFree.awaitNanos(left);
            }
            return underWay > size / 2 ? 0 : size - underWay;
        } finally {
            lock.unlock();
        }
    }

    /** So many were claimed where so many were asked for. */
    void took(int claimed, int asked) {
        lock.lock();
        try {
            underWay += claimed;
            if (claimed < asked) {
                // There was no more: how quick the route is does not show.
                lastFullNanos = nanos.getAsLong() - QUICK_NANOS;
                return;
            }
            long now = nanos.getAsLong();
            long sinceNanos = now - lastFullNanos;
            lastFullNanos = now;
            size = sinceNanos < QUICK_NANOS ? Math.min(most, 2 * size) : sinceNanos > SLOW_NANOS ? Math.max(least, size / 2) : size;
        } finally {
            lock.unlock();
        }
    }

    /** So many are done. */
    void gaveBack(int done) {
        lock.lock();
        try {
            underWay -= done;
            if (underWay <= size / 2) {
                halfFree.signal();
            }
        } finally {
            lock.unlock();
        }
    }
}
