package dev.djamopayouts.ledger;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells the stages of this process that there may be work for them. A lost ring costs a poll interval, never a payout:
 * the ledger alone knows what there is to do.
 */
public final class WorkBell {

    private final Map<Stage, Semaphore> rings = new EnumMap<>(Stage.class);

    WorkBell() {
        for (Stage stage : Stage.values()) {
            rings.put(stage, new Semaphore(0));
        }
    }

    void ring(Stage stage) {
        if (stage != null && rings.get(stage).availablePermits() == 0) {
            rings.get(stage).release();
        }
    }

    /** Waits for a ring, but no longer than the given time. */
    public void await(Stage stage, long millis) throws InterruptedException {
        Semaphore ring = rings.get(stage);
        if (ring.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            ring.drainPermits();
        }
    }
}
