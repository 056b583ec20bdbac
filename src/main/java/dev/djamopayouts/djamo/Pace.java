package dev.djamopayouts.djamo;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When the next call may go, all endpoints together: no faster than told, and no faster than the API was seen to take
 * them. What is learnt is kept in a {@link Store}: in memory, or where several instances that share one limit share it.
 */
public final class Pace {

    /** Where the state is kept. */
    public interface Store {

        /** What becomes of the state; may be asked again where another one was quicker. */
        @FunctionalInterface
        interface Change {
            PaceState of(PaceState kept, long nowNanos);
        }

        /** Changes the state and returns it, with nobody else in between; the store's own clock says what now is. */
        Changed change(Change change);

        /** For how long turns are taken at once, milliseconds; 0 where taking one costs nothing. */
        long blockMillis();
    }

    /**
     * A state after its change.
     *
     * @param before   what it was
     * @param nowNanos the time that the change was told
     */
    public record Changed(PaceState before, long nowNanos) {
    }

    /** In this process only. */
    static final class InMemory implements Store {

        private final LongSupplier nanos;
        private PaceState state;

        InMemory(LongSupplier nanos) {
            this.nanos = nanos;
            this.state = PaceState.fresh(nanos.getAsLong());
        }

        @Override
        public synchronized Changed change(Change change) {
            Changed changed = new Changed(state, nanos.getAsLong());
            state = change.of(state, changed.nowNanos());
            return changed;
        }

        @Override
        public long blockMillis() {
            return 0;
        }
    }

    private final Store store;
    private final LongSupplier nanos;
    private final long told;
    private long blockNextNanos;
    private long blockIntervalNanos;
    private long blockEndNanos;
    private int blockLeft;
    private int accepted;

    /**
     * @param nanos          a clock that only goes forward
     * @param callsPerSecond never more than so many, 0 where nobody told a limit
     */
    public Pace(Store store, LongSupplier nanos, long callsPerSecond) {
        this.store = store;
        this.nanos = nanos;
        this.told = callsPerSecond * PaceState.MILLI;
        this.blockEndNanos = nanos.getAsLong();
    }

    /** Learnt and kept in this process. */
    public static Pace inMemory(LongSupplier nanos, long callsPerSecond) {
        return new Pace(new InMemory(nanos), nanos, callsPerSecond);
    }

    /**
     * Takes the next turn.
     *
     * @return nanoseconds to wait before the call, or less than 0 by as much where it would be more than so many: then none was taken
     */
    public synchronized long takeTurn(long mostNanos) {
        long now = nanos.getAsLong();
        if (blockLeft == 0 || blockEndNanos - now < 0) {
            reserve(now);
        }
        long wait = Math.max(0, blockNextNanos - now);
        if (wait > mostNanos) {
            return Math.min(-1, -wait);
        }
        blockLeft--;
        blockNextNanos += blockIntervalNanos;
        return wait;
    }

    private void reserve(long now) {
        int answered = accepted;
        Changed changed = store.change((kept, at) -> kept.accepted(answered, at).taken(calls(kept), at, told));
        accepted -= answered;
        PaceState before = changed.before();
        blockIntervalNanos = before.intervalNanos(told);
        blockNextNanos = now + before.firstNanos(changed.nowNanos()) - changed.nowNanos();
        blockLeft = blockIntervalNanos == 0 && store.blockMillis() > 0 ? Integer.MAX_VALUE : calls(before);
        blockEndNanos = Math.max(now, blockNextNanos) + TimeUnit.MILLISECONDS.toNanos(store.blockMillis())
                + blockLeft * blockIntervalNanos;
    }

    private int calls(PaceState state) {
        long interval = state.intervalNanos(told);
        return interval == 0 ? 1 : (int) Math.max(1, TimeUnit.MILLISECONDS.toNanos(store.blockMillis()) / interval);
    }

    /** Learns from an answer to a call that was sent at the given time of this process. */
    synchronized void heard(Answer<?> answer, long sentNanos) {
        if (answer.meaning() != Meaning.TOO_MANY) {
            accepted += answer.evidence().httpStatus() == 0 ? 0 : 1;
            return;
        }
        long age = nanos.getAsLong() - sentNanos;
        int answered = accepted;
        long pauseNanos = TimeUnit.MILLISECONDS.toNanos(answer.retryAfterMillis());
        store.change((kept, at) -> kept.accepted(answered, at).refused(at - age, at, pauseNanos, told));
        accepted -= answered;
        blockLeft = 0;
    }

    /** The calls a second that are made at most now; 0 where no limit is known. */
    public long callsPerSecond() {
        return (store.change((kept, at) -> kept).before().rate(told) + PaceState.MILLI - 1) / PaceState.MILLI;
    }
}
