package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.djamopayouts.sandbox.MagicNumber;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo as a user runs it, once, and then everything it left with {@code --keep}. */
class DemoCommandTest {

    private static final Set<MagicNumber> PAID_AFTER_DOUBT = Set.of(MagicNumber.ERROR_BEFORE_ACCEPTANCE,
            MagicNumber.ERROR_AFTER_ACCEPTANCE, MagicNumber.CUT_BEFORE_ACCEPTANCE, MagicNumber.CUT_AFTER_ACCEPTANCE,
            MagicNumber.UNREADABLE_ANSWER, MagicNumber.TOO_MANY_REQUESTS, MagicNumber.OLD_CHECK_COMPLETE);

    private static CommandRun demo;
    private static Path kept;

    @BeforeAll
    static void runItOnce() {
        demo = CommandRun.of("demo", "--keep");
        kept = demo.out().lines().filter(line -> line.startsWith("kept: ")).map(line -> Path.of(line.substring(6))).findFirst()
                .orElseThrow(() -> new AssertionError("no folder was kept:\n" + demo));
    }

    @AfterAll
    static void removeWhatWasKept() throws IOException {
        try (Stream<Path> all = Files.walk(kept)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Test
    void it_ends_well_with_every_comparison_holding() {
        assertThat(demo.exitCode()).as("%s", demo).isZero();
        assertThat(demo.err()).isEmpty();
        assertThat(demo.out()).contains("uploaded salaries.csv over SFTP: 200 rows", "ok   nobody was paid twice",
                "ok   all 200 rows came back in the result, each once", "the second copy was answered as a duplicate", "done in ")
                .doesNotContain("NOT  ");
    }

    /** The README shows the demo's real output; ports, times and how often something was asked differ every time. */
    @Test
    void the_readme_shows_what_it_prints() throws IOException {
        String readme = Page.read(Path.of("README.md")).text();
        List<String> shown = readme.substring(readme.indexOf("djamo-payouts demo: "), readme.indexOf("done in")).lines()
                .filter(line -> !line.matches("  (Djamo API|SFTP|ledger|ready in) .*|.* rows final: .*|  GET .*|  POST .*|.*\\.(json|csv) .*"))
                .toList();
        assertThat(shown).hasSizeGreaterThan(30);
        assertThat(demo.out().lines()).containsSubsequence(shown);
    }

    @Test
    void every_row_ends_as_its_number_or_its_damage_demands() throws IOException {
        Map<String, List<String>> endings = CsvReader.builder().ofNamedCsvRecord(answer("salaries.csv.result.csv")).stream()
                .collect(Collectors.groupingBy(DemoCommandTest::kind, Collectors.mapping(
                        row -> (row.getField("status") + " " + row.getField("reason_code")).strip(), Collectors.toList())));

        PAID_AFTER_DOUBT.forEach(kind -> assertThat(endings.get(kind.name())).as("%s", kind).containsOnly("COMPLETED"));
        assertThat(endings.get(MagicNumber.NOT_A_CUSTOMER.name())).containsOnly("REJECTED BE06");
        assertThat(endings.get(MagicNumber.FAILS.name())).containsOnly("FAILED NARR");
        assertThat(endings.get(MagicNumber.UNPROCESSABLE.name())).containsOnly("REJECTED NARR");
        assertThat(endings.get(MagicNumber.REFUSED.name())).containsOnly("REJECTED NARR");
        assertThat(new TreeSet<>(endings.get("ordinary"))).containsExactly("COMPLETED", "REJECTED AC01", "REJECTED AM02",
                "REJECTED AM05", "REJECTED AM06", "REJECTED FF01");
        assertThat(endings.values().stream().flatMap(List::stream).filter("COMPLETED"::equals)).hasSize(162);
    }

    @Test
    void the_sender_finds_all_answers_on_the_sftp_server_and_the_original_in_its_archive() throws IOException {
        assertThat(kept.resolve("sftp/payouts/outbox")).isDirectoryNotContaining(file -> file.toString().endsWith(".part"));
        assertThat(answer("salaries.csv.ack.json")).contains("\"rows\" : 200");
        assertThat(answer("salaries-again.csv.dup.json")).contains("salaries.csv");
        assertThat(answer("salaries.csv.failures.csv").lines()).hasSize(1 + 38);
        try (Stream<Path> originals = Files.walk(kept.resolve("sftp/payouts/archive"))) {
            assertThat(originals.filter(Files::isRegularFile).map(file -> file.getFileName().toString()))
                    .anyMatch(name -> name.endsWith("~salaries.csv"));
        }
    }

    @Test
    void each_outcome_is_a_line_of_json_of_its_own() throws IOException {
        assertThat(Files.readAllLines(kept.resolve("outbox/success/salaries.csv.jsonl"))).hasSize(162)
                .allMatch(line -> line.startsWith("{\"payoutId\":\"1-") && line.endsWith("Z\"}"));
        assertThat(Files.readAllLines(kept.resolve("outbox/failure/salaries.csv.jsonl"))).hasSize(38);
    }

    @Test
    void no_whole_number_is_shown() {
        assertThat(demo.out()).doesNotContainPattern("(?<![0-9.])(\\+?225)?0[157]\\d{8}(?!\\d)");
    }

    @Test
    void status_tells_the_same_beside_and_afterwards() {
        CommandRun all = CommandRun.of("status", "--set", "payouts.data=" + kept);
        assertThat(all.exitCode()).isZero();
        assertThat(all.out().lines().toList().get(1)).contains("DUPLICATE", "salaries-again.csv");
        assertThat(all.out().lines().toList().get(2)).contains("SETTLED", " 200 ", " 162 ", " 38 ", "salaries.csv");

        CommandRun one = CommandRun.of("status", "salaries.csv", "--set", "payouts.data=" + kept);
        assertThat(one.out()).contains("salaries.csv: settled, every row is final", "COMPLETED   162", "not a Djamo customer",
                "salaries.csv.failures.csv  sftp");
    }

    @Test
    void a_report_written_again_is_the_answer_that_came_back() throws IOException {
        Path elsewhere = Files.createDirectories(kept.resolve("again"));
        CommandRun report = CommandRun.of("report", "salaries.csv", "--to", elsewhere.toString(), "--set", "payouts.data=" + kept);

        assertThat(report.exitCode()).as("%s", report).isZero();
        for (String name : List.of("salaries.csv.result.csv", "salaries.csv.failures.csv")) {
            assertThat(elsewhere.resolve(name)).hasContent(answer(name));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"djamo.base-url=https://api-civ.djamo.com", "djamo.access-token=at_real", "payouts.data=/srv",
        "ledger.url=jdbc:sqlite:/srv/ledger.db", "sftp.uri=sftp://bank/in"})
    void what_would_reach_outside_is_refused(String setting) {
        CommandRun run = CommandRun.of("demo", "--set", setting);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("the demo brings its own").doesNotContain("at_real");
    }

    @Test
    void rows_out_of_range_a_settings_file_and_a_bad_setting_are_bad_usage() {
        assertThat(CommandRun.of("demo", "--rows", "0").err()).contains("--rows must be 1 to 10000, not 0");
        assertThat(CommandRun.of("demo", "--config", "config/application.properties").err()).contains("reads no settings file");
        CommandRun run = CommandRun.of("demo", "--set", "payouts.concurrency=0");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("payouts.concurrency = 0");
    }

    @Test
    void a_file_that_is_refused_as_a_whole_fails_the_demo_shows_why_and_leaves_nothing() {
        CommandRun run = CommandRun.of("demo", "--rows", "48", "--set", "payouts.on-invalid-row=reject-file");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("the file was not paid, it is REFUSED", "salaries.csv.nack.json", "failed in ");
        Path ledger = Path.of(run.out().replaceFirst("(?s).*\\n  ledger +(\\S+).*", "$1"));
        assertThat(ledger).hasFileName("ledger.db");
        assertThat(ledger.getParent()).doesNotExist();
    }

    private static String answer(String name) throws IOException {
        return Files.readString(kept.resolve("sftp/payouts/outbox").resolve(name));
    }

    private static String kind(NamedCsvRecord row) {
        String msisdn = row.getField("msisdn");
        return Stream.of(MagicNumber.values()).filter(it -> msisdn.startsWith("+22507") && msisdn.endsWith(Integer.toString(it.ending())))
                .map(Enum::name).findFirst().orElse("ordinary");
    }
}
