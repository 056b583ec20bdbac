package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.Xof;
import dev.djamopayouts.sandbox.BookedTransaction;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the auditor reads of a ledger as it was, of one that a hand changed, and of one that Djamo contradicts. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuditCommandTest {

    private static final String MAY = """
            reference,msisdn,amount,description
            MAY-1,0707123456,50000,paid
            MAY-2,0707123457,60000,paid
            MAY-3,0707123458,70000,lost answer
            MAY-4,0707,80000,bad number
            """;

    @TempDir
    Path folder;

    private SmallLedger small;
    private DjamoSandbox sandbox;

    @BeforeEach
    void pay() throws Exception {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().settleMillis(0).uniqueReferences(false).build());
        small = new SmallLedger(folder);
        small.accept("may.csv", MAY);
        small.step(Stage.CHECK, payout -> new Outcome.Checked());
        for (int i = 1; i <= 3; i++) {
            send("MAY-" + i, "+225070712345" + (5 + i), 40_000 + i * 10_000);
        }
        send("RENT-1", "+2250707123459", 90_000);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> sandbox.book().transactions().stream()
                .allMatch(it -> it.status().name().equals("COMPLETED")));
        Map<String, BookedTransaction> book = sandbox.book().transactions().stream().collect(Collectors.toMap(BookedTransaction::reference,
                Function.identity()));
        small.step(Stage.SUBMIT, payout -> sent(payout, book.get(payout.reference().value())));
    }

    private static Outcome sent(Payout payout, BookedTransaction booked) {
        return payout.reference().value().equals("MAY-3") ? new Outcome.InDoubt(Doubt.LOST_ANSWER, "lost", Long.MAX_VALUE / 2)
                : new Outcome.Completed(new Outcome.Settlement(booked.id(), null, new Xof(booked.fee()), null));
    }

    @AfterEach
    void close() {
        small.close();
        sandbox.close();
    }

    private void send(String reference, String msisdn, long amount) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/v1/transactions"))
                .header("Authorization", "Bearer at_sandbox").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":%d,\"msisdn\":\"%s\",\"reference\":\"%s\",\"type\":\"transfer\"}"
                        .formatted(amount, msisdn, reference))).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }

    private CommandRun auditWithApi() {
        return small.run("audit", "--api", "--set", "djamo.base-url=" + sandbox.baseUrl(), "--set", "djamo.access-token=at_sandbox",
                "--set", "resolve.visibility-delay-ms=0");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).isPositive();
        }
    }

    @Test
    void a_ledger_as_it_was_written_holds_and_its_head_proves_it_later() {
        CommandRun run = small.run("audit");

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out()).contains("ok     11 events, each with the hash", "ok     4 payouts went an allowed way",
                "ok     1 accepted files", "all of it holds").doesNotContain("NOT");
        String head = run.out().lines().filter(line -> line.startsWith("  head ")).findFirst().orElseThrow().substring(7).split(";")[0];
        assertThat(small.run("audit", "--head", head).out()).contains("ok     11 events up to the head that was kept");

        CommandRun other = small.run("audit", "--head", "11:" + "0".repeat(64));
        assertThat(other.exitCode()).isEqualTo(1);
        assertThat(other.out()).contains("NOT ok 11 events up to the head", "event 11: its hash is ", "written anew");
    }

    @Test
    void a_head_that_is_none_is_bad_usage() {
        CommandRun run = small.run("audit", "--head", "11");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--head: a head reads SEQ:HASH");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UPDATE payout SET amount = 500000 WHERE line_no = 2                      | may.csv: the ledger has 4 rows of 710000 XOF where the file has 4 of 260000 | the original is in the archive",
        "UPDATE payout SET state = 'REJECTED' WHERE line_no = 4                   | may.csv:4 (payout 1-4): it is REJECTED where its last event      | see at Djamo what became of it",
        "UPDATE event SET djamo_id = 'txn_x' WHERE djamo_id IS NOT NULL           | event 9: it is not what was written                              | compare it with a backup",
        "DELETE FROM event WHERE seq = 5                                          | event 6: it comes after event 4: what was between them is missing| compare it with a backup",
        "UPDATE payout SET djamo_id = 'txn_1' WHERE line_no < 4                   | transaction txn_1: more than one payout has it: [1-2, 1-3]       | ask Djamo whose",
        "DELETE FROM answer WHERE kind = 'ack'                                    | may.csv: it is ACCEPTED and has the answers [] where [ack]       | see the outbox"})
    void what_a_hand_changed_is_named_with_the_remedy(String sql, String finding, String remedy) throws SQLException {
        change(sql);

        CommandRun run = small.run("audit");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("NOT ok", finding.strip(), remedy.strip(), "NOT all of it holds").doesNotContain("0707123456");
    }

    @Test
    void the_list_of_the_api_agrees_and_what_is_not_ours_is_counted() {
        CommandRun run = auditWithApi();

        assertThat(run.exitCode()).as("%s", run).isZero();
        assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", "|"))).contains(
                "COMPLETED|2|110,000|3|180,000", "1 more of 90,000 XOF bear no reference of ours: another system's",
                "1 are of payouts in doubt here, which are looked up before anything else is done", "ok|3 transactions of ours are of payouts"
                        + " that were sent", "all of it holds");
    }

    @Test
    void a_double_booking_is_found_by_the_list() throws Exception {
        send("MAY-1", "+2250707123456", 50_000);

        CommandRun run = auditWithApi();

        assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
        assertThat(run.out()).contains("NOT ok 2 payouts are booked once: 1 finding", "may.csv:2 (payout 1-2): it is COMPLETED as txn_",
                " for MAY-1 too", "it may have been paid twice: ask Djamo to cancel all but one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "UPDATE payout SET djamo_id = NULL, state = 'CHECKED' WHERE line_no = 2  | may.csv:2 (payout 1-2): it is CHECKED, and Djamo has txn_",
        "UPDATE payout SET djamo_id = NULL, state = 'REJECTED', holds_reference = 0 WHERE line_no = 2 | it is REJECTED, and Djamo has txn_",
        "UPDATE payout SET amount = 5000 WHERE line_no = 2                       | has amount 50000 where 5000 was sent",
        "UPDATE payout SET msisdn = '+2250707000000' WHERE line_no = 2           | has another beneficiary than +22507••••••00",
        "UPDATE payout SET state = 'FAILED' WHERE line_no = 2                    | it is FAILED, and Djamo says COMPLETED of txn_",
        "UPDATE payout SET reference = 'OTHER' WHERE line_no = 2                 | and Djamo's list has no such transaction for OTHER"})
    void what_the_ledger_says_otherwise_than_the_list_is_found(String sql, String finding) throws SQLException {
        change(sql);

        CommandRun run = auditWithApi();

        assertThat(run.exitCode()).as("%s", run).isEqualTo(1);
        assertThat(run.out().substring(run.out().indexOf("Djamo's own list"))).contains(finding.strip());
    }

    @Test
    void a_list_that_cannot_be_read_is_no_proof() {
        CommandRun run = small.run("audit", "--api", "--set", "djamo.base-url=" + sandbox.baseUrl(), "--set", "djamo.access-token=at_wrong");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Djamo refuses the access token", "give a valid djamo.access-token").doesNotContain("\tat ");

        CommandRun without = small.run("audit", "--api");
        assertThat(without.exitCode()).isEqualTo(2);
        assertThat(without.err()).contains("djamo.base-url");
    }

    @Test
    void every_page_of_a_long_list_is_read() throws Exception {
        for (int i = 0; i < 230; i++) {
            send("OTHER-" + i, "+2250707123499", 5_000);
        }
        assertThat(auditWithApi().out()).contains("231 more of 1,240,000 XOF bear no reference of ours", "110,000                   3    180,000");
    }
}
