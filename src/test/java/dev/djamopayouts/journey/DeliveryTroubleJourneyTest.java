package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.djamopayouts.sandbox.Faults;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes outcomes and answers, and the ledger itself, are away for a while: what was due then comes later. */
class DeliveryTroubleJourneyTest {

    @TempDir
    Path folder;

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("O-%d,07050%05d,50000,x\n".formatted(row, row));
        }
        return rows.toString();
    }

    /** An endpoint of the operator's; it remembers how often each payout came. */
    private static final class Endpoint implements AutoCloseable {

        private final HttpServer server;
        private final Map<String, Integer> accepted = new ConcurrentHashMap<>();
        private volatile int status = 200;
        private volatile long slowMillis;

        Endpoint() throws IOException {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
            server.createContext("/", exchange -> {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(slowMillis));
                if (status < 300) {
                    accepted.merge(body.replaceFirst(".*\"payoutId\":\"([^\"]+)\".*", "$1"), 1, Integer::sum);
                }
                exchange.sendResponseHeaders(status, -1);
                exchange.close();
            });
            server.start();
        }

        String uri() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/outcomes";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    @Test
    void an_outcome_endpoint_that_fails_for_a_while_gets_every_outcome_under_the_same_payout_id() throws IOException {
        try (Endpoint endpoint = new Endpoint(); Journey journey = new Journey(folder); LogBook log = new LogBook()) {
            endpoint.status = 500;
            journey.set("outcome.success.uri", endpoint.uri()).start().drop("paie.csv", rows(20));
            journey.answer("paie.csv.result.csv");
            Journey.eventually(() -> assertThat(log.lines("outcomes failed")).isNotEmpty());
            assertThat(endpoint.accepted).isEmpty();
            endpoint.status = 200;
            journey.audit();
            assertThat(endpoint.accepted).hasSize(20).allSatisfy((payout, times) -> assertThat(times).isEqualTo(1));
            assertThat(log.lines("\tat ")).as("stacks in the log").isEmpty();
        }
    }

    @Test
    void an_outcome_endpoint_slower_than_the_lease_gets_each_outcome_about_once_and_not_for_ever() throws IOException {
        try (Endpoint endpoint = new Endpoint(); Journey journey = new Journey(folder)) {
            endpoint.slowMillis = 8;
            journey.set("outcome.success.uri", endpoint.uri()).set("payouts.concurrency", "8").set("payouts.lease-ms", "1000")
                    .set("djamo.response-timeout-ms", "490").set("djamo.connect-timeout-ms", "100")
                    .start().drop("paie.csv", rows(450));
            journey.audit();
            assertThat(endpoint.accepted).hasSize(450);
            assertThat(endpoint.accepted.values().stream().mapToInt(Integer::intValue).sum()).as("deliveries").isLessThan(550);
        }
    }

    @Test
    void half_a_line_that_a_crash_left_in_the_outcomes_stays_in_no_line() throws IOException {
        try (Journey journey = new Journey(folder)) {
            Path outcomes = Files.createDirectories(folder.resolve("outbox/success")).resolve("paie.csv.jsonl");
            Files.writeString(outcomes, "{\"payoutId\":\"0-1\"}\n{\"payoutId\":\"1-98\",\"djamoRef");
            journey.start().drop("paie.csv", rows(20));
            journey.audit();
            assertThat(Files.readAllLines(outcomes)).hasSize(21).startsWith("{\"payoutId\":\"0-1\"}");
        }
    }

    @Test
    void an_outbox_that_cannot_be_written_for_a_while_gets_every_answer() throws IOException {
        try (Journey journey = new Journey(folder).start()) {
            Path outbox = folder.resolve("outbox");
            Files.delete(outbox);
            Files.writeString(outbox, "a file where the folder was");
            journey.drop("paie.csv", rows(3));
            Books books = journey.books();
            Journey.eventually(() -> assertThat(books.rows("COMPLETED")).hasSize(3));
            Journey.eventually(() -> assertThat(books.answersWaiting()).isEqualTo(3));
            Files.delete(outbox);
            journey.audit();
        }
    }

    @Test
    void an_answered_file_that_could_not_be_archived_is_archived_later_without_being_read_again() throws IOException {
        try (Journey journey = new Journey(folder).start()) {
            Path archive = folder.resolve("archive");
            Files.delete(archive);
            Files.writeString(archive, "a file where the folder was");
            journey.drop("paie.csv", rows(3));
            journey.answer("paie.csv.result.csv");
            Journey.eventually(() -> assertThat(journey.books().answersWaiting()).isZero());
            // Whoever reads it again needs its copy in the spool.
            String taken = folder.resolve("inbox/.taken").toFile().list()[0];
            Path copy = folder.resolve("spool").resolve(taken.substring(0, taken.indexOf('~')) + ".spool");
            Files.createDirectories(copy.resolve("in the way"));
            Files.delete(archive);
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(archive).isDirectoryRecursivelyContaining("glob:**~paie.csv"));
            Files.delete(copy.resolve("in the way"));
            Files.delete(copy);
            journey.audit();
        }
    }

    @Test
    void what_is_done_by_the_clock_says_its_trouble_once_and_without_a_stack() {
        try (Journey journey = new Journey(folder).start(); LogBook log = new LogBook()) {
            journey.runtime().ledger().close();
            Journey.eventually(() -> assertThat(log.lines("settl")).isNotEmpty());
            await().during(Duration.ofMillis(500)).atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
                assertThat(log.lines("settl")).hasSize(1);
                assertThat(log.lines("\tat ")).as("stacks in the log").isEmpty();
            });
        }
    }

    @Test
    void a_spool_that_cannot_be_written_delays_the_reports_by_a_moment_and_not_by_a_lease() throws IOException {
        try (Journey journey = new Journey(folder).start()) {
            Path blocked = folder.resolve("spool/1-result-FOLDER.csv");
            Files.createDirectories(blocked.resolve("in the way"));
            journey.drop("paie.csv", rows(3));
            Books books = journey.books();
            Journey.eventually(() -> assertThat(books.number("SELECT MAX(tries) FROM answer WHERE kind = 'result'")).isPositive());
            Files.delete(blocked.resolve("in the way"));
            Files.delete(blocked);
            Journey.eventually(() -> assertThat(books.answersWaiting()).isZero());
            journey.audit();
        }
    }

    @Test
    void a_ledger_held_by_another_program_for_some_seconds_is_waited_for() throws SQLException {
        try (Journey journey = new Journey(folder).set("payouts.lease-ms", "3000").set("djamo.response-timeout-ms", "1000")
                .set("djamo.connect-timeout-ms", "500").start(); LogBook log = new LogBook()) {
            Books books = journey.books();
            journey.sandbox().faults(Faults.builder().latencyMillis(100).build());
            journey.drop("paie.csv", rows(200));
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(20));
            try (Connection neighbour = books.open(); Statement statement = neighbour.createStatement()) {
                Journey.eventually(() -> statement.execute("BEGIN EXCLUSIVE"));
                journey.drop("plus.csv", rows(200).replace("O-", "O2-"));
                Journey.eventually(() -> assertThat(log.lines("another program holds the ledger")).isNotEmpty());
                statement.execute("ROLLBACK");
            }
            Journey.eventually(() -> assertThat(ApiTroubleJourneyTest.health(journey, "ledger")).startsWith("UP"));
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(400);
        }
    }
}
