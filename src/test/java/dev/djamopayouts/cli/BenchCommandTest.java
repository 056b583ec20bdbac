package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small bench with all its parts, in both forms of its output, and how it ends. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BenchCommandTest {

    private static final int ROWS = 200;
    private static final String CHECK = "GET /v1/transactions/customers/check";
    private static final String TRANSFER = "POST /v1/transactions";

    @TempDir
    private static Path folder;

    private static CommandRun run;
    private static JsonNode found;
    private static List<ProcessHandle> before;

    @BeforeAll
    static void runItOnce() throws IOException {
        before = ProcessHandle.current().children().toList();
        run = CommandRun.of("bench", "--rows", "200", "--warm-up", "50", "--json", "--concurrency", "8", "--settle-ms", "50",
                "--set", "track.first-delay-ms=50", "--folder", folder.toString());
        assertThat(run.exitCode()).as("%s", run).isZero();
        found = new ObjectMapper().readTree(run.out());
    }

    @Test
    void the_wire_makes_a_check_and_a_transfer_for_every_row_and_no_other_call() {
        assertThat(found.at("/wire/calls").toString()).isEqualTo("{\"" + CHECK + "\":{\"200\":200},\"" + TRANSFER + "\":{\"201\":200}}");
        assertThat(found.at("/wire/rowsPerSecond").asDouble()).isCloseTo(ROWS / found.at("/wire/seconds").asDouble(),
                withinPercentage(2));
    }

    @Test
    void the_product_pays_every_row_with_the_same_calls_and_asks_how_they_stand() {
        assertThat(found.at("/product/paid").asInt()).isEqualTo(ROWS);
        assertThat(found.at("/product/calls").get(CHECK).toString()).isEqualTo("{\"200\":200}");
        assertThat(found.at("/product/calls").get(TRANSFER).toString()).isEqualTo("{\"201\":200}");
        assertThat(found.at("/product/calls").get("GET /v1/transactions/<id>").get("200").asInt()).isGreaterThanOrEqualTo(ROWS);
        assertThat(found.at("/product/tooMany").asInt()).isZero();
    }

    @Test
    void its_moments_follow_one_another_and_the_ratio_is_that_of_the_two_rates() {
        List<Double> moments = new ArrayList<>();
        for (String moment : List.of("read", "acknowledged", "firstAccepted", "lastAccepted", "lastFinal", "resultWritten", "end")) {
            moments.add(found.at("/product/secondsAfterDrop").get(moment).asDouble());
        }
        assertThat(moments).isSorted().allMatch(it -> it > 0);
        assertThat(found.at("/product/seconds").asDouble()).isEqualTo(moments.get(3));
        assertThat(found.at("/product/rowsPerSecond").asDouble()).isCloseTo(ROWS / moments.get(3), offset(0.01));
        assertThat(found.at("/ratio").asDouble()).isCloseTo(found.at("/product/rowsPerSecond").asDouble()
                / found.at("/wire/rowsPerSecond").asDouble(), offset(0.002));
    }

    @Test
    void what_it_cost_is_counted() {
        assertThat(found.at("/product/writes").asInt()).as("each row is checked, sent, answered and settled").isGreaterThan(2 * ROWS);
        assertThat(found.at("/product/commits").asInt()).isPositive().isLessThanOrEqualTo(found.at("/product/writes").asInt());
        for (String cost : List.of("/product/cpu/own", "/product/cpu/sandbox", "/product/peakHeapBytes", "/wire/cpu/own")) {
            assertThat(found.at(cost).asDouble()).as(cost).isPositive();
        }
        assertThat(found.at("/product/cpuToLastAcceptance/own").asDouble()).isLessThanOrEqualTo(found.at("/product/cpu/own").asDouble());
    }

    @Test
    void nothing_stands_beside_the_json_and_progress_is_told_elsewhere() {
        assertThat(run.out()).startsWith("{").endsWith("}" + System.lineSeparator());
        assertThat(run.err()).contains("measuring the wire", "measuring the product");
        assertThat(found.at("/settings").toString()).contains("\"payouts.concurrency\":\"8\"", "\"track.first-delay-ms\":\"50\"");
    }

    @Test
    void neither_its_folder_nor_its_sandbox_is_left() {
        assertThat(folder).isEmptyDirectory();
        assertThat(ProcessHandle.current().children()).isSubsetOf(before);
    }

    @Test
    void the_table_says_the_same_and_ends_with_what_it_means() {
        CommandRun table = CommandRun.of("bench", "--rows", "200", "--warm-up", "50", "--settle-ms", "50", "--set",
                "track.first-delay-ms=50", "--latency-ms", "5", "--rate", "4000", "--tell-rate", "--cached-checks");

        assertThat(table.exitCode()).as("%s", table).isZero();
        assertThat(table.out()).startsWith("djamo-payouts bench: 200 rows, one by one, 32 calls in flight, answers after 5 ms, a limit of"
                + " 4,000 calls a second that is told, checks remembered").contains("payouts.rate-limit=4000", "calls answered 429",
                "CPU s per 1,000 rows", "peak heap", "commits", "last transfer accepted", "reading: 200 rows into the ledger in ",
                "ratio: ", "bound: 32 calls in flight at 5 ms each are 6,400 rows a second", "limit: ");
        assertThat(table.out().lines()).anyMatch(line -> line.matches("  POST /v1/transactions +200 +200"))
                .noneMatch(line -> line.contains("customers/check"));
        assertThat(table.out().lines().filter(line -> !line.startsWith("The machine had something else to do"))
                .reduce((before, last) -> last).orElseThrow()).startsWith("The payroll waits for ");
    }

    @Test
    void the_wire_by_itself_sends_whole_batches_after_the_checks() throws IOException {
        CommandRun wire = CommandRun.of("bench", "--rows", "250", "--warm-up", "10", "--part", "wire", "--mode", "batch", "--json");

        assertThat(wire.exitCode()).as("%s", wire).isZero();
        JsonNode json = new ObjectMapper().readTree(wire.out());
        assertThat(json.at("/wire/calls").toString()).isEqualTo("{\"" + CHECK + "\":{\"200\":250},\"" + TRANSFER + "/batch\":{\"201\":3}}");
        assertThat(json.has("product") || json.has("ratio")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            --rows, 0, '--rows must be 1 to 2000000, not 0'
            --latency-ms, -1, '--latency-ms must be 0 to 60000, not -1'
            --mode, both, 'expected one of [single, batch]'
            --folder, /no/such/folder, '--folder: no such folder'
            --config, config/application.properties, 'bench reads no settings file'
            --set, djamo.base-url=https://api-civ.djamo.com, '--set djamo.base-url: the bench sets it itself'
            --set, payouts.concurrency=4, 'use --concurrency'
            --set, sftp.uri=sftp://bank/in, 'the bench sets it itself'
            --set, poll.interval-ms=1, 'poll.interval-ms = 1'
            --concurrency, 5000, 'payouts.concurrency = 5000'
            """)
    void what_cannot_be_is_bad_usage(String option, String value, String said) {
        CommandRun bad = CommandRun.of("bench", option, value);
        assertThat(bad.exitCode()).isEqualTo(2);
        assertThat(bad.err()).contains(said).doesNotContain("warming up");
    }

    @Test
    void a_limit_is_told_only_where_there_is_one() {
        assertThat(CommandRun.of("bench", "--tell-rate").err()).contains("--tell-rate needs a --rate to tell");
    }

    @Test
    void a_ledger_with_payouts_of_others_is_not_touched(@TempDir Path elsewhere) throws Exception {
        try (SmallLedger others = new SmallLedger(elsewhere)) {
            others.accept("salaries.csv", "reference,msisdn,amount\nA-1,0707123456,5000\n");
        }
        CommandRun refused = CommandRun.of("bench", "--rows", "10", "--set", "ledger.url=jdbc:sqlite:" + elsewhere.resolve("ledger.db"));

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("holds files that are no finished bench's", "give an empty database");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void whoever_interrupts_it_ends_its_sandbox_too(boolean atOnce, @TempDir Path under) throws Exception {
        Process bench = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), DjamoPayouts.class.getName(), "bench", "--rows", "100000", "--folder", under.toString())
                .redirectErrorStream(true).start();
        try (BufferedReader lines = bench.inputReader(StandardCharsets.UTF_8)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> lines.readLine().contains("measuring the wire"));
            List<ProcessHandle> children = bench.children().toList();
            assertThat(children).hasSize(1);
            if (atOnce) {
                bench.destroyForcibly();
            } else {
                bench.destroy();
            }
            assertThat(bench.waitFor(60, TimeUnit.SECONDS)).isTrue();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
            if (!atOnce) {
                assertThat(bench.exitValue()).isEqualTo(1);
                assertThat(under).isEmptyDirectory();
            }
        } finally {
            bench.destroyForcibly();
        }
    }
}
