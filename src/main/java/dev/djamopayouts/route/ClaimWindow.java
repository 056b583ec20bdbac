package dev.djamopayouts.route;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final int least;
    private final int most;
    private final LongSupplier nanos;
    private final Lock lock = new ReentrantLock();
    private final Condition halfFree = lock.newCondition();
    private volatile int size;
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile boolean awaited;
    private long lastFullNanos;

    /**
     * @param least never smaller; it begins twice as large
     * @param most  never larger, but not smaller than the least
     * @param nanos a clock that only goes forward
     */
    ClaimWindow(int least, int most, LongSupplier nanos) {
        this.least = least;
        this.most = Math.max(least, most);
        this.nanos = nanos;
        this.size = Math.min(this.most, 2 * least);
        this.lastFullNanos = nanos.getAsLong();
    }

    /** Waits until half of the window is free, no longer than so, and tells how many may be claimed; 0 where it is not. */
    int awaitHalf(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            awaited = true;
            while (!isHalfFree() && left > 0) {
                left = halfFree.awaitNanos(left);
            }
            return isHalfFree() ? size - underWay.get() : 0;
        } finally {
            awaited = false;
            lock.unlock();
        }
    }

    /** Waits until all that was claimed is done, no longer than so; whether it is. */
    boolean awaitEmpty(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            awaited = true;
            while (underWay.get() > 0 && left > 0) {
                left = halfFree.awaitNanos(left);
            }
            return underWay.get() <= 0;
        } finally {
            awaited = false;
            lock.unlock();
        }
    }

    private boolean isHalfFree() {
        return underWay.get() <= size / 2;
    }

    /** By the claimer alone: so many were claimed where so many were asked for. */
    void took(int claimed, int asked) {
        underWay.addAndGet(claimed);
        long now = nanos.getAsLong();
        if (claimed < asked) {
            // There was no more: how quick the route is does not show.
            lastFullNanos = now - QUICK_NANOS;
            return;
        }
        long sinceNanos = now - lastFullNanos;
        lastFullNanos = now;
        if (sinceNanos < QUICK_NANOS) {
            size = Math.min(most, 2 * size);
        } else if (sinceNanos > SLOW_NANOS) {
            size = Math.max(least, size / 2);
        }
    }

    /** So many are done; the claimer is woken where it waits for just that. */
    void gaveBack(int done) {
        underWay.addAndGet(-done);
        if (awaited && isHalfFree()) {
            lock.lock();
            try {
                halfFree.signal();
            } finally {
                lock.unlock();
            }
        }
    }
}
