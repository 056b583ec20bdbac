package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Pace;
import dev.djamopayouts.djamo.PaceState;
import dev.djamopayouts.ledger.SharedNumbers;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** The pace of all instances together, in the database that they share: its time, one limit, and what each of them learns. */
final class SharedPace implements Pace.Store {

    private static final String NAME = "djamo-pace";
    /** An instance takes its turns for so long at once. */
    private static final long BLOCK_MILLIS = 200;

    private final SharedNumbers numbers;
    private final Clock clock;

    SharedPace(SharedNumbers numbers, Clock clock) {
        this.numbers = numbers;
        this.clock = clock;
    }

    @Override
    public Pace.Changed change(Change change) {
        long now = TimeUnit.MILLISECONDS.toNanos(clock.millis());
        long[] before = numbers.change(NAME, kept -> numbers(change.of(state(kept, now), now)));
        return new Pace.Changed(state(before, now), now);
    }

    @Override
    public long blockMillis() {
        return BLOCK_MILLIS;
    }

    private static PaceState state(long[] kept, long now) {
        return kept.length == 0 ? PaceState.fresh(now)
                : new PaceState(kept[0], kept[1], kept[2], kept[3], kept[4], kept[5], kept[6]);
    }

    private static long[] numbers(PaceState state) {
        return new long[] {state.nextNanos(), state.base(), state.plateau(), state.heldNanos(), state.sinceNanos(), state.accepted(),
            state.acceptedBefore()};
    }
}
