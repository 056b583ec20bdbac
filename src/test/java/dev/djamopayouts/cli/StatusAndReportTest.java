package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.GivenTotals;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.ledger.TestPostgres;
import dev.djamopayouts.ledger.TotalsBook;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees while files are on their way; the demo's test has the rest. */
class StatusAndReportTest {

    private static final String MAY = """
            reference,msisdn,amount,description
            MAY-1,0707123456,50000,paid
            MAY-2,0707123457,60000,lost answer
            MAY-3,0707123458,70000,conflict
            MAY-4,0707,80000,bad number
            """;

    @TempDir
    Path folder;

    private SmallLedger small;

    @BeforeEach
    void openBesideTheCommands() throws Exception {
        small = new SmallLedger(folder);
    }

    @AfterEach
    void close() {
        small.close();
    }

    private void sendMay() throws Exception {
        small.accept("may.csv", MAY);
        small.step(Stage.CHECK, payout -> new Outcome.Checked());
        small.step(Stage.SUBMIT, StatusAndReportTest::sent);
    }

    private static Outcome sent(Payout payout) {
        return switch (payout.reference().value()) {
            case "MAY-1" -> new Outcome.Completed(new Outcome.Settlement("txn_1", null, new Xof(500), null));
            case "MAY-2" -> new Outcome.InDoubt(Doubt.LOST_ANSWER, "timeout while paying +2250707123457", Long.MAX_VALUE / 2);
            default -> new Outcome.InDoubt(Doubt.CONFLICT, "Djamo holds it for +2250101010101", Long.MAX_VALUE / 2);
        };
    }

    @Test
    void a_database_without_a_ledger_and_one_that_is_not_there_are_told() {
        String empty = TestPostgres.newDatabase();
        String[] status = {"status", "--set", "payouts.data=" + folder, "--set", "ledger.username=" + TestPostgres.USER, "--set",
            "ledger.url=" + empty};
        assertThat(CommandRun.of(status).err()).contains("no ledger is there yet").doesNotContain("older version", "resumes by itself");
        status[status.length - 1] = "ledger.url=" + empty + "_none";
        assertThat(CommandRun.of(status).err()).contains("the database is not there; make it, or put ledger.url right")
                .doesNotContain("resumes by itself");
    }

    @Test
    void an_empty_ledger_says_that_nothing_has_come() {
        assertThat(small.run("status").out()).isEqualTo("no payout file has come yet" + System.lineSeparator());
    }

    @Test
    void files_and_control_totals_that_wait_for_one_another_are_shown_and_so_are_those_that_came_too_late() throws Exception {
        TotalsBook totals = small.ledger.files().totals();
        long now = small.ledger.clock().millis();
        totals.receive(new GivenTotals("t-1", "folder", null, "orphan.csv", 2, 10_000, null, now - 1_900_000), 0);
        assertThat(small.run("status").out()).contains("no payout file has come yet", "for orphan.csv, and no such file since");
        totals.receive(new GivenTotals("t-2", "folder", null, "young.csv", 2, 10_000, null, now), 0);
        small.accept("may.csv", MAY);
        totals.receive(new GivenTotals("t-3", "folder", null, "may.csv", 5, 10_000, null, now), 60_000);
        totals.await(small.drop("june.csv", "waits"));

        assertThat(small.run("status").out()).contains("waiting: june.csv for its control totals, june.csv.totals.json, until",
                "alarm: the control totals of may.csv came at", "and do not agree: they say 5 rows and 10,000 XOF; ask its sender")
                .doesNotContain("young.csv");
        assertThat(small.run("status", "june.csv").out()).contains("june.csv: waits for its control totals, june.csv.totals.json");
    }

    @Test
    void the_table_has_a_line_for_each_file_and_what_needs_attention() throws Exception {
        sendMay();
        small.drop("june.csv", "still on its way");

        CommandRun run = small.run("status");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", "|").replaceAll("\\|20[^|]*\\|", "|TIME|")))
                .contains("2|TIME|RECEIVING|0|0|0|0|0|0|0|june.csv", "1|TIME|ACCEPTED|4|1|1|0|2|180,000|50,000|may.csv",
                        "alarm: 1 payouts wait for a person; status FILE shows them", "waiting: 1 answers are not delivered yet")
                .anyMatch(line -> line.startsWith("in doubt: the oldest payout for "));
        assertThat(small.run("status", "--files", "1").out()).contains("june.csv").doesNotContain("180,000");
    }

    @Test
    void the_sender_of_a_file_is_shown_where_there_is_one() throws Exception {
        small.ledger.files().take(new PayoutFiles.Drop("20261123-183003-aaaaaaaaaaaa", "sftp", "july.csv", "sha", "sha", 1, "acme", Language.FRENCH));
        small.drop("june.csv", "x");
        assertThat(small.run("status").out().lines().map(line -> line.strip().replaceAll(" {2,}", "|"))).anyMatch(line -> line.endsWith("|file|sender"))
                .anyMatch(line -> line.endsWith("|july.csv|acme")).anyMatch(line -> line.endsWith("|june.csv"));
        assertThat(small.run("status", "july.csv").out()).contains("from the sftp inbox of acme,");
    }

    @Test
    void one_file_shows_doubts_alarms_reasons_and_answers_and_no_whole_number() throws Exception {
        sendMay();

        CommandRun run = small.run("status", "may.csv");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("may.csv: accepted, on its way: 3 of 4 rows to pay, 180,000 XOF", "bad number",
                "LOST_ANSWER", "+22507••••••57", "timeout while paying +22507••••••57", "a person must look at these",
                "Djamo holds it for +22501••••••01", "may.csv.ack.json  folder  waiting, tried 0 times")
                .doesNotContain("0707123457").doesNotContain("0101010101");
        assertThat(small.run("status", "1").out()).isEqualTo(run.out());
    }

    @Test
    void an_unknown_file_is_bad_input_and_the_latest_are_named() throws Exception {
        sendMay();
        for (String command : new String[] {"status", "report"}) {
            CommandRun run = small.run(command, "mai.csv");
            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("the ledger knows no payout file mai.csv; the latest are may.csv (1)");
        }
    }

    @Test
    void without_a_ledger_the_command_fails_in_one_line_and_makes_none() {
        CommandRun run = CommandRun.of("status", "--set", "payouts.data=" + folder.resolve("other"));
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no ledger at").doesNotContain("\tat ");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void a_file_on_its_way_gets_an_interim_result_under_its_own_name_and_no_failures() throws Exception {
        sendMay();

        CommandRun run = small.run("report", "may.csv");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("may.csv is not settled", "written: ");
        assertThat(outbox()).containsExactly("may.csv.interim.result.csv");
        assertThat(folder.resolve("outbox/may.csv.interim.result.csv")).content().contains("COMPLETED", "UNKNOWN", "PDNG", "AC01");
        assertThat(small.run("report", "may.csv").out()).contains("there already, the same");
    }

    @Test
    void a_later_interim_result_takes_the_place_of_the_last_one() throws Exception {
        small.accept("may.csv", MAY);
        small.run("report", "may.csv");
        small.step(Stage.CHECK, payout -> new Outcome.Checked());

        assertThat(small.run("report", "may.csv").out()).contains("written over the last one");
        assertThat(folder.resolve("outbox/may.csv.interim.result.csv")).content().contains("CHECKED");
    }

    @Test
    void an_interim_result_never_takes_the_name_of_another_files_answer() throws Exception {
        sendMay();
        small.accept("may.csv.interim", "msisdn,amount\n0707123456,5000\n");
        Path answer = Files.createDirectories(folder.resolve("outbox")).resolve("may.csv.interim.result.csv");
        Files.writeString(answer, "that file's own");

        assertThat(small.run("report", "may.csv").exitCode()).isEqualTo(1);
        assertThat(answer).hasContent("that file's own");
    }

    @Test
    void an_answer_with_other_content_is_left_and_the_others_are_written() throws Exception {
        settleMay();
        Path result = Files.createDirectories(folder.resolve("outbox")).resolve("may.csv.result.csv");
        Files.writeString(result, "somebody's notes");

        CommandRun run = small.run("report", "may.csv");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("may.csv.result.csv is there with other content and is left as it is", "--to FOLDER");
        assertThat(result).hasContent("somebody's notes");
        assertThat(outbox()).containsExactly("may.csv.failures.csv", "may.csv.result.csv", "may.csv.summary.html");
    }

    @Test
    void a_settled_file_gets_its_result_failures_and_summary_and_nothing_else_is_left() throws Exception {
        settleMay();

        CommandRun run = small.run("report", "may.csv", "--to", folder.resolve("a/b").toString());

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(folder.resolve("a/b/may.csv.failures.csv")).content().contains("MAY-4").doesNotContain("MAY-1");
        try (Stream<Path> files = Files.list(folder.resolve("a/b"))) {
            assertThat(files).hasSize(3);
        }
    }

    @Test
    void a_file_without_rows_of_its_own_has_no_report() {
        PayoutFileEntry file = small.drop("june.csv", "x");
        assertThat(small.run("report", "june.csv").err()).contains("is still being received");
        small.ledger.files().refuse(file, "{}");
        assertThat(small.run("report", "june.csv").exitCode()).isEqualTo(2);
        assertThat(small.run("report", "june.csv").err()).contains("june.csv.nack.json says why");
    }

    private void settleMay() throws Exception {
        small.accept("may.csv", MAY);
        small.step(Stage.CHECK, payout -> new Outcome.Checked());
        small.step(Stage.SUBMIT, payout -> new Outcome.Completed(new Outcome.Settlement("txn_" + payout.id(), null, new Xof(500), null)));
        assertThat(small.ledger.outcomes().settle()).hasSize(1);
    }

    private Stream<String> outbox() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("outbox"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }
}
