package dev.djamopayouts.chaos;

import dev.djamopayouts.ledger.LedgerFailed;

/** One of a process's threads: looks for work, does it, and waits longer the less there is. */
abstract class Desk {

    private static final long LONGEST_WAIT_MILLIS = 40_000;

    final Instance instance;
    private long waitMillis = 200;

    Desk(Instance instance) {
        this.instance = instance;
    }

    /** Looks for work; true where there was some. */
    abstract boolean work();

    final void poll() {
        waitMillis = instance.random().nextLong(1_000) + 1;
        instance.then(waitMillis, Point.POLL, this::turn);
    }

    private void turn() {
        boolean some = false;
        try {
            some = work();
        } catch (LedgerFailed e) {
            // Production tries again at the next poll.
            some = true;
        } finally {
            waitMillis = some ? 20 + instance.random().nextLong(500) : Math.min(LONGEST_WAIT_MILLIS, waitMillis * 2);
            instance.then(waitMillis + instance.random().nextLong(waitMillis), Point.POLL, this::turn);
        }
    }
}
