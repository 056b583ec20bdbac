package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Pace;
import dev.djamopayouts.djamo.PaceState;
import dev.djamopayouts.ledger.SharedNumbers;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** The pace of all instances together, in the database that they share: its time, one limit, and what each of them learns. */
final class SharedPace implements Pace.Store {

    private static final String NAME = "djamo-pace";
    private static final int NUMBERS = 9;
    /** An instance takes its turns for so long at once. */
    private static final long BLOCK_MILLIS = 200;
    /** By so much instances differ in what the time of the database is; more means that it was set back. */
    private static final long APART_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final SharedNumbers numbers;
    private final Clock clock;

    SharedPace(SharedNumbers numbers, Clock clock) {
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public Pace.Changed change(Change change) {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        long[] before = numbers.change(NAME, kept -> numbers(change.of(state(kept, now), now), now));
        return new Pace.Changed(state(before, now), now);
    }

    @Override
    public long blockMillis() {
        return BLOCK_MILLIS;
    }

    /** Where the database's time was set back, what was kept by it goes back as far: no call waits for a time that comes again. */
    private static PaceState state(long[] kept, long now) {
        if (kept.length != NUMBERS) {
            return PaceState.fresh(now);
        }
        long back = kept[8] - now > APART_NANOS ? kept[8] - now : 0;
        return new PaceState(kept[0] - back, kept[1], kept[2], kept[3], kept[4] - back, kept[5], kept[6], kept[7]);
    }

    /** With the time at which they are kept. */
    private static long[] numbers(PaceState state, long now) {
        return new long[] {state.nextNanos(), state.base(), state.plateau(), state.heldNanos(), state.sinceNanos(), state.accepted(),
            state.acceptedBefore(), state.hints(), now};
    }
}
