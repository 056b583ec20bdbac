package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Outcome.Settlement;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTest {

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

    private Payout submitting() {
        books.accepted("a.csv", 1);
        books.checkAll();
        return books.claimOne(Stage.SUBMIT);
    }

    @Test
    void what_is_recorded_is_there_with_its_evidence() {
        Payout payout = submitting();
        assertThat(books.ledger().payouts().record(payout, new Outcome.Accepted(
                new Settlement("txn_9", "bat_1", new Xof(55), "amount 9 where 5002 was sent"), books.clock.millis() + 700),
                new Evidence(201, "corr-7"))).isTrue();
        assertThat(books.text("SELECT state || ' ' || djamo_id || ' ' || batch_id || ' ' || fee || ' ' || alarm || ' ' || http_status"
                + " || ' ' || correlation_id FROM payout")).isEqualTo("PENDING txn_9 bat_1 55 amount 9 where 5002 was sent 201 corr-7");
        assertThat(books.claim(Stage.TRACK)).isEmpty();
        books.clock.advance(700);
        assertThat(books.claimOne(Stage.TRACK).progress().djamoId()).isEqualTo("txn_9");
        assertThat(books.ledger().figures().alarms()).isEqualTo(1);
    }

    @Test
    void a_result_counts_once_and_only_for_its_own_claim() {
        Payout payout = submitting();
        assertThat(books.record(payout, books.accepted(payout))).isTrue();
        assertThat(books.record(payout, books.inDoubt())).as("the same claim a second time").isFalse();
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.PENDING);
        Payout stale = books.claimOne(Stage.TRACK);
        books.clock.advance(Books.LEASE);
        Payout fresh = books.claimOne(Stage.TRACK);
        assertThat(books.record(stale, new Outcome.Failed(Books.booked(stale), why()))).as("a stale epoch").isFalse();
        assertThat(books.record(fresh, new Outcome.Completed(Books.booked(fresh)))).isTrue();
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.COMPLETED);
    }

    @Test
    void a_final_state_never_changes() {
        Payout payout = submitting();
        books.record(payout, new Outcome.Completed(Books.booked(payout)));
        Payout asIfPending = new Payout(payout.id(), payout.reference(), payout.msisdn(), payout.amount(), "", PayoutState.COMPLETED,
                payout.claim(), payout.progress());
        for (Outcome late : List.of(new Outcome.Failed(Books.booked(payout), why()), Books.rejected(), books.accepted(payout),
                books.inDoubt(), new Outcome.Completed(Books.booked(payout)), new Outcome.NotSent("", 0), new Outcome.NotYet("", 0))) {
            assertThatThrownBy(() -> books.record(asIfPending, late)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("cannot go from COMPLETED");
            assertThat(books.record(payout, late.leadsTo(PayoutState.SUBMITTING) == PayoutState.SUBMITTING
                    ? books.inDoubt() : late)).isFalse();
        }
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.COMPLETED);
    }

    @Test
    void a_transition_that_the_table_does_not_know_is_refused_before_anything_is_written() {
        Payout payout = submitting();
        books.record(payout, books.accepted(payout));
        Payout pending = books.claimOne(Stage.TRACK);
        assertThatThrownBy(() -> books.record(pending, new Outcome.NotSent("absent", 0))).isInstanceOf(IllegalStateException.class)
                .hasMessage("payout " + pending.id() + " cannot go from PENDING to CHECKED");
        assertThatThrownBy(() -> books.record(pending, Books.rejected())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> books.record(pending, books.inDoubt())).isInstanceOf(IllegalStateException.class);
        assertThat(books.record(pending, new Outcome.NotYet("pending", books.clock.millis()))).as("its claim still holds").isTrue();
    }

    @Test
    void a_doubt_keeps_the_time_it_began_until_it_is_sent_again() {
        Payout payout = submitting();
        long began = books.clock.millis();
        books.record(payout, books.inDoubt());
        books.clock.advance(3_000);
        Payout first = books.claimOne(Stage.RESOLVE);
        books.record(first, new Outcome.NotYet("not found yet", books.clock.millis()));
        Payout second = books.claimOne(Stage.RESOLVE);
        assertThat(second.progress().doubt()).isEqualTo(Doubt.LOST_ANSWER);
        assertThat(second.progress().doubtSinceMillis()).isEqualTo(began);
        assertThat(second.progress().tries()).isEqualTo(2);
        assertThat(books.ledger().figures().oldestDoubtMillis()).isEqualTo(3_000);
        books.record(second, new Outcome.NotSent("absent", 0));
        assertThat(books.ledger().figures().oldestDoubtMillis()).isZero();
        Payout again = books.claimOne(Stage.SUBMIT);
        assertThat(again.progress().attempts()).isEqualTo(2);
        assertThat(again.reference()).isEqualTo(payout.reference());
        books.clock.advance(1_000);
        books.record(again, books.inDoubt());
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubtSinceMillis()).as("a new doubt").isEqualTo(began + 4_000);
    }

    @Test
    void a_conflict_waits_for_a_person_and_is_counted() {
        Payout payout = submitting();
        books.record(payout, books.inDoubt());
        Payout doubtful = books.claimOne(Stage.RESOLVE);
        books.record(doubtful, new Outcome.InDoubt(Doubt.CONFLICT, "another amount", books.clock.millis()));
        assertThat(books.ledger().figures().waitingForPerson()).isEqualTo(1);
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubt()).isEqualTo(Doubt.CONFLICT);
    }

    @Test
    void what_is_logged_of_a_payout_names_no_person() {
        books.accepted("a.csv", List.of(Books.row(2, "A", "+2250707123456", 5_000), Books.refused(3, "B")));
        assertThat(books.ledger().outcomes().claim(1)).hasToString("[payout 1-3 REJECTED]");
        assertThat(books.claim(Stage.CHECK).toString()).doesNotContain("0707123456");
        assertThat(books.row(2, "A")).hasToString("line 2");
        assertThat(books.ledger().answers().claim(Answers.Destination.FOLDER, 1)).hasToString("[answer a.csv.ack.json]");
    }

    private static Reason why() {
        return new Reason(ReasonCode.NARR, "failed");
    }
}
