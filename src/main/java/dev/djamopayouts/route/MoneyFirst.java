package dev.djamopayouts.route;

import dev.djamopayouts.ledger.Stage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Who is served first while there is more to do than calls can be made: payouts are checked and sent, and those that are
 * already at Djamo are asked about in between, a few at a time, so that a small file still ends while a large one is sent.
 */
final class MoneyFirst {

    private static final long BUSY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final int looksAtOnce;
    private final LongSupplier nanos;
    private final AtomicLong busyUntilNanos;
    private final AtomicLong nextLookNanos;
    private final AtomicLong waiting = new AtomicLong();

    /**
     * @param concurrency calls in flight at once
     * @param nanos       a clock that only goes forward
     */
    MoneyFirst(int concurrency, LongSupplier nanos) {
        this.looksAtOnce = Math.max(1, concurrency / 8);
        this.nanos = nanos;
        this.busyUntilNanos = new AtomicLong(nanos.getAsLong());
        this.nextLookNanos = new AtomicLong(nanos.getAsLong());
    }

    /** A stage claimed so many items: as long as some come, or wait for a thread, there is money to be sent. */
    void claimed(Stage stage, int items) {
        if (items > 0 && sends(stage)) {
            waiting.addAndGet(items);
            busyUntilNanos.set(nanos.getAsLong() + BUSY_NANOS);
        }
    }

    /** So many of what a stage claimed wait no more. */
    void taken(Stage stage, int items) {
        if (sends(stage)) {
            waiting.addAndGet(-items);
        }
    }

    private static boolean sends(Stage stage) {
        return stage == Stage.CHECK || stage == Stage.SUBMIT;
    }

    /** How many pending payouts may be looked at now, where so many could be. */
    int looks(int most) {
        long now = nanos.getAsLong();
        if (waiting.get() <= 0 && busyUntilNanos.get() - now < 0) {
            return most;
        }
        return nextLookNanos.get() - now > 0 ? 0 : Math.min(most, looksAtOnce);
    }

    /** Pending payouts are looked at: the next ones later. */
    void looked() {
        nextLookNanos.set(nanos.getAsLong() + BETWEEN_LOOKS_NANOS);
    }
}
