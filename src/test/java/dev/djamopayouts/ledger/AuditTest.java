package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.Audit.Finding;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day as it was is found clean; whatever a hand changes in it afterwards shows. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AuditTest {

    private static final List<String> COLUMNS = List.of("seq", "at", "instance", "file_id", "line_no", "kind", "from_state", "to_state",
            "epoch", "attempt", "http_status", "correlation_id", "djamo_id", "detail", "hash");

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void aDay() {
        books = new Books(folder);
        books.accepted("may.csv", List.of(Books.row(2, "A", "+2250700000001", 5_001), Books.row(3, "B", "+2250700000002", 5_002),
                Books.row(4, "C", "+2250700000003", 5_003), Books.refused(5, "D"), Books.row(6, "E", "+2250700000001", 5_006)));
        books.checkAll();
        Map<String, Outcome> first = Map.of("C", Books.rejected());
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, first.getOrDefault(payout.reference().value(), books.inDoubt())));
        books.claim(Stage.RESOLVE).forEach(payout -> books.record(payout, new Outcome.NotYet("not found yet", books.clock.millis())));
        books.reopen();
        books.claim(Stage.RESOLVE).forEach(payout -> books.record(payout, new Outcome.NotSent("absent", 0)));
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, books.accepted(payout)));
        books.claim(Stage.TRACK).forEach(payout -> books.record(payout, payout.reference().value().equals("B")
                ? new Outcome.Failed(Books.booked(payout), new Reason(ReasonCode.NARR, "closed")) : new Outcome.Completed(Books.booked(payout))));
        books.ledger().outcomes().settle();
        books.ledger().outcomes().claim(10).forEach(payout -> books.ledger().outcomes().delivered(payout).join());
        books.ledger().outcomes().settle();
        books.ledger().files().duplicate(books.take("again.csv").entry(), "{}");
        books.ledger().files().refuse(books.take("bad.csv").entry(), "{}");
        books.accepted("june.csv", 2);
        books.take("july.csv");
    }

    @AfterEach
    void closes() {
        books.close();
    }

    @Test
    void a_day_of_all_kinds_is_clean_and_counted() {
        List<Finding> found = new ArrayList<>();
        Audit.Report report = books.ledger().audit().verify(books.ledger().audit().head(), found::add);

        assertThat(found).isEmpty();
        assertThat(report.looked()).containsEntry(Check.FILES, 5L).containsEntry(Check.ANSWERS, 5L).containsEntry(Check.ROWS, 2L)
                .containsEntry(Check.PATHS, 7L).containsEntry(Check.RESENT, 3L).containsEntry(Check.REFERENCES, 6L)
                .containsEntry(Check.TRANSACTIONS, 3L);
        assertThat(report.looked().get(Check.CHAIN)).isEqualTo(report.head().seq()).isEqualTo(books.number("SELECT COUNT(*) FROM event"));
        assertThat(books.text("SELECT state FROM payout_file WHERE closed_at IS NOT NULL AND id = 1")).isEqualTo("SETTLED");
    }

    @Test
    void the_trail_tells_when_who_which_attempt_and_by_which_answer_and_no_number() {
        assertThat(books.text("SELECT from_state || ' ' || to_state || ' ' || attempt || ' ' || http_status || ' ' || correlation_id || ' '"
                + " || djamo_id || ' ' || at FROM event WHERE file_id = 1 AND line_no = 2 AND to_state = 'PENDING'"))
                .isEqualTo("SUBMITTING PENDING 2 200 c-1 txn_1-2 " + books.clock.millis());
        assertThat(books.number("SELECT COUNT(DISTINCT instance) FROM event")).as("before and after the restart").isEqualTo(2);
        for (String column : COLUMNS) {
            assertThat(books.number("SELECT COUNT(*) FROM event WHERE CAST(" + column + " AS TEXT) LIKE '%0700000%'")).as(column).isZero();
        }
        assertThat(Event.ofPayout(new dev.djamopayouts.payout.PayoutId(1, 2), Event.Kind.DECIDED,
                dev.djamopayouts.payout.PayoutState.UNKNOWN, dev.djamopayouts.payout.PayoutState.CHECKED, 1, 1)
                .because("asked +2250707123456").detail()).isEqualTo("asked +22507••••••56");
    }

    @Test
    void an_edit_of_any_column_of_any_event_shows_at_that_event() {
        books.change("CREATE TABLE kept AS SELECT * FROM event");
        long events = books.number("SELECT COUNT(*) FROM event");
        for (String column : COLUMNS) {
            boolean number = List.of("seq", "at", "file_id", "line_no", "epoch", "attempt", "http_status").contains(column);
            long seq = 1 + Math.floorMod(column.hashCode(), events);
            String other = number ? "COALESCE(" + column + ", 0) + 1000" : "COALESCE(" + column + ", '') || 'x'";
            books.change("UPDATE event SET " + column + " = " + other + " WHERE seq = " + seq);
            assertThat(books.findings()).as("%s of event %s", column, seq).anyMatch(finding -> finding.check() == Check.CHAIN);
            restore();
        }
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void every_event_that_is_edited_deleted_or_swapped_shows() {
        books.change("CREATE TABLE kept AS SELECT * FROM event");
        long events = books.number("SELECT COUNT(*) FROM event");
        for (long seq = 1; seq <= events; seq++) {
            books.change("UPDATE event SET detail = 'edited' WHERE seq = " + seq);
            long edited = seq;
            assertThat(books.findings()).anyMatch(finding -> finding.check() == Check.CHAIN && finding.place().equals("event " + edited));
            restore();
            books.change("DELETE FROM event WHERE seq = " + seq);
            assertThat(books.findings()).as("event %s is gone", seq).anyMatch(finding -> finding.check() == Check.CHAIN);
            restore();
        }
        books.change("UPDATE event SET seq = -1 WHERE seq = 3");
        books.change("UPDATE event SET seq = 3 WHERE seq = 4");
        books.change("UPDATE event SET seq = 4 WHERE seq = -1");
        assertThat(books.findings()).extracting(Finding::place).contains("event 3", "event 4");
    }

    private void restore() {
        books.change("DELETE FROM event");
        books.change("INSERT INTO event SELECT * FROM kept");
    }

    /** Whoever shortens the trail and its head leaves rows that nothing explains; whoever writes all of it anew is found by a head. */
    @Test
    void a_trail_that_was_shortened_or_written_anew_shows_by_the_rows_and_by_a_head_that_was_kept() {
        Audit.Head kept = books.ledger().audit().head();
        books.change("DELETE FROM event WHERE seq > 20");
        books.change("UPDATE event_head SET seq = 20, hash = (SELECT hash FROM event WHERE seq = 20)");
        assertThat(books.findings()).extracting(Finding::check).contains(Check.PATHS, Check.FILES).doesNotContain(Check.CHAIN);

        List<Finding> found = new ArrayList<>();
        books.ledger().audit().verify(kept, found::add);
        assertThat(found).anyMatch(finding -> finding.check() == Check.ANCHOR && finding.text().equals("the trail has no such event"));

        found.clear();
        books.ledger().audit().verify(new Audit.Head(7, kept.hash()), found::add);
        assertThat(found).anyMatch(finding -> finding.check() == Check.ANCHOR && finding.text().contains("was kept"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "PATHS       | UPDATE payout SET state = 'FAILED' WHERE line_no = 2 AND file_id = 1         | it is FAILED where its last event",
        "PATHS       | UPDATE payout SET djamo_id = 'txn_x' WHERE line_no = 2 AND file_id = 1       | it has the transaction txn_x where its events say txn_1-2",
        "PATHS       | UPDATE payout SET attempts = 1 WHERE line_no = 2 AND file_id = 1             | it was sent 1 times where its events say 2",
        "PATHS       | UPDATE payout SET fee = 5 WHERE line_no = 2 AND file_id = 1                  | its fee is 5 where its last event says fee=50",
        "PATHS       | UPDATE payout SET reason_code = 'AM04' WHERE line_no = 3 AND file_id = 1     | it was not paid for AM04 where its last event says NARR",
        "PATHS       | UPDATE payout SET state = 'PENDING' WHERE line_no = 2 AND file_id = 4        | it is PENDING but has no event",
        "ROWS        | UPDATE payout SET state = 'CHECKED' WHERE line_no = 2 AND file_id = 4         | acknowledged were",
        "ROWS        | UPDATE payout SET amount = amount + 1 WHERE line_no = 2 AND file_id = 1      | where the file has 5 of",
        "ROWS        | UPDATE payout SET msisdn = '+2250799999999' WHERE line_no = 2 AND file_id = 1| acknowledged were",
        "ROWS        | UPDATE payout SET reference = 'Z' WHERE line_no = 2 AND file_id = 1          | acknowledged were",
        "ROWS        | UPDATE payout SET state = 'REJECTED', final_at = 1 WHERE file_id = 4         | the ledger has 0 rows to pay of 0 XOF where",
        "ROWS        | DELETE FROM payout WHERE line_no = 5 AND file_id = 1                         | the ledger has 4 rows",
        "ROWS        | UPDATE payout_file SET sha256 = 'other' WHERE id = 1                         | acknowledged were",
        "ROWS        | UPDATE payout_file SET content_sha256 = 'other' WHERE id = 1                 | acknowledged were",
        "FINAL       | UPDATE payout SET final_at = NULL WHERE line_no = 2 AND file_id = 1          | without the time of its end",
        "FINAL       | UPDATE payout SET delivered_at = NULL WHERE line_no = 2 AND file_id = 1      | its outcome is not delivered",
        "FINAL       | UPDATE payout SET final_at = 1 WHERE line_no = 2 AND file_id = 4             | yet has the time of its end",
        "REFERENCES  | UPDATE payout SET holds_reference = 0 WHERE line_no = 2 AND file_id = 1      | does not hold its reference",
        "TRANSACTIONS| UPDATE payout SET djamo_id = 'txn_1-2' WHERE line_no = 3 AND file_id = 1     | more than one payout has it: [1-2, 1-3]",
        "FILES       | UPDATE payout_file SET state = 'REFUSED' WHERE id = 4                        | it is REFUSED where its last event",
        "FILES       | UPDATE payout_file SET closed_at = NULL WHERE id = 1                         | its events say otherwise",
        "ANSWERS     | DELETE FROM answer WHERE file_id = 1 AND kind = 'result'                     | [ack, failures] where [ack, failures, result] are due"})
    void an_edit_of_a_row_past_the_ledger_shows(Check check, String sql, String words) {
        assertThat(books.change(sql)).isPositive();
        assertThat(books.findings()).anyMatch(finding -> finding.check() == check && finding.text().contains(words));
    }

    @Test
    void a_payout_sent_again_without_a_lookup_shows() {
        Payout payout = books.claim(Stage.CHECK).get(0);
        books.record(payout, new Outcome.Checked());
        books.record(books.claimOne(Stage.SUBMIT), books.inDoubt());
        Payout doubtful = books.claimOne(Stage.RESOLVE);
        books.ledger().payouts().record(doubtful, new Outcome.NotSent("somebody thinks so", 0), Evidence.NONE);

        assertThat(books.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo(Check.RESENT);
            assertThat(finding.place()).isEqualTo("june.csv:2 (payout 4-2)");
            assertThat(finding.text()).contains("gives it to be sent again after UNKNOWN and HTTP 0");
        });
    }

    @Test
    void a_state_that_changes_without_an_event_is_found_as_soon_as_somebody_looks() {
        books.ledger().onWriter(connection -> {
            try (var statement = connection.createStatement()) {
                return statement.executeUpdate("UPDATE payout SET state = 'HELD' WHERE file_id = 4 AND line_no = 2"
                        + " OR file_id = 1 AND line_no = 3");
            }
        });
        assertThat(books.findings()).anyMatch(finding -> finding.place().equals("may.csv:3 (payout 1-3)"));
    }

    @Test
    void a_head_reads_as_it_is_printed() {
        Audit.Head head = books.ledger().audit().head();
        assertThat(Audit.Head.parse(head.toString())).isEqualTo(head);
        for (String bad : List.of("", "12", "12:abc", "0:" + head.hash(), "12:" + head.hash().toUpperCase(java.util.Locale.ROOT))) {
            assertThatThrownBy(() -> Audit.Head.parse(bad)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("SEQ:HASH");
        }
    }
}
