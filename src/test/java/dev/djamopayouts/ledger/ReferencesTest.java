package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void opens() {
        books = new Books(folder);
    }

    @AfterEach
    void closes() {
        books.close();
    }

    @Test
    void the_second_row_with_a_reference_in_one_file_is_refused_and_names_the_first() {
        long id = books.accepted("a.csv", List.of(books.row(2, "R"), books.row(3, "S"), books.row(4, "R"), books.row(5, "R"))).id();
        assertThat(rows(id)).extracting(SettledPayout::state).containsExactly(PayoutState.RECEIVED, PayoutState.RECEIVED,
                PayoutState.REJECTED, PayoutState.REJECTED);
        assertThat(rows(id).get(2).reason()).isEqualTo(new Reason(ReasonCode.AM05, "the reference was used before: a.csv line 2"
                + " (payout " + id + "-2); give this row another reference if it is another payment"));
        assertThat(rows(id).get(2).amount()).as("it counts with its amount").isEqualTo(5_004);
    }

    @Test
    void wherever_among_very_many_rows_the_second_one_stands_it_alone_is_refused() {
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < 130; line++) {
            // Of the first and the second fifty, and of the rest that fills no fifty; the last of them twice.
            rows.add(books.row(line, line == 9 || line == 60 || line == 125 || line == 128 ? "R" : "S" + line));
        }
        long id = books.accepted("a.csv", rows).id();
        assertThat(rows(id)).hasSize(128);
        assertThat(rows(id)).filteredOn(row -> row.state() == PayoutState.REJECTED).extracting(row -> row.id().lineNo())
                .containsExactly(60L, 125L, 128L);
        assertThat(rows(id)).filteredOn(row -> row.state() == PayoutState.REJECTED).extracting(row -> row.reason().code())
                .containsOnly(ReasonCode.AM05);
    }

    @Test
    void a_reference_of_another_file_is_refused_whatever_became_of_the_first_payment() {
        long first = books.accepted("a.csv", List.of(books.row(2, "R"))).id();
        books.payAll();
        long second = books.accepted("b.csv", List.of(books.row(2, "R"), books.row(3, "S"))).id();
        assertThat(rows(second).get(0).reason().code()).isEqualTo(ReasonCode.AM05);
        assertThat(rows(second).get(0).reason().text()).contains("a.csv line 2 (payout " + first + "-2)");
        assertThat(rows(second).get(1).state()).isEqualTo(PayoutState.RECEIVED);
    }

    @Test
    void a_row_that_is_refused_for_itself_keeps_no_reference_from_a_good_one() {
        long id = books.accepted("a.csv", List.of(Books.refused(2, "R"), books.row(3, "R"))).id();
        assertThat(rows(id)).extracting(SettledPayout::state).containsExactly(PayoutState.REJECTED, PayoutState.RECEIVED);
    }

    @Test
    void the_references_of_a_refused_file_are_free_again() {
        PayoutFileEntry entry = books.take("a.csv").entry();
        books.ledger().files().add(entry.id(), List.of(books.row(2, "R")));
        books.ledger().files().refuse(entry, "{}");
        assertThat(rows(books.accepted("b.csv", List.of(books.row(2, "R"))).id()).get(0).state()).isEqualTo(PayoutState.RECEIVED);
    }

    @Test
    void a_file_whose_receive_failed_half_way_holds_no_reference_against_the_next_file() {
        long half = books.take("a.csv").entry().id();
        books.ledger().files().add(half, List.of(books.row(2, "R"), books.row(3, "S")));
        long next = books.accepted("b.csv", List.of(books.row(2, "R"), books.row(3, "S"))).id();
        assertThat(rows(next)).extracting(SettledPayout::state).containsOnly(PayoutState.RECEIVED);
        assertThat(rows(half)).as("it is read again from its start").isEmpty();
    }

    @Test
    void a_file_whose_receive_was_interrupted_by_a_stop_holds_no_reference_after_the_start() {
        long half = books.take("a.csv").entry().id();
        books.ledger().files().add(half, List.of(books.row(2, "R")));
        books.reopen();
        assertThat(rows(half)).isEmpty();
        assertThat(rows(books.accepted("b.csv", List.of(books.row(2, "R"))).id()).get(0).state()).isEqualTo(PayoutState.RECEIVED);
    }

    @Test
    void the_reference_of_a_row_that_djamo_refused_before_any_doubt_is_asked_for_again_under_another() {
        books.accepted("a.csv", List.of(books.row(2, "R")));
        books.checkAll();
        books.record(books.claimOne(Stage.SUBMIT), Books.rejected());
        SettledPayout again = rows(books.accepted("b.csv", List.of(books.row(2, "R"))).id()).get(0);
        assertThat(again.state()).isEqualTo(PayoutState.RECEIVED);
        assertThat(again.reference()).isEqualTo("R~2");
    }

    @Test
    void a_reference_that_was_once_in_doubt_is_never_given_back() {
        books.accepted("a.csv", List.of(books.row(2, "R"), books.row(3, "S")));
        books.checkAll();
        for (Payout payout : books.claim(Stage.SUBMIT)) {
            books.record(payout, new Outcome.InDoubt(Doubt.UNPROCESSABLE, "422", books.clock.millis()));
        }
        List<Payout> doubtful = books.claim(Stage.RESOLVE);
        books.record(doubtful.get(0), Books.rejected());
        books.record(doubtful.get(1), new Outcome.NotSent("absent", 0));
        books.record(books.claimOne(Stage.SUBMIT), Books.rejected());
        long second = books.accepted("b.csv", List.of(books.row(2, "R"), books.row(3, "S"))).id();
        assertThat(rows(second)).extracting(SettledPayout::state).containsOnly(PayoutState.REJECTED);
    }

    @Test
    void an_interrupted_sending_is_a_doubt_too() {
        books.accepted("a.csv", List.of(books.row(2, "R")));
        books.checkAll();
        books.claimOne(Stage.SUBMIT);
        books.clock.advance(Books.LEASE);
        books.record(books.claimOne(Stage.RESOLVE), new Outcome.NotSent("absent", 0));
        books.record(books.claimOne(Stage.SUBMIT), Books.rejected());
        assertThat(rows(books.accepted("b.csv", List.of(books.row(2, "R"))).id()).get(0).state()).isEqualTo(PayoutState.REJECTED);
    }

    @Test
    void a_failed_payout_keeps_its_reference_since_djamo_has_it() {
        books.accepted("a.csv", List.of(books.row(2, "R")));
        books.checkAll();
        Payout payout = books.claimOne(Stage.SUBMIT);
        books.record(payout, new Outcome.Failed(Books.booked(payout), new Reason(ReasonCode.NARR, "failed")));
        SettledPayout again = rows(books.accepted("b.csv", List.of(books.row(2, "R"))).id()).get(0);
        assertThat(again.state()).isEqualTo(PayoutState.RECEIVED);
        assertThat(again.reference()).isEqualTo("R~2");
    }

    private List<SettledPayout> rows(long fileId) {
        List<SettledPayout> rows = new ArrayList<>();
        books.ledger().outcomes().eachRow(fileId, rows::add);
        return rows;
    }
}
