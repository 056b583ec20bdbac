package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Claims of the check: a number is asked about once, and its answer serves everybody who waits for it. */
class CheckClaimsTest {

    private static final String ONE_NUMBER = "+2250799999999";
    private static final String NOT_A_CUSTOMER = "+2250788888888";

    @AutoClose
    private Books books;

    @BeforeEach
    void opens(@TempDir Path folder) {
        books = new Books(folder);
    }

    @Test
    void a_number_is_asked_about_once_and_the_answer_settles_all_who_wait_for_it() {
        long first = books.accepted("a.csv", List.of(toOneNumber(2, "A"), toOneNumber(3, "B"), books.row(4, "C"))).id();
        long second = books.accepted("b.csv", List.of(toOneNumber(2, "D"))).id();
        PayoutFileEntry receiving = books.take("c.csv").entry();
        books.ledger().files().add(receiving.id(), List.of(toOneNumber(2, "E")));
        List<Payout> asked = books.claim(Stage.CHECK);
        assertThat(asked).extracting(payout -> payout.id().toString()).containsExactlyInAnyOrder(first + "-2", first + "-4");
        assertThat(books.claim(Stage.CHECK)).as("while it is asked about").isEmpty();

        books.record(asked.get(0).id().lineNo() == 2 ? asked.get(0) : asked.get(1), new Outcome.Checked());
        shareKnown(0);

        assertThat(books.claim(Stage.SUBMIT)).extracting(payout -> payout.id().toString())
                .containsExactlyInAnyOrder(first + "-2", first + "-3", second + "-2");
        assertThat(books.state(new PayoutId(receiving.id(), 2))).as("not acknowledged yet").isEqualTo(PayoutState.RECEIVED);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void what_was_learnt_since_the_last_look_for_known_numbers_is_not_asked_again() {
        long file = books.accepted("a.csv", List.of(toOneNumber(2, "A"), toOneNumber(3, "B"), books.row(4, "C"))).id();
        Payout asked = books.ledger().payouts().claim(Stage.CHECK, 1, 0).get(0);
        shareKnown(1_000);
        books.clock.advance(1);
        books.record(asked, new Outcome.Checked());

        assertThat(books.claim(Stage.CHECK)).extracting(payout -> payout.id().toString()).containsExactly(file + "-4");
        shareKnown(1_000);
        assertThat(books.state(new PayoutId(file, 3))).isEqualTo(PayoutState.CHECKED);
    }

    @Test
    void who_is_not_a_customer_is_refused_in_every_row_and_their_references_are_free_again() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A"), toOneNumber(3, "B")));
        books.record(books.claimOne(Stage.CHECK), notACustomer());
        shareKnown(0);
        assertThat(books.ledger().outcomes().claim(10)).hasSize(2)
                .allSatisfy(payout -> assertThat(payout.reason().code()).isEqualTo(ReasonCode.BE06));
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE holds_reference = 1")).isZero();
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void who_was_no_customer_is_asked_about_again_in_the_next_file() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A")));
        books.record(books.claimOne(Stage.CHECK), notACustomer());
        books.clock.advance(1);
        books.accepted("b.csv", List.of(toOneNumber(2, "A")));
        shareKnown(1_000);
        assertThat(books.claim(Stage.CHECK)).hasSize(1);
    }

    @Test
    void what_is_known_of_a_number_that_is_put_off_waits_with_it() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A"), toOneNumber(3, "B")));
        books.record(books.claimOne(Stage.CHECK), new Outcome.NotYet("lost", books.clock.millis() + 5_000));
        shareKnown(1_000);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE state = 'RECEIVED'")).isEqualTo(2);
    }

    @Test
    void more_than_it_looks_at_in_one_write_is_known_all_the_same() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A")));
        books.record(books.claimOne(Stage.CHECK), new Outcome.Checked());
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < Claims.lookAhead(100) * 3 + 2; line++) {
            rows.add(toOneNumber(line, "B" + line));
        }
        books.accepted("b.csv", rows);
        shareKnown(1_000);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE state = 'CHECKED'")).isEqualTo(rows.size() + 1);
    }

    @Test
    void a_check_without_an_answer_leaves_the_others_waiting_until_it_is_asked_again() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A"), toOneNumber(3, "B")));
        Payout asked = books.claimOne(Stage.CHECK);
        books.record(asked, new Outcome.NotYet("lost", books.clock.millis() + 5_000));
        assertThat(books.claim(Stage.CHECK)).isEmpty();
        books.clock.advance(5_000);
        assertThat(books.claim(Stage.CHECK)).hasSize(1);
    }

    @Test
    void many_rows_to_one_number_that_is_being_asked_about_do_not_keep_the_others_waiting() {
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < 302; line++) {
            rows.add(toOneNumber(line, "A" + line));
        }
        rows.add(books.row(400, "B"));
        books.accepted("a.csv", rows);
        assertThat(books.ledger().payouts().claim(Stage.CHECK, 1, 0)).extracting(payout -> payout.id().lineNo()).containsExactly(2L);
        assertThat(books.ledger().payouts().claim(Stage.CHECK, 1, 0)).extracting(payout -> payout.id().lineNo()).containsExactly(400L);
    }

    @Test
    void more_rows_than_a_check_looks_ahead_to_a_number_whose_check_fails_do_not_keep_the_others_waiting() {
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < 602; line++) {
            rows.add(toOneNumber(line, "A" + line));
        }
        rows.add(books.row(900, "B"));
        books.accepted("a.csv", rows);
        Payout failing = books.claimOne(Stage.CHECK);
        assertThat(books.ledger().payouts().claim(Stage.CHECK, 1, 0)).as("while the number is asked about")
                .extracting(payout -> payout.id().lineNo()).containsExactly(900L);
        books.record(failing, new Outcome.NotYet("lost", books.clock.millis() + 2 * Books.LEASE));
        books.clock.advance(Books.LEASE);
        assertThat(books.claim(Stage.CHECK)).as("while the number is put off, and the other one's claim ran out")
                .extracting(payout -> payout.id().lineNo()).containsExactly(900L);
    }

    @Test
    void what_is_known_keeps_its_age_and_what_was_answered_is_new() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A")));
        books.record(books.claimOne(Stage.CHECK), new Outcome.Checked());
        books.clock.advance(900);
        books.accepted("b.csv", List.of(toOneNumber(2, "B")));
        shareKnown(1_000);
        assertThat(books.claim(Stage.CHECK)).as("asked 900 ms ago").isEmpty();
        books.clock.advance(100);
        books.accepted("c.csv", List.of(toOneNumber(2, "C")));
        shareKnown(1_000);
        books.record(books.claimOne(Stage.CHECK), notACustomer());
        books.accepted("d.csv", List.of(toOneNumber(2, "D")));
        shareKnown(1_000);
        assertThat(books.claim(Stage.CHECK)).as("the latest answer counts, and it is as young as the file").isEmpty();
        assertThat(books.state(new PayoutId(4, 2))).isEqualTo(PayoutState.REJECTED);
    }

    @Test
    void who_was_found_to_be_a_customer_lately_needs_no_check_from_the_start() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A"), Books.row(3, "B", NOT_A_CUSTOMER, 5_000)));
        for (Payout asked : books.claim(Stage.CHECK)) {
            books.record(asked, asked.msisdn().e164().equals(ONE_NUMBER) ? new Outcome.Checked() : notACustomer());
        }
        books.claim(Stage.SUBMIT);
        books.clock.advance(999);
        PayoutFileEntry next = received("b.csv", 1_000, Suspicion.NONE, toOneNumber(2, "C"), Books.row(3, "D", NOT_A_CUSTOMER, 5_000),
                books.row(4, "E"), toOneNumber(5, "F"), toOneNumber(6, "C"), Books.refused(7, "G"));
        assertThat(states(next)).as("a no is asked about again")
                .containsExactly("CHECKED", "RECEIVED", "RECEIVED", "CHECKED", "REJECTED", "REJECTED");
        assertThat(books.claim(Stage.SUBMIT)).as("not acknowledged yet").isEmpty();

        books.accept(next);

        assertThat(books.claim(Stage.CHECK)).extracting(payout -> payout.id().lineNo()).containsExactly(3L, 4L);
        List<Payout> sent = books.claim(Stage.SUBMIT);
        assertThat(sent).extracting(payout -> payout.id().lineNo()).containsExactly(2L, 5L);
        sent.forEach(payout -> books.record(payout, books.accepted(payout)));
        assertThat(books.findings()).isEmpty();
        books.clock.advance(1);
        assertThat(states(received("c.csv", 1_000, Suspicion.NONE, toOneNumber(2, "H")))).as("a second later").containsExactly("RECEIVED");
        assertThat(states(received("d.csv", 0, Suspicion.NONE, toOneNumber(2, "I")))).as("no yes is kept").containsExactly("RECEIVED");
    }

    @Test
    void a_customer_who_looks_to_be_paid_twice_is_held_all_the_same() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A")));
        books.record(books.claimOne(Stage.CHECK), new Outcome.Checked());
        PayoutFileEntry held = received("b.csv", 1_000, new Suspicion(Suspicion.Then.HOLD, 1_000), toOneNumber(2, "B"),
                toOneNumber(3, "C"));
        assertThat(states(held)).containsExactly("HELD", "CHECKED");
        PayoutFileEntry paid = received("c.csv", 1_000, new Suspicion(Suspicion.Then.PAY, 1_000), toOneNumber(2, "D"));
        assertThat(states(paid)).containsExactly("CHECKED");
        assertThat(books.text("SELECT alike FROM payout WHERE file_id = " + paid.id())).isEqualTo("1-2");
        PayoutFileEntry refused = received("d.csv", 1_000, new Suspicion(Suspicion.Then.REJECT, 1_000), toOneNumber(2, "E"));
        assertThat(states(refused)).containsExactly("REJECTED");
    }

    @Test
    void of_many_rows_those_to_customers_need_no_check_and_the_others_do() {
        List<NewPayout> all = new ArrayList<>();
        for (int line = 2; line < 1_302; line++) {
            all.add(books.row(line, "R-" + line));
        }
        books.accepted("a.csv", IntStream.range(0, all.size()).filter(i -> i % 3 > 0)
                .mapToObj(i -> all.get(i).bearing(new Reference("A-" + i))).toList());
        books.checkAll();
        assertThat(states(received("b.csv", 1_000, Suspicion.NONE, all.toArray(NewPayout[]::new)))).isEqualTo(
                IntStream.range(0, all.size()).mapToObj(i -> i % 3 > 0 ? "CHECKED" : "RECEIVED").toList());
    }

    @Test
    void a_mended_row_to_a_customer_and_one_that_a_person_released_are_paid_and_audited() {
        books.accepted("a.csv", List.of(toOneNumber(2, "A")));
        books.record(books.claimOne(Stage.CHECK), new Outcome.Checked());
        books.record(books.claimOne(Stage.SUBMIT), Books.rejected());
        PayoutFileEntry mended = received("b.csv", 1_000, new Suspicion(Suspicion.Then.HOLD, 1_000), toOneNumber(2, "A"),
                Books.row(3, "B", ONE_NUMBER, 5_002));
        assertThat(states(mended)).containsExactly("CHECKED", "HELD");
        books.accept(mended);
        books.ledger().desk().decide(new PayoutId(mended.id(), 3),
                new Decision(Decision.Verdict.RELEASED, null, "awa", "it is a bonus"));

        assertThat(books.ledger().payouts().claim(Stage.CHECK, 10, 1_000)).as("known, though nobody looked").isEmpty();
        shareKnown(1_000);
        List<Payout> sent = books.claim(Stage.SUBMIT);
        assertThat(sent).extracting(payout -> payout.id().lineNo()).containsExactlyInAnyOrder(2L, 3L);
        sent.forEach(payout -> books.record(payout, books.accepted(payout)));
        assertThat(books.findings()).isEmpty();
    }

    private PayoutFileEntry received(String name, long validMillis, Suspicion suspicion, NewPayout... rows) {
        PayoutFileEntry entry = books.take(name).entry();
        books.ledger().files().intake(entry.id(), suspicion, validMillis).addAndWait(List.of(rows));
        return entry;
    }

    private List<String> states(PayoutFileEntry file) {
        List<String> states = new ArrayList<>();
        books.ledger().outcomes().eachRow(file.id(), row -> states.add(row.state().name()));
        return states;
    }

    private void shareKnown(long validMillis) {
        books.ledger().payouts().shareKnown(100, validMillis, msisdn -> new Reason(ReasonCode.BE06, "not a customer"));
    }

    private static Outcome notACustomer() {
        return new Outcome.Rejected(new Reason(ReasonCode.BE06, "not a customer"));
    }

    private static NewPayout toOneNumber(long line, String reference) {
        return Books.row(line, reference, ONE_NUMBER, 5_000 + line);
    }
}
