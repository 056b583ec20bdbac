package dev.djamopayouts.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.djamopayouts.chaos.Simulation.Ending;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Never pay twice, never lose a row: thousands of schedules of crashes, freezes, cuts and wrong answers, each of which
 * follows from its seed. {@code -Dsimulation.seed=4711} tells one schedule's story; {@code -Dsimulation.schedules=100000
 * -Dsimulation.from=1} runs many. From seed 1000000 on payouts go in batches.
 */
class SimulationTest {

    private static final boolean POSTGRESQL = "postgresql".equals(System.getProperty("ledger.database"));
    private static final int STORY_LINES = 200;
    private static final int SCHEDULES_TO_NOTICE = 1_000;
    private static final Logger LEDGER = (Logger) LoggerFactory.getLogger("dev.djamopayouts.ledger");
    private static Simulation simulation;

    @BeforeAll
    static void open() {
        // It warns of each commit that a schedule loses.
        LEDGER.setLevel(Level.OFF);
        simulation = new Simulation();
    }

    @AfterAll
    static void close() {
        simulation.close();
        LEDGER.setLevel(null);
    }

    @Test
    void whatever_happens_nobody_is_paid_twice_and_no_row_is_lost() {
        Long seed = Long.getLong("simulation.seed");
        if (seed != null) {
            Ending ending = simulation.run(seed, removed());
            System.out.println(told(ending, Integer.MAX_VALUE));
            assertThat(ending.broken()).as("seed " + seed).isNull();
            return;
        }
        long from = Long.getLong("simulation.from", 1);
        assumeTrue(from < World.FIRST_IN_BATCHES, "the other test lives through these");
        long count = Long.getLong("simulation.schedules", POSTGRESQL ? 60 : 300);
        long startedNanos = System.nanoTime();
        for (long one = from; one < from + count; one++) {
            Ending ending = simulation.run(one, null);
            if (ending.broken() != null) {
                throw new AssertionError(told(ending, STORY_LINES), ending.broken());
            }
        }
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        System.out.printf(Locale.ROOT, "simulation: %d schedules from seed %d, nothing paid twice, nothing lost, %d mended rows paid, %d events led on (%.1f s, %.0f a second)%n",
                count, from, simulation.mended(), simulation.heard(), seconds, count / seconds);
        assertThat(simulation.mended()).as("schedules in which what was not paid was mended and paid").isPositive();
        assertThat(simulation.heard()).as("events that led a payout on").isPositive();
        assertThat(simulation.known()).as("rows sent whose number was known as they were read").isPositive();
    }

    @Test
    void whatever_happens_to_batches_nobody_is_paid_twice_and_no_row_is_lost() {
        long from = Long.getLong("simulation.from", World.FIRST_IN_BATCHES);
        long count = Long.getLong("simulation.schedules", POSTGRESQL ? 40 : 200);
        assumeTrue(from >= World.FIRST_IN_BATCHES && Long.getLong("simulation.seed") == null, "the other test lives through these");
        for (long one = from; one < from + count; one++) {
            Ending ending = simulation.run(one, null);
            if (ending.broken() != null) {
                throw new AssertionError(told(ending, STORY_LINES), ending.broken());
            }
        }
        System.out.printf(Locale.ROOT, "simulation: %d schedules of batches from seed %d, nothing paid twice, nothing lost, %d rows went again"
                + " in a smaller batch and were paid%n", count, from, simulation.halved());
        assertThat(simulation.halved()).as("rows that went again in a smaller batch and were paid").isPositive();
    }

    @ParameterizedTest
    @EnumSource(Safeguard.class)
    void without_a_safeguard_the_auditor_notices(Safeguard removed) {
        assumeFalse(POSTGRESQL, "the auditor is the same one");
        long before = removed.isOfBatches() ? World.FIRST_IN_BATCHES : 0;
        for (int count = 1; count <= SCHEDULES_TO_NOTICE; count++) {
            Ending ending = simulation.run(before + count, removed);
            if (ending.broken() != null) {
                System.out.printf(Locale.ROOT, "simulation: without %-24s noticed in schedule %4d: %s%n", removed, before + count,
                        ending.broken().getMessage());
                return;
            }
        }
        throw new AssertionError(removed + " can be taken away without anybody noticing in " + SCHEDULES_TO_NOTICE + " schedules");
    }

    private static Safeguard removed() {
        String name = System.getProperty("simulation.without");
        return name == null ? null : Safeguard.valueOf(name);
    }

    private static String told(Ending ending, int lines) {
        return "seed " + ending.seed() + (ending.broken() == null ? " kept every promise" : " broke a promise: "
                + ending.broken().getMessage()) + "; again with mvn -q test -Dtest=SimulationTest -Dsimulation.seed=" + ending.seed()
                + "\n" + ending.story().last(lines);
    }
}
