package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The long run: real processes are killed, frozen, cut off and stopped at random, on SQLite one at a time and on PostgreSQL
 * three together, with an API that loses answers, takes every reference as often as it comes, and shows transactions late.
 * {@code mvn test -Dtest=RandomTroubleJourneyTest -Dchaos=long [-Dchaos.rounds=20] [-Dchaos.seed=1]}
 */
@EnabledIfSystemProperty(named = "chaos", matches = "long")
class RandomTroubleJourneyTest {

    private enum Trouble { KILL, STOP, FREEZE, CUT }

    private static final long LEASE_MILLIS = 4_000;
    private static final int TROUBLES_IN_ROUND = 8;

    @TempDir
    Path folder;

    private final Map<Trouble, Integer> met = new EnumMap<>(Trouble.class);

    /** A process and its cable to the database, which only PostgreSQL has. */
    private final class Instance implements AutoCloseable {

        private final Journey journey;
        private final Cable cable;
        private ChildRuntime child;

        Instance(Journey journey) {
            this.journey = journey;
            int port = URI.create(journey.books().url().substring("jdbc:".length())).getPort();
            this.cable = port < 0 ? null : new Cable(port);
            restart();
        }

        void restart() {
            String url = journey.books().url();
            child = ChildRuntime.start(journey, cable == null ? Map.of()
                    : Map.of("ledger.url", url.replaceFirst(":[0-9]+/", ":" + cable.port() + "/")));
        }

        void meet(Trouble trouble, Random random) throws Exception {
            met.merge(trouble, 1, Integer::sum);
            switch (trouble) {
                case KILL -> {
                    child.kill();
                    restart();
                }
                case STOP -> {
                    child.terminate();
                    restart();
                }
                case FREEZE -> {
                    child.freeze();
                    pass(random.nextInt((int) LEASE_MILLIS * 2));
                    child.thaw();
                }
                case CUT -> {
                    if (cable != null) {
                        cable.cut();
                        pass(random.nextInt((int) LEASE_MILLIS));
                        cable.mend();
                    }
                }
            }
        }

        @Override
        public void close() throws Exception {
            child.close();
            if (cable != null) {
                cable.close();
            }
        }
    }

    private static void pass(long millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() > until);
    }

    @Test
    void whatever_happens_to_whom_and_when_each_row_is_paid_once() throws Exception {
        long first = Long.getLong("chaos.seed", 1);
        int rounds = Integer.getInteger("chaos.rounds", 10);
        long rows = 0;
        for (long seed = first; seed < first + rounds; seed++) {
            rows += round(seed, seed % 2 == 0);
            System.out.println("round of seed " + seed + " ended well; so far " + rows + " rows paid once each, through " + met);
        }
    }

    private long round(long seed, boolean several) throws Exception {
        Random random = new Random(seed);
        Path own = Files.createDirectories(folder.resolve("round-" + seed));
        Faults faults = Faults.builder().seed(seed).latencyMillis(3).latencyJitterMillis(15).cutBeforeAcceptance(0.02)
                .cutAfterAcceptance(0.04).serverErrorAfterAcceptance(0.02).serverErrorBeforeAcceptance(0.02).unreadableAnswer(0.01).build();
        List<Instance> instances = new ArrayList<>();
        try (Journey journey = new Journey(own, SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(500).settleMillis(50)
                .faults(faults).build())) {
            journey.set("resolve.visibility-delay-ms", "1500").set("payouts.lease-ms", Long.toString(LEASE_MILLIS))
                    .set("djamo.response-timeout-ms", "1000").set("djamo.connect-timeout-ms", "500").set("payouts.concurrency", "8");
            if (several) {
                journey.onPostgres();
            }
            try {
                for (int i = 0; i < (several ? 3 : 1); i++) {
                    instances.add(new Instance(journey));
                }
                long rows = trouble(journey, instances, random);
                journey.sandbox().faults(Faults.none());
                journey.audit();
                assertThat((long) journey.sandbox().book().size()).as("seed %d", seed).isEqualTo(rows);
                return rows;
            } catch (Throwable e) {
                throw new AssertionError("chaos.seed=" + seed + " in " + own, e);
            } finally {
                for (Instance instance : instances) {
                    instance.close();
                }
            }
        }
    }

    private static long trouble(Journey journey, List<Instance> instances, Random random) throws Exception {
        long rows = 0;
        for (int i = 0; i < TROUBLES_IN_ROUND; i++) {
            if (i % 2 == 0) {
                int count = 100 + random.nextInt(300);
                journey.drop("paie-" + i + ".csv", rows("R" + i, count));
                rows += count;
            }
            int until = journey.sandbox().book().size() + random.nextInt(60);
            long most = Math.min(until, rows - 5);
            Journey.eventually(() -> assertThat((long) journey.sandbox().book().size()).isGreaterThanOrEqualTo(most));
            Trouble trouble = Trouble.values()[random.nextInt(Trouble.values().length)];
            instances.get(random.nextInt(instances.size())).meet(trouble, random);
        }
        return rows;
    }

    private static String rows(String name, int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("%s-%d,0705%06d,%d,x\n".formatted(name, row, row, 5_000 + row));
        }
        return rows.toString();
    }
}
