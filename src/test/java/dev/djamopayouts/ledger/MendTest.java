package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Ruling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was not paid is mended and dropped again: paid then, once, and only where it surely was not paid before. */
class MendTest {

    private static final long DAY = 86_400_000;
    private static final int MANY = 10_000;
    private static final Reason NO_CUSTOMER = new Reason(ReasonCode.BE06, "not a Djamo customer");

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void opens() {
        books = new Books(folder);
    }

    @AfterEach
    void isClean() {
        assertThat(books.findings()).isEmpty();
        books.close();
    }

    private List<SettledPayout> rows(long fileId) {
        List<SettledPayout> rows = new ArrayList<>();
        books.ledger().outcomes().eachRow(fileId, rows::add);
        return rows;
    }

    private SettledPayout dropped(String name, String reference) {
        return rows(books.accepted(name, List.of(books.row(7, reference))).id()).get(0);
    }

    private static Outcome failed(Payout payout) {
        return new Outcome.Failed(Books.booked(payout), new Reason(ReasonCode.NARR, "the wallet is closed"));
    }

    private void sent(Function<Payout, Outcome> outcome) {
        books.checkAll();
        books.claim(Stage.SUBMIT).forEach(payout -> books.record(payout, outcome.apply(payout)));
    }

    private void notACustomer() {
        books.claim(Stage.CHECK).forEach(payout -> books.record(payout, new Outcome.Rejected(NO_CUSTOMER)));
    }

    private String link(SettledPayout row) {
        return books.text("SELECT mends_file || '-' || mends_line FROM payout WHERE file_id = " + row.id().fileId() + " AND line_no = "
                + row.id().lineNo());
    }

    @Test
    void a_row_that_was_never_sent_is_paid_under_its_own_reference_and_linked() {
        SettledPayout first = dropped("may.csv", "R");
        notACustomer();
        SettledPayout mended = dropped("mended.csv", "R");

        assertThat(mended.state()).isEqualTo(PayoutState.RECEIVED);
        assertThat(mended.reference()).isEqualTo("R");
        assertThat(mended.remark()).isEqualTo("mended from may.csv line 7 (payout 1-7)");
        assertThat(link(mended)).isEqualTo(first.id().toString());
        assertThat(books.text("SELECT detail FROM event WHERE kind = 'MENDED' AND file_id = 2 AND line_no = 7")).isEqualTo("1-7");
        books.payAll();
        assertThat(rows(2).get(0).state()).isEqualTo(PayoutState.COMPLETED);
        assertThat(rows(2).get(0).remark()).as("said of a paid one too").startsWith("mended from may.csv line 7");
    }

    @Test
    void one_that_was_invalid_at_first_sight_is_mended_too() {
        books.accepted("may.csv", List.of(Books.refused(7, "R")));
        assertThat(dropped("mended.csv", "R").remark()).startsWith("mended from may.csv line 7");
        books.accepted("june.csv", List.of(Books.refused(7, "S")));
        PayoutFileEntry unmended = books.accepted("unmended.csv", List.of(Books.refused(9, "S")));
        assertThat(rows(unmended.id()).get(0).reason().code()).as("for the reason that stays").isEqualTo(ReasonCode.AC01);
        assertThat(link(rows(unmended.id()).get(0))).isEqualTo("3-7");
    }

    @Test
    void what_failed_at_djamo_is_paid_under_a_reference_made_from_the_old_one_and_so_on() {
        dropped("1.csv", "R");
        sent(MendTest::failed);
        assertThat(dropped("2.csv", "R").reference()).isEqualTo("R~2");
        sent(MendTest::failed);
        SettledPayout third = dropped("3.csv", "R");
        assertThat(third.reference()).isEqualTo("R~3");
        assertThat(third.remark()).isEqualTo("mended from 2.csv line 7 (payout 2-7), under the reference R~3 since R was sent before");
        notACustomer();
        assertThat(dropped("4.csv", "R").reference()).as("R~3 was never sent").isEqualTo("R~3");
        books.payAll();
        assertThat(dropped("5.csv", "R").reason().text()).contains("4.csv line 7 (payout 4-7)", "was paid: COMPLETED since");
        assertThat(dropped("6.csv", "R~2").reason().text()).as("by the name it had at Djamo").contains("4.csv line 7 (payout 4-7)");
    }

    @Test
    void what_djamo_refused_by_its_answer_is_paid_under_a_reference_made_from_the_old_one() {
        dropped("may.csv", "R");
        sent(payout -> Books.rejected());
        assertThat(dropped("mended.csv", "R").reference()).isEqualTo("R~2");
        assertThat(books.number("SELECT holds_reference FROM payout WHERE reference = 'R'")).as("once sent, nobody's again").isEqualTo(1);
    }

    @Test
    void what_a_person_decided_to_be_unpaid_is_paid_under_a_reference_made_from_the_old_one() {
        dropped("may.csv", "R");
        sent(payout -> books.inDoubt());
        assertThat(dropped("early.csv", "R").state()).isEqualTo(PayoutState.REJECTED);
        books.ledger().desk().decide(new PayoutId(1, 7), new Decision(Decision.Verdict.NOT_PAID, null, "awa", "support said so"));
        SettledPayout mended = dropped("mended.csv", "R");
        assertThat(mended.reference()).isEqualTo("R~2");
        assertThat(link(mended)).as("the chain goes on from what was dropped last").isEqualTo("2-7");
    }

    @Test
    void what_djamo_tells_to_be_paid_after_its_end_is_not_paid_once_more() {
        dropped("may.csv", "R");
        dropped("may2.csv", "S");
        sent(payout -> payout.reference().value().equals("R") ? books.inDoubt() : Books.rejected());
        books.clock.advance(300_000);
        books.ledger().desk().decide(new PayoutId(1, 7), new Decision(Decision.Verdict.NOT_PAID, null, "awa", "support said so"));
        for (String reference : List.of("R", "S")) {
            books.ledger().notifications().take(new Notice("txn_" + reference, "transactions/completed", reference, 5_007L, null),
                    payout -> new Ruling.Contradicts("it is otherwise here"));
        }
        assertThat(dropped("mended.csv", "R")).satisfies(row -> {
            assertThat(row.state()).isEqualTo(PayoutState.REJECTED);
            assertThat(row.reason().text()).contains("is FAILED since", "Djamo's answers contradict one another");
        });
        assertThat(dropped("mended2.csv", "S")).satisfies(row -> {
            assertThat(row.state()).isEqualTo(PayoutState.REJECTED);
            assertThat(row.reason().text()).contains("is REJECTED since", "Djamo told of a transaction later");
        });
    }

    @Test
    void what_may_have_been_paid_is_refused_with_its_story() {
        Map<String, String> stories = Map.of("RECEIVED", "which is RECEIVED and on its way to be paid",
                "SUBMITTING", "which is SUBMITTING and on its way to be paid",
                "UNKNOWN", ", sent at 2027-01-15T08:00:00Z, is UNKNOWN, in doubt since 2027-01-15T08:00:00Z, and may have been paid",
                "PENDING", ", sent at 2027-01-15T08:00:00Z, is PENDING at Djamo (txn_1-7): wait for its result",
                "COMPLETED", ", sent at 2027-01-15T08:00:00Z, was paid: COMPLETED since 2027-01-15T08:00:00Z (txn_1-7)");
        dropped("may.csv", "R");
        refusedWith(stories.get("RECEIVED"));
        books.checkAll();
        refusedWith("which is CHECKED and on its way to be paid");
        Payout sending = books.claimOne(Stage.SUBMIT);
        refusedWith(stories.get("SUBMITTING"));
        books.record(sending, books.inDoubt());
        refusedWith(stories.get("UNKNOWN"));
        Payout doubtful = books.claimOne(Stage.RESOLVE);
        books.record(doubtful, books.accepted(doubtful));
        refusedWith(stories.get("PENDING"));
        books.claim(Stage.TRACK).forEach(payout -> books.record(payout, new Outcome.Completed(Books.booked(payout))));
        refusedWith(stories.get("COMPLETED"));
    }

    private void refusedWith(String story) {
        SettledPayout row = dropped("again.csv", "R");
        assertThat(row.state()).isEqualTo(PayoutState.REJECTED);
        assertThat(row.reason().code()).isEqualTo(ReasonCode.AM05);
        assertThat(row.reason().text()).contains("may.csv line 7 (payout 1-7)", story);
        assertThat(link(row)).isEqualTo("1-7");
        assertThat(books.ledger().files().count(row.id().fileId()).askedBefore()).isEqualTo(1);
    }

    @Test
    void what_waits_for_a_person_is_refused_until_that_one_has_rejected_it() {
        PayoutFileEntry may = books.take("may.csv").entry();
        books.ledger().files().add(may.id(), List.of(Books.row(2, "Q", "+2250707123456", 9_000), Books.row(7, "R", "+2250707123456", 9_000)),
                new Suspicion(Suspicion.Then.HOLD, DAY));
        books.accept(may);
        refusedWith("which is HELD until a person releases or rejects it");
        books.ledger().desk().decide(new PayoutId(1, 7), new Decision(Decision.Verdict.REJECTED, null, "awa", "not this one"));
        assertThat(dropped("mended.csv", "R").reference()).isEqualTo("R");
    }

    @Test
    void what_lookups_only_did_not_show_and_what_djamo_contradicts_itself_about_is_refused() {
        dropped("may.csv", "R");
        sent(payout -> new Outcome.InDoubt(Doubt.UNPROCESSABLE, "422", books.clock.millis()));
        books.claim(Stage.RESOLVE).forEach(payout -> books.record(payout, Books.rejected()));
        refusedWith("was in doubt and is REJECTED since 2027-01-15T08:00:00Z because Djamo showed no transaction: ask Djamo");

        dropped("june.csv", "S");
        sent(payout -> new Outcome.Failed(new Outcome.Settlement("txn_s", null, null, "another amount"), NO_CUSTOMER));
        assertThat(dropped("mended.csv", "S").reason().text()).contains("is FAILED since", "Djamo's answers contradict one another");
    }

    @Test
    void the_same_mended_row_twice_is_paid_once_in_one_file_and_in_two() {
        books.accepted("may.csv", List.of(books.row(2, "R"), books.row(3, "S")));
        sent(payout -> payout.reference().value().equals("R") ? failed(payout) : new Outcome.Rejected(NO_CUSTOMER));
        PayoutFileEntry twice = books.accepted("twice.csv", List.of(books.row(2, "R"), books.row(3, "S"), books.row(4, "R"), books.row(5, "S"),
                books.row(6, "R~2")));
        assertThat(rows(twice.id())).extracting(SettledPayout::state).containsExactly(PayoutState.RECEIVED, PayoutState.RECEIVED,
                PayoutState.REJECTED, PayoutState.REJECTED, PayoutState.REJECTED);
        assertThat(rows(twice.id()).get(2).reason().text()).contains("twice.csv line 2 (payout 2-2); give");
        assertThat(books.ledger().files().count(twice.id())).extracting(PayoutFiles.Count::mended, PayoutFiles.Count::askedBefore)
                .as("a repetition within the file mends nothing").containsExactly(2L, 0L);
        assertThat(rows(books.accepted("third.csv", List.of(books.row(9, "S"), books.row(10, "R"))).id()))
                .extracting(SettledPayout::state).containsOnly(PayoutState.REJECTED);
    }

    @Test
    void a_reference_that_somebody_uses_for_another_payment_is_never_taken() {
        dropped("other.csv", "R~2");
        dropped("may.csv", "R");
        sent(MendTest::failed);
        assertThat(dropped("mended.csv", "R").reference()).isEqualTo("R~3");
        assertThat(dropped("other-mended.csv", "R~2").reference()).as("its own line").isEqualTo("R~2~2");
    }

    @Test
    void a_payment_is_not_asked_for_for_ever() {
        books.accepted("may.csv", List.of(books.row(7, "R")));
        for (int number = 1; number < dev.djamopayouts.payout.Reference.MOST_AGAIN; number++) {
            sent(MendTest::failed);
            assertThat(dropped(number + ".csv", "R").state()).isEqualTo(PayoutState.RECEIVED);
        }
        sent(MendTest::failed);
        assertThat(dropped("last.csv", "R").reason().text()).startsWith("this payment was asked for 99 times");
    }

    @Test
    void however_often_a_reference_is_repeated_a_row_that_bears_it_is_decided_about_at_once() {
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < MANY + 2; line++) {
            rows.add(line % 3 == 0 ? Books.refused(line, "R") : books.row(line, "R"));
        }
        long started = System.nanoTime();
        books.accepted("may.csv", rows);
        sent(MendTest::failed);
        books.accepted("mended.csv", rows);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).as("no row reads all the others").isLessThan(Duration.ofSeconds(60));
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE state <> 'REJECTED'")).as("the first, and the one that mends it").isEqualTo(2);
    }

    @Test
    void a_mended_row_does_not_look_like_its_own_unpaid_original() {
        NewPayout row = books.row(7, "R");
        books.accepted("may.csv", List.of(row));
        sent(MendTest::failed);
        PayoutFileEntry mended = books.take("mended.csv").entry();
        books.ledger().files().add(mended.id(), List.of(row, Books.row(8, "OTHER", row.msisdn().e164(), row.amount().francs())),
                new Suspicion(Suspicion.Then.PAY, DAY));
        books.accept(mended);
        assertThat(rows(mended.id()).get(0).remark()).startsWith("mended from").doesNotContain("the same amount");
        assertThat(rows(mended.id()).get(1).remark()).startsWith("the same amount to the same number as mended.csv line 7");
    }

    @Test
    void a_file_received_again_after_a_stop_is_linked_once_more_and_a_refused_one_links_nothing() {
        dropped("may.csv", "R");
        sent(MendTest::failed);
        PayoutFiles.Drop drop = books.drop("mended.csv", "mended");
        PayoutFileEntry half = books.ledger().files().take(drop).entry();
        books.ledger().files().add(half.id(), List.of(books.row(7, "R")));
        books.reopen();
        PayoutFileEntry bad = books.take("bad.csv").entry();
        books.ledger().files().add(bad.id(), List.of(books.row(7, "R")));
        books.ledger().files().refuse(bad, "{}");
        PayoutFileEntry again = books.ledger().files().take(drop).entry();
        books.ledger().files().add(again.id(), List.of(books.row(7, "R")));
        books.accept(again);
        assertThat(rows(again.id()).get(0).reference()).isEqualTo("R~2");
        assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'MENDED'")).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "PATHS  | UPDATE payout SET mends_line = 8 WHERE file_id = 2        | it mends 1-8 where its events say 1-7",
        "ROWS   | UPDATE payout SET mends_file = NULL WHERE file_id = 2     | acknowledged were",
        "ROWS   | UPDATE payout SET root_reference = 'S' WHERE file_id = 2  | acknowledged were",
        "MENDED | UPDATE payout SET root_reference = 'S' WHERE file_id = 2  | which was dropped for R where this one was for S",
        "MENDED | UPDATE payout SET mends_file = 9 WHERE file_id = 2        | it mends 9-7, which the ledger does not have",
        "MENDED | UPDATE payout SET state = 'PENDING' WHERE file_id = 1     | it mends 1-7, which is PENDING and was not to be paid again",
        "MENDED | UPDATE payout SET state = 'COMPLETED' WHERE file_id = 1   | more than one payout that asks for it is paid"})
    void a_link_that_was_tampered_with_shows(Check check, String sql, String words) {
        dropped("may.csv", "R");
        sent(MendTest::failed);
        dropped("mended.csv", "R");
        assertThat(books.findings()).isEmpty();
        books.change("CREATE TABLE kept AS SELECT * FROM payout");
        assertThat(books.change(sql)).isPositive();
        assertThat(books.findings()).anyMatch(finding -> finding.check() == check && finding.text().contains(words));
        for (String column : List.of("mends_file", "mends_line", "root_reference", "state")) {
            books.change("UPDATE payout SET " + column + " = (SELECT k." + column + " FROM kept k WHERE k.file_id = payout.file_id)");
        }
    }
}
