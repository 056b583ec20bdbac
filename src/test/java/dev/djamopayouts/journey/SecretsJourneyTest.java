package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be seen from outside tells how the work goes, and neither whom it pays nor how to log in. */
class SecretsJourneyTest {

    private static final String TOKEN = "at_tres_secret_0123456789";

    @TempDir
    Path folder;

    private final List<String> numbers = new ArrayList<>();

    private String everything() {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        int serial = 4_700;
        for (MagicNumber magic : MagicNumber.values()) {
            String number = magic.msisdn(++serial);
            numbers.add(number.substring("+225".length()));
            rows.append("L-%d,%s,50000,x\n".formatted(serial, number));
        }
        for (String damaged : List.of("0755512,50000", "+33755512345,50000", "0755512346,1e9", "0755512347,1", "0755512348,x")) {
            numbers.add(damaged.replaceFirst(",.*", "").replaceFirst("\\+33", ""));
            rows.append("L-%d,%s,x\n".formatted(++serial, damaged));
        }
        return rows.toString();
    }

    @Test
    void no_token_no_password_and_no_whole_number_is_in_a_log_a_metric_or_the_health() throws Exception {
        SandboxOptions options = SandboxOptions.builder().accessToken(TOKEN).settleMillis(50).slowSettleMillis(300)
                .longPendingMillis(500).hangMillis(1_500).build();
        int port = freePort();
        try (LogBook log = new LogBook().atInfo(); Journey journey = new Journey(folder, options).withSftp()) {
            journey.set("djamo.access-token", TOKEN).set("djamo.response-timeout-ms", "700").set("camel.management.port", "" + port);
            journey.set("outcome.failure.uri", "http://127.0.0.1:9/?password=" + TOKEN).start();
            journey.drop("tout.csv", everything());
            numbers.add("0766612345");
            journey.upload("sans-entete.csv", "L-1,0766612345,50000,x\n0766612345,x,y,z\n");
            journey.answer("sans-entete.csv.nack.json");
            journey.answer("tout.csv.result.csv");
            Journey.eventually(() -> assertThat(log.lines("outcomes failed")).isNotEmpty());
            journey.sftp().close();
            journey.sandbox().faults(Faults.builder().unauthorized(true).build());
            journey.drop("encore.csv", "msisdn,amount\n0766612345,50000\n");
            Journey.eventually(() -> assertThat(log.lines("refuses the access token")).isNotEmpty());
            Journey.eventually(() -> assertThat(log.lines("cannot be read")).isNotEmpty());
            String seen = log.text() + get(port, "/observe/health?data=true&exposureLevel=full&stackTrace=true")
                    + get(port, "/observe/metrics");
            journey.stop();
            nothingIsTold(seen + log.text());
            journey.sftp().open(server -> server);
        }
    }

    @Test
    void why_a_file_was_refused_is_logged_without_the_number_that_was_wrong() {
        try (LogBook log = new LogBook().atInfo();
                Journey journey = new Journey(folder).set("payouts.on-invalid-row", "reject-file").start()) {
            for (String number : List.of("+33755512345", "075551234567", "2,25075E+09", "07 55 51 23 4")) {
                journey.drop("f" + journey.drops().size() + ".csv", "msisdn;amount\n" + number + ";50000\n");
                journey.answer("f" + (journey.drops().size() - 1) + ".csv.nack.json");
                assertThat(log.lines("refused f" + (journey.drops().size() - 1))).singleElement().asString()
                        .doesNotContain(number).doesNotContain(number.replaceAll("\\D", ""));
            }
        }
    }

    private void nothingIsTold(String seen) {
        assertThat(seen).contains("accepted tout.csv", "payouts_rows", "djamo-api").doesNotContain(TOKEN)
                .doesNotContain(SftpDesk.PASSWORD).doesNotContain("p%40ss");
        for (String number : numbers) {
            assertThat(seen.lines().filter(line -> line.contains(number)).collect(Collectors.toList())).as(number).isEmpty();
        }
    }

    @Test
    void health_and_metrics_over_http_have_the_figures_an_operator_asks_for() throws Exception {
        int port = freePort();
        try (Journey journey = new Journey(folder).withSftp().set("camel.management.port", "" + port).start()) {
            journey.drop("paie.csv", "reference,msisdn,amount\nM-1,0707123456,50000\n"
                    + "M-2,0707129001,50000\nM-3,0707129002,50000\nM-4,0707129004,70000\n");
            Books books = journey.books();
            Journey.eventually(() -> assertThat(books.rows().stream().filter(Books.Row::isBooked)).hasSize(3));
            assertThat(get(port, "/observe/health?data=true")).contains("\"ledger\"", "\"inboxes\"", "\"djamo-api\"", "payouts-in-doubt",
                    "sftp:", "oldestMillis");
            assertThat(get(port, "/observe/health/live")).contains("UP");
            assertThat(get(port, "/observe/health/ready")).contains("UP");
            Journey.eventually(() -> assertThat(get(port, "/observe/metrics")).contains("payouts_rows{state=\"COMPLETED\"} 1.0",
                    "payouts_rows{state=\"FAILED\"} 1.0", "payouts_rows{state=\"REJECTED\"} 1.0",
                    "payouts_rows{state=\"PENDING\"} 1.0", "payouts_amount_xof{state=\"PENDING\"} 70000.0",
                    "payouts_unaccounted_rows 0.0", "payouts_oldest_doubt_millis",
                    "djamo_api_calls_seconds_count{call=\"transfer\",result=\"TOLD\"} 3"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }
}
