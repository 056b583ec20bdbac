package dev.djamopayouts.chaos;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens next, in the order of the world's time; one thing at a time, so a seed always gives the same story. */
final class Agenda {

    private record Entry(long atMillis, long number, Runnable step) {
    }

    private final VirtualClock clock;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(
            Comparator.comparingLong(Entry::atMillis).thenComparingLong(Entry::number));
    private long count;

    Agenda(VirtualClock clock) {
        this.clock = clock;
    }

    long now() {
        return clock.world();
    }

    void in(long delayMillis, Runnable step) {
        at(now() + delayMillis, step);
    }

    void at(long millis, Runnable step) {
        entries.add(new Entry(Math.max(millis, now()), count++, step));
    }

    /** Does the next thing; false where there is none. */
    boolean next() {
        Entry entry = entries.poll();
        if (entry == null) {
            return false;
        }
        clock.advanceTo(entry.atMillis());
        entry.step().run();
        return true;
    }
}
