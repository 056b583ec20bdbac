package dev.djamopayouts.route;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many signed events are taken at once and in a second. Those of a payroll come as fast as transfers are accepted, three
 * for each; a flood of them must leave the ledger's writer to the payouts.
 */
final class WebhookRoom {

    /** Of the writer's groups of hundreds; the HTTP server has some more threads, for those that are turned away. */
    private static final int MOST_AT_ONCE = 16;
    /** Three for each of some hundred transfers a second. */
    private static final int MOST_A_SECOND = 1_000;

    /** A burst waits for its turn; who waits longer holds one of those threads, and is better told to come again. */
    private static final long WAIT_MILLIS = 100;

    private final LongSupplier nanos;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);
    private long second;
    private int taken;

    /** @param nanos a clock that only goes forward */
    WebhookRoom(LongSupplier nanos) {
        this.nanos = nanos;
        this.second = nanos.getAsLong();
    }

    /** Takes a place, to be given back with {@link #leave}; false where there was none for a while, or too many took one. */
    boolean enter() {
        if (!mayTakeOneMore()) {
            return false;
        }
        try {
            return places.tryAcquire(WAIT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    void leave() {
        places.release();
    }

    private synchronized boolean mayTakeOneMore() {
        long now = nanos.getAsLong();
        if (now - second >= TimeUnit.SECONDS.toNanos(1)) {
            second = now;
            taken = 0;
        }
        return taken++ < MOST_A_SECOND;
    }
}
