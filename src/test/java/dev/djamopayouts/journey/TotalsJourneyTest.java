package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Control totals that come beside a payout file, through the shipped routes. */
class TotalsJourneyTest {

    private static final String ROWS = "reference,msisdn,amount,description\nT-1,0707123456,50000,x\nT-2,0707123457,75000,x\nT-3,0707,25000,x\n";
    private static final String TOTALS = "{\"rows\": 3, \"amount\": 150000}";
    private static final String OTHER = "reference,msisdn,amount,description\nO-1,0707123458,50000,x\n";

    @TempDir
    Path folder;

    private Journey required() {
        return new Journey(folder).set("payouts.totals", "required");
    }

    /** Totals are no drop of the auditor's: what is not refused has no entry of its own. */
    private void totals(String inbox, String name, String content) {
        new Drop(name, content.getBytes(StandardCharsets.UTF_8)).placeIn(folder.resolve(inbox));
    }

    private void totals(String name, String content) {
        totals("inbox", name, content);
    }

    private List<String> archived() throws Exception {
        if (!Files.isDirectory(folder.resolve("archive"))) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder.resolve("archive"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString().replaceFirst(".*~", "")).sorted().toList();
        }
    }

    private static void awaitsTotals(Journey journey, String name) {
        Journey.eventually(() -> assertThat(journey.books().number(
                "SELECT COUNT(*) FROM payout_file WHERE awaits_totals = 1 AND name = '" + name + "'")).isEqualTo(1));
    }

    private static void age(Journey journey, String table, long minutes) throws SQLException {
        try (Connection connection = journey.books().open(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE " + table + " SET received_at = received_at - " + TimeUnit.MINUTES.toMillis(minutes));
        }
    }

    @Test
    void totals_that_come_first_let_their_file_pass_and_the_ack_says_so() throws Exception {
        try (Journey journey = required().start()) {
            totals("a.csv.totals.json", TOTALS);
            Journey.eventually(() -> assertThat(archived()).containsExactly("a.csv.totals.json"));
            journey.drop("a.csv", ROWS);
            assertThat(journey.answer("a.csv.ack.json")).contains("\"source\" : \"sidecar\"", "\"rows\" : 3,\n    \"amount\" : 150000",
                    "The control totals agree with the rows.");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            assertThat(archived()).containsExactly("a.csv", "a.csv.totals.json");
            assertThat(journey.outbox()).noneMatch(name -> name.contains("totals"));
            assertThat(journey.books().number("SELECT COUNT(*) FROM event WHERE detail LIKE '% totals=sidecar'")).isEqualTo(1);
        }
    }

    @Test
    void both_in_one_poll_are_received_totals_first_whatever_their_names() {
        try (Journey journey = new Journey(folder)) {
            for (int i = 0; i < 20; i++) {
                journey.drop("f" + i + ".csv", OTHER.replace("O-1", "O-" + i));
                totals("f" + i + ".csv.totals.json", "{\"rows\": 1, \"amount\": 50001}");
            }
            journey.start();
            for (int i = 0; i < 20; i++) {
                assertThat(journey.answer("f" + i + ".csv.nack.json")).contains("AM10", "say 50001 XOF and the rows come to 50000 XOF");
            }
            journey.audit();
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @Test
    void more_pairs_than_a_poll_takes_are_not_parted_in_whatever_order_the_folder_lists_them() {
        int pairs = 120;
        try (Journey journey = new Journey(folder)) {
            // A folder may list what came first or what came last first: either way files come before most totals.
            for (int i = 0; i < pairs / 2; i++) {
                journey.drop("f" + i + ".csv", OTHER.replace("O-1", "O-" + i));
            }
            for (int i = 0; i < pairs; i++) {
                totals("f" + i + ".csv.totals.json", "{\"rows\": 1, \"amount\": 50001}");
            }
            for (int i = pairs / 2; i < pairs; i++) {
                journey.drop("f" + i + ".csv", OTHER.replace("O-1", "O-" + i));
            }
            journey.start();
            for (int i = 0; i < pairs; i++) {
                assertThat(journey.answer("f" + i + ".csv.nack.json")).contains("AM10");
            }
            journey.audit();
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_file_does_not_overtake_totals_that_cannot_be_received_for_a_moment(boolean sftp) throws Exception {
        try (LogBook log = new LogBook(); Journey journey = sftp ? new Journey(folder).withSftp() : new Journey(folder)) {
            journey.start();
            Path inbox = sftp ? journey.sftp().folder("inbox") : folder.resolve("inbox");
            new Drop("z.csv.totals.json", TOTALS.getBytes(StandardCharsets.UTF_8)).placeIn(inbox);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            journey.books().change("CREATE UNIQUE INDEX no_second ON control_totals (amount)");
            new Drop("a.csv.totals.json", TOTALS.getBytes(StandardCharsets.UTF_8)).placeIn(inbox);
            Journey.eventually(() -> assertThat(log.text()).contains("a.csv.totals.json failed"));
            String file = ROWS.replace("75000", "74000");
            if (sftp) {
                journey.upload("a.csv", file);
            } else {
                journey.drop("a.csv", file);
            }
            Journey.eventually(() -> assertThat(log.text()).contains("a.csv is not received before its control totals"));
            journey.books().change("DROP INDEX no_second");
            assertThat(journey.answer("a.csv.nack.json")).contains("AM10", "say 150000 XOF and the rows come to 149000 XOF");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @Test
    void a_file_without_the_totals_it_must_have_waits_holds_up_nobody_and_is_paid_when_they_come() {
        try (LogBook log = new LogBook().atInfo(); Journey journey = required().start()) {
            journey.drop("a.csv", ROWS);
            awaitsTotals(journey, "a.csv");
            totals("b.csv.totals.json", "{\"rows\": 1, \"amount\": 50000}");
            journey.drop("b.csv", OTHER);
            journey.answer("b.csv.result.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(1);
            assertThat(journey.outbox()).noneMatch(name -> name.startsWith("a.csv"));
            totals("a.csv.totals.json", TOTALS);
            journey.audit();
            assertThat(journey.answer("a.csv.ack.json")).contains("\"source\" : \"sidecar\"");
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
            assertThat(log.lines("a.csv waits for its control totals, a.csv.totals.json, until")).hasSize(1);
            assertThat(log.lines("FileWaits")).as("waiting is no failure").isEmpty();
            assertThat(log.lines("failed")).isEmpty();
        }
    }

    @Test
    void a_file_that_waits_is_not_read_again_before_there_is_something_to_do_with_it() throws Exception {
        try (Journey journey = required().start()) {
            journey.drop("a.csv", ROWS);
            awaitsTotals(journey, "a.csv");
            Path taken;
            try (Stream<Path> files = Files.list(folder.resolve("inbox/.taken"))) {
                taken = files.findFirst().orElseThrow();
            }
            // Another content under its name would be entered at once if anybody read it.
            Files.writeString(taken, OTHER);
            journey.drop("b.csv", OTHER.replace("O-1", "O-2"));
            awaitsTotals(journey, "b.csv");
            journey.stop();
            journey.start();
            journey.drop("c.csv", OTHER.replace("O-1", "O-3"));
            awaitsTotals(journey, "c.csv");
            assertThat(journey.books().entries().get(0).sha256()).isEqualTo(journey.drops().get(0).sha256());
        }
    }

    @Test
    void a_file_whose_totals_never_come_is_refused_after_the_wait_and_nothing_is_paid() throws Exception {
        try (Journey journey = required().start()) {
            journey.drop("a.csv", ROWS);
            awaitsTotals(journey, "a.csv");
            age(journey, "payout_file", 31);
            assertThat(journey.answer("a.csv.nack.json")).contains("AM10", "no control totals came within 30 minutes");
            journey.audit();
            assertThat(journey.sandbox().book().calls()).isEmpty();
            assertThat(archived()).containsExactly("a.csv");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_file_that_waits_over_a_restart_or_a_kill_goes_on_waiting_and_is_paid_once(boolean kill) throws Exception {
        try (Journey journey = required().start()) {
            journey.stop();
            journey.drop("a.csv", ROWS);
            try (ChildRuntime child = ChildRuntime.start(journey)) {
                awaitsTotals(journey, "a.csv");
                if (kill) {
                    child.kill();
                } else {
                    child.terminate();
                }
            }
            totals("a.csv.totals.json", TOTALS);
            journey.start().audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            assertThat(journey.answer("a.csv.ack.json")).contains("\"source\" : \"sidecar\"");
        }
    }

    @Test
    void totals_that_do_not_agree_refuse_the_file_and_stay_until_a_copy_agrees_with_them() {
        try (Journey journey = new Journey(folder).start()) {
            totals("a.csv.totals.json", TOTALS);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            journey.drop("a.csv", ROWS.replace("T-2,0707123457,75000,x\n", ""));
            assertThat(journey.answer("a.csv.nack.json")).contains("AM10", "say 3 rows and the file has 2", "say 150000 XOF and the rows come to 75000 XOF");
            assertThat(journey.sandbox().book().calls()).isEmpty();
            journey.drop("a.csv", ROWS);
            assertThat(journey.answer("a.csv.2.ack.json")).contains("\"source\" : \"sidecar\"");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
        }
    }

    @Test
    void an_amount_that_cannot_be_read_refuses_a_file_with_totals() {
        try (Journey journey = new Journey(folder).start()) {
            totals("a.csv.totals.json", TOTALS);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            journey.drop("a.csv", ROWS.replace("75000", "75e3"));
            assertThat(journey.answer("a.csv.nack.json")).contains("AM10", "\"line\" : 3", "and the others come to 75000 XOF");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }

    @Test
    void the_hash_of_another_file_refuses_it_and_that_of_this_one_does_not() {
        try (Journey journey = new Journey(folder).start()) {
            String hash = new Drop("", ROWS.getBytes(StandardCharsets.UTF_8)).sha256();
            totals("a.csv.totals.json", "{\"rows\":3,\"amount\":150000,\"sha256\":\"" + hash.replace(hash.charAt(0), 'f').replace('e', 'd') + "\"}");
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            journey.drop("a.csv", ROWS);
            assertThat(journey.answer("a.csv.nack.json")).contains("AM10", "those of a file with the SHA-256");
            totals("a.csv.totals.json", "{\"rows\":3,\"amount\":150000,\"sha256\":\"" + hash + "\"}");
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals WHERE fate = 'REPLACED'")).isEqualTo(1));
            journey.drop("a.csv", ROWS);
            assertThat(journey.answer("a.csv.2.ack.json")).contains("\"source\" : \"sidecar\"");
            journey.audit();
        }
    }

    @Test
    void totals_that_come_after_the_file_are_answered_with_whether_they_agree_and_hold_nothing_back() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("a.csv", ROWS);
            journey.answer("a.csv.ack.json");
            totals("a.csv.totals.json", TOTALS);
            assertThat(journey.answer("a.csv.totals.json.nack.json")).contains("\"agree\" : true", "came after a.csv was accepted", "They agree with it");
            totals("a.csv.totals.json", "{\"rows\": 4, \"amount\": 150000}");
            assertThat(journey.answer("a.csv.totals.json.2.nack.json")).contains("\"agree\" : false", "DO NOT AGREE", "AM10",
                    "say 4 rows and 150000 XOF, and the accepted file has 3 rows and 150000 XOF");
            assertThat(journey.runtime().ledger().figures().totals().contradicted()).isEqualTo(1);
            journey.answer("a.csv.result.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM payout_file WHERE closed_at IS NULL")).isZero());
            assertThat(findings(journey)).isEmpty();
        }
    }

    private static List<Object> findings(Journey journey) {
        List<Object> findings = new ArrayList<>();
        journey.runtime().ledger().audit().verify(null, findings::add);
        return findings;
    }

    @Test
    void next_months_totals_under_the_same_name_are_not_taken_for_late_ones() throws Exception {
        try (Journey journey = new Journey(folder).start()) {
            totals("a.csv.totals.json", TOTALS);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            journey.drop("a.csv", ROWS);
            journey.answer("a.csv.ack.json");
            totals("a.csv.totals.json", "{\"rows\": 1, \"amount\": 50000}");
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(2));
            journey.drop("a.csv", OTHER);
            assertThat(journey.answer("a.csv.2.ack.json")).contains("\"source\" : \"sidecar\"");
            journey.audit();
        }
    }

    @Test
    void totals_that_cannot_be_read_are_refused_and_are_never_a_payout_file() throws Exception {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("a.csv.totals.json", "{\"msisdn\": \"0707123456\", \"amount\": 50000}");
            journey.drop("b.csv.totals.json", "x".repeat(70_000));
            journey.drop("c.totals.json", "reference,msisdn,amount\nR-1,0707123456,50000\n");
            journey.drop("d.TOTALS.JSON", "");
            for (String name : List.of("a.csv.totals.json", "b.csv.totals.json", "c.totals.json", "d.TOTALS.JSON")) {
                assertThat(journey.answer(name + ".nack.json")).contains("\"paid\" : false", "control totals");
            }
            journey.audit();
            assertThat(journey.sandbox().book().calls()).isEmpty();
            assertThat(archived()).hasSize(4);
        }
    }

    @Test
    void totals_that_no_file_comes_for_are_told_once_and_stay() throws Exception {
        try (LogBook log = new LogBook(); Journey journey = new Journey(folder).start()) {
            totals("a.csv.totals.json", TOTALS);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            age(journey, "control_totals", 31);
            Journey.eventually(() -> assertThat(log.text()).contains("control totals for a.csv (3 rows, 150000 XOF) came at"));
            assertThat(journey.runtime().ledger().figures().totals().orphans(TimeUnit.MINUTES.toMillis(30), 10)).hasSize(1);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals WHERE told = 1")).isEqualTo(1));
            journey.drop("a.csv", ROWS);
            assertThat(journey.answer("a.csv.ack.json")).contains("\"source\" : \"sidecar\"");
        }
    }

    @Test
    void the_same_pair_twice_is_a_duplicate_and_leaves_no_totals_for_the_next_file() {
        try (Journey journey = required().start()) {
            for (int i = 1; i <= 2; i++) {
                totals("a.csv.totals.json", TOTALS);
                int come = i;
                Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(come));
                journey.drop("a.csv", ROWS);
                journey.answer(i == 1 ? "a.csv.ack.json" : "a.csv.2.dup.json");
            }
            journey.audit();
            assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals WHERE fate IS NULL")).isZero();
        }
    }

    @Test
    void the_same_over_sftp_first_after_missing_and_contradicting() throws Exception {
        try (Journey journey = required().withSftp().start()) {
            Path inbox = journey.sftp().folder("inbox");
            new Drop("a.csv.totals.json", TOTALS.getBytes()).placeIn(inbox);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals WHERE inbox = 'sftp'")).isEqualTo(1));
            journey.upload("a.csv", ROWS);
            assertThat(journey.answer(journey.sftp().folder("outbox/a.csv.ack.json"))).contains("\"source\" : \"sidecar\"");
            journey.upload("b.csv", OTHER);
            awaitsTotals(journey, "b.csv");
            totals("b.csv.totals.json", "{\"rows\": 1, \"amount\": 50000}");
            Journey.eventually(() -> assertThat(archived()).contains("b.csv.totals.json"));
            assertThat(journey.outbox()).as("totals of another inbox are another's").noneMatch(name -> name.startsWith("b.csv"));
            new Drop("b.csv.totals.json", "{\"rows\": 2, \"amount\": 50000}".getBytes()).placeIn(inbox);
            assertThat(journey.answer(journey.sftp().folder("outbox/b.csv.nack.json"))).contains("say 2 rows and the file has 1");
            new Drop("c.csv.totals.json", "{".getBytes()).placeIn(inbox);
            assertThat(journey.answer(journey.sftp().folder("outbox/c.csv.totals.json.nack.json"))).contains("not JSON");
            journey.answer("a.csv.result.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            assertThat(journey.runtime().ledger().figures().latestFiles(10)).extracting(file -> file.state())
                    .containsExactly(FileState.REFUSED, FileState.REFUSED, FileState.SETTLED);
        }
    }

    @Test
    void a_name_too_long_for_a_file_system_still_finds_its_totals() throws Exception {
        try (Journey journey = required().start()) {
            String name = "n".repeat(225) + ".csv";
            totals(name + ".totals.json", TOTALS);
            Journey.eventually(() -> assertThat(journey.books().number("SELECT COUNT(*) FROM control_totals")).isEqualTo(1));
            journey.drop(name, ROWS);
            Journey.eventually(() -> assertThat(journey.outbox()).anyMatch(answer -> answer.endsWith(".ack.json")));
        }
    }
}
