package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Evidence;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pace against a server that counts, in simulated time: the same run every time. */
class PaceTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** When it was sent, of a call that is not: it has its turn, or waits until nothing is closed to take one. */
    private static final long HAS_TURN = -1;
    private static final long WAITS = -2;

    /** What is under way: until then, sent then, and whether it was refused. */
    private record Event(long atNanos, long sentNanos, boolean refused) {
    }

    /** A token bucket, and callers who never run out of work. */
    private static final class Simulation {

        private final Random random = new Random(1);
        private final Pace pace;
        private final PriorityQueue<Event> underWay = new PriorityQueue<>(Comparator.comparingLong(Event::atNanos));
        private long now = 1_000 * SECOND;
        private long perSecond;
        private long burst;
        private long fullNanos;
        private long closedUntil;
        private int latencyMillis = 40;
        private long good;
        private long refused;

        Simulation(long told, long perSecond, long burst) {
            this.pace = Pace.inMemory(() -> now, told);
            limit(perSecond, burst);
        }

        void limit(long calls, long atOnce) {
            perSecond = calls;
            burst = atOnce;
            fullNanos = now - SECOND;
        }

        /** So many callers, each with the next call as soon as its last one was answered. */
        Simulation run(long seconds, int callers) {
            long end = now + seconds * SECOND;
            while (now < end) {
                while (underWay.size() < callers) {
                    underWay.add(new Event(Math.max(now, closedUntil), WAITS, false));
                }
                Event next = underWay.poll();
                now = Math.max(now, next.atNanos());
                happens(next);
            }
            return this;
        }

        private void happens(Event event) {
            if (event.sentNanos() < 0 && now < closedUntil) {
                underWay.add(new Event(closedUntil, WAITS, false));
            } else if (event.sentNanos() == WAITS) {
                underWay.add(new Event(now + pace.takeTurn(Long.MAX_VALUE), HAS_TURN, false));
            } else if (event.sentNanos() == HAS_TURN) {
                underWay.add(new Event(now + latency(), now, !taken()));
            } else if (event.refused()) {
                refused++;
                closedUntil = Math.max(closedUntil, now + SECOND);
                pace.heard(new Answer<>(Meaning.TOO_MANY, null, "", 1_000, new Evidence(429, null)), event.sentNanos());
            } else {
                good++;
                pace.heard(Answer.told("", new Evidence(200, null)), event.sentNanos());
            }
        }

        private long latency() {
            return latencyMillis == 0 ? TimeUnit.MICROSECONDS.toNanos(300)
                    : TimeUnit.MILLISECONDS.toNanos(latencyMillis / 2 + random.nextInt(latencyMillis));
        }

        private boolean taken() {
            long slot = Math.max(fullNanos, now);
            if (slot - now > (burst - 1) * SECOND / perSecond) {
                return false;
            }
            fullNanos = slot + SECOND / perSecond;
            return true;
        }

        void forget() {
            good = 0;
            refused = 0;
        }
    }

    @ParameterizedTest
    @CsvSource({"200,200,40", "200,100,40", "50,50,40", "500,500,40", "200,20,40", "20,20,40", "200,200,2", "50,50,2", "20,20,2"})
    void a_limit_that_nobody_told_is_found_and_kept_with_few_refusals(long perSecond, long burst, int latencyMillis) {
        Simulation simulation = new Simulation(0, perSecond, burst);
        simulation.latencyMillis = latencyMillis;
        simulation.run(120, 32);
        assertThat(simulation.refused * 50).as("while it learns").isLessThan(simulation.good);
        simulation.forget();
        simulation.run(600, 32);
        assertThat(simulation.good).as("calls in ten minutes").isGreaterThan(perSecond * 600 * 97 / 100);
        assertThat(simulation.refused * 200).as("200 times the refusals").isLessThan(simulation.good);
    }

    @ParameterizedTest
    @CsvSource({"200,200", "200,20", "50,50", "20,20"})
    void a_limit_that_calls_meet_one_at_a_time_is_found_too(long perSecond, long burst) {
        Simulation simulation = new Simulation(0, 10_000, 10_000);
        simulation.latencyMillis = 0;
        simulation.run(3, 1);
        simulation.limit(perSecond, burst);
        simulation.run(120, 1).forget();
        simulation.run(600, 1);
        assertThat(simulation.good).as("calls in ten minutes").isGreaterThan(perSecond * 600 * 97 / 100);
        assertThat(simulation.refused * 200).as("200 times the refusals").isLessThan(simulation.good);
    }

    @Test
    void what_was_told_is_kept_without_a_single_refusal() {
        Simulation simulation = new Simulation(190, 200, 10).run(60, 32);
        assertThat(simulation.refused).isZero();
        assertThat(simulation.good).isBetween(190 * 60L * 97 / 100, 190 * 61L);
    }

    @Test
    void a_limit_below_what_was_told_is_found_and_one_that_is_raised_or_lowered_later_too() {
        Simulation simulation = new Simulation(400, 100, 100).run(120, 32);
        assertThat(simulation.pace.callsPerSecond()).isBetween(95L, 120L);
        simulation.limit(10_000, 10_000);
        simulation.run(180, 32);
        assertThat(simulation.pace.callsPerSecond()).as("never above what was told").isEqualTo(400);
        simulation.limit(30, 30);
        simulation.run(120, 32);
        assertThat(simulation.pace.callsPerSecond()).isBetween(28L, 36L);
    }

    @Test
    void one_refusal_at_a_quiet_time_does_not_slow_the_busy_time_after_it() {
        Simulation simulation = new Simulation(0, 10_000, 10_000).run(2, 1);
        simulation.closedUntil = simulation.now + SECOND;
        simulation.pace.heard(new Answer<>(Meaning.TOO_MANY, null, "", 1_000, new Evidence(429, null)), simulation.now);
        simulation.run(7, 32);
        simulation.forget();
        simulation.run(10, 32);
        assertThat(simulation.good).as("calls in ten seconds, as many as 32 callers make").isGreaterThan(7_000);
    }

    @Test
    void one_payout_that_is_refused_again_and_again_does_not_slow_all_the_others() {
        Simulation simulation = new Simulation(0, 100_000, 100_000);
        Backoff retry = new Backoff(1_000, 60_000, bound -> 0);
        for (int tries = 1; tries <= 30; tries++) {
            simulation.run(TimeUnit.MILLISECONDS.toSeconds(retry.waitMillis(tries)), 32);
            simulation.closedUntil = simulation.now + SECOND;
            simulation.pace.heard(new Answer<>(Meaning.TOO_MANY, null, "", 1_000, new Evidence(429, null)), simulation.now);
        }
        simulation.forget();
        simulation.run(60, 32);
        assertThat(simulation.good).as("calls in a minute, of 48,000 that 32 callers make").isGreaterThan(40_000);
    }

    @ParameterizedTest
    @CsvSource({"30, 1, true", "32, 1, false", "80, 60, true"})
    void what_hinted_at_a_limit_counts_for_half_a_minute_beside_the_pause(long secondsAgo, long pauseSeconds, boolean proved) {
        long now = 1_000 * SECOND;
        PaceState manyWereRefused = new PaceState(now, 200_000, 0, 2 * SECOND, now - secondsAgo * SECOND, 4_000, 0, 5);
        PaceState refused = manyWereRefused.refused(now - 1, now, pauseSeconds * SECOND, 0);
        assertThat(refused.plateau() > 0).isEqualTo(proved);
        assertThat(refused.hints()).as("the next one that comes so").isEqualTo(proved ? 0 : 1);
    }

    @Test
    void a_limit_that_is_lifted_is_forgotten_in_two_minutes() {
        Simulation simulation = new Simulation(0, 20, 20).run(120, 32);
        simulation.limit(100_000, 100_000);
        simulation.run(120, 32).forget();
        simulation.run(60, 32);
        assertThat(simulation.good).as("calls in a minute, of 48,000 that 32 callers make").isGreaterThan(40_000);
    }

    @Test
    void nothing_goes_before_the_time_that_was_asked_for_and_no_turn_is_taken_that_comes_too_late() {
        Simulation simulation = new Simulation(0, 100, 100);
        Pace pace = simulation.pace;
        assertThat(pace.takeTurn(0)).isZero();
        pace.heard(new Answer<>(Meaning.TOO_MANY, null, "", 5_000, new Evidence(429, null)), simulation.now);
        assertThat(pace.takeTurn(4 * SECOND)).as("would be too late, by so much").isEqualTo(-5 * SECOND);
        assertThat(pace.takeTurn(6 * SECOND)).isEqualTo(5 * SECOND);
    }
}
