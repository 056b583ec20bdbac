package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on one PostgreSQL, one folder and one SFTP server. The sandbox takes a reference as often as it comes and
 * shows a transaction late, so that only our own care counts.
 */
class SeveralInstancesJourneyTest {

    private static final long LEASE_MILLIS = 4_000;

    @TempDir
    Path folder;

    private Journey journey() {
        Faults faults = Faults.builder().seed(7).latencyMillis(5).latencyJitterMillis(10).cutAfterAcceptance(0.02)
                .cutBeforeAcceptance(0.01).serverErrorAfterAcceptance(0.01).build();
        return new Journey(folder, SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(400).settleMillis(50).faults(faults).build())
                .onPostgres().set("resolve.visibility-delay-ms", "1000").set("payouts.lease-ms", Long.toString(LEASE_MILLIS))
                .set("djamo.response-timeout-ms", "1000").set("djamo.connect-timeout-ms", "500").set("payouts.concurrency", "8");
    }

    private static String rows(String name, int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("%s-%d,0702%06d,%d,x\n".formatted(name, row, row, 5_000 + row));
        }
        return rows.toString();
    }

    private static void booked(Journey journey, int least) {
        Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThanOrEqualTo(least));
    }

    /** When others took over what a process was sending, by the audit trail. */
    private static long takenOver(Journey journey, ChildRuntime dead, String which) {
        return journey.books().number("SELECT " + which + "(n.at) FROM event e JOIN event n ON n.file_id = e.file_id AND n.line_no = e.line_no"
                + " AND n.seq > e.seq AND n.from_state = 'SUBMITTING' AND n.to_state = 'UNKNOWN' WHERE e.to_state = 'SUBMITTING'"
                + " AND e.instance LIKE '%:" + dead.pid() + ":%' AND n.kind = 'CLAIMED'");
    }

    @Test
    void one_killed_in_the_middle_is_taken_over_when_its_leases_end() throws Exception {
        try (Journey journey = journey().withSftp(); ChildRuntime first = ChildRuntime.start(journey);
                ChildRuntime second = ChildRuntime.start(journey); ChildRuntime third = ChildRuntime.start(journey)) {
            journey.drop("un.csv", rows("A", 600));
            journey.upload("deux.csv", rows("B", 300));
            booked(journey, 200);
            first.kill();
            booked(journey, 400);
            second.kill();
            long killedMillis = System.currentTimeMillis();
            journey.audit();
            System.out.printf("two of three instances killed, leases of %d ms: what the second was sending was taken over %d to %d ms"
                    + " after the kill, all was final and answered after %d ms%n", LEASE_MILLIS,
                    takenOver(journey, second, "MIN") - killedMillis, takenOver(journey, second, "MAX") - killedMillis,
                    System.currentTimeMillis() - killedMillis);
            assertThat(third.isAlive()).isTrue();
            assertThat(journey.sandbox().book().size()).isEqualTo(900);
        }
    }

    @Test
    void one_frozen_past_its_leases_is_taken_over_and_does_no_harm_when_it_wakes() throws Exception {
        try (Journey journey = journey(); ChildRuntime first = ChildRuntime.start(journey)) {
            journey.drop("un.csv", rows("A", 400));
            booked(journey, 100);
            first.freeze();
            try (ChildRuntime second = ChildRuntime.start(journey)) {
                journey.drop("deux.csv", rows("B", 100));
                journey.audit();
                first.thaw();
                journey.drop("trois.csv", rows("C", 50));
                journey.audit();
                assertThat(second.isAlive() && first.isAlive()).isTrue();
            }
            assertThat(journey.sandbox().book().size()).isEqualTo(550);
        }
    }

    @Test
    void one_cut_off_from_the_database_is_taken_over_and_goes_on_when_it_is_back() throws Exception {
        try (Journey journey = journey()) {
            String url = journey.settings().get("ledger.url");
            int port = URI.create(url.substring("jdbc:".length())).getPort();
            try (Cable cable = new Cable(port);
                    ChildRuntime first = ChildRuntime.start(journey, Map.of("ledger.url", url.replace(":" + port, ":" + cable.port())));
                    ChildRuntime second = ChildRuntime.start(journey)) {
                journey.drop("un.csv", rows("A", 500));
                booked(journey, 100);
                cable.cut();
                booked(journey, 300);
                cable.mend();
                journey.audit();
                second.terminate();
                journey.drop("deux.csv", rows("B", 50));
                journey.audit();
                assertThat(first.isAlive()).isTrue();
            }
        }
    }
}
