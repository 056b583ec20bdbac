package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Outcome.Settlement;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Ruling;
import dev.djamopayouts.payout.Xof;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Answers whose claim was void by the time they were recorded, and what is counted and kept of those that are in doubt. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LateAnswerTest {

    private static final Settlement TOLD = new Settlement("txn_1", null, new Xof(50), null);

    @AutoClose
    private Books books;

    @BeforeEach
    void opens(@TempDir Path folder) {
        books = new Books(folder);
        books.accepted("a.csv", 1);
    }

    private void take(Ruling ruling) {
        books.ledger().notifications().take(new Notice("txn_1", "transactions/completed", "a.csv-2", 5_002L, "+2250700000001"), payout -> ruling);
    }

    @Test
    void an_answer_that_comes_later_and_tells_of_another_transaction_or_of_a_refusal_is_an_alarm() {
        Payout payout = books.submitting();
        take(new Ruling.Applies(new Outcome.Accepted(TOLD, books.clock.millis()), null));
        Outcome other = new Outcome.Accepted(new Settlement("txn_2", null, null, null), 0);
        assertThat(books.answered(payout, Books.rejected()).alarm()).contains("Djamo refused the transfer", "txn_1");
        assertThat(books.answered(payout, other).taken()).isFalse();
        assertThat(books.answered(payout, other).alarm()).contains("txn_2", "txn_1", "paid twice");
        assertThat(books.ledger().figures().alarms()).isEqualTo(1);
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.PENDING);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void an_answer_that_comes_after_it_was_found_to_be_absent_keeps_it_from_being_sent_again() {
        Payout payout = books.submitting();
        books.clock.advance(Books.LEASE + 1);
        books.record(books.claimOne(Stage.RESOLVE), new Outcome.NotSent("absent", books.clock.millis()));
        assertThat(books.answered(payout, new Outcome.Accepted(TOLD, 0)).alarm()).contains("txn_1", "CHECKED", "paid twice");
        assertThat(books.claim(Stage.SUBMIT)).isEmpty();
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubt()).isEqualTo(Doubt.DUPLICATE_REFERENCE);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void an_answer_that_comes_while_it_is_sent_again_or_after_a_person_gave_it_up_is_an_alarm() {
        Payout payout = books.submitting();
        books.clock.advance(Books.LEASE + 1);
        books.record(books.claimOne(Stage.RESOLVE), new Outcome.NotSent("absent", books.clock.millis()));
        Payout again = books.claimOne(Stage.SUBMIT);
        assertThat(books.answered(payout, new Outcome.Accepted(TOLD, 0)).alarm()).contains("txn_1", "SUBMITTING");
        assertThat(books.ledger().payouts().isClaimed(again)).as("it goes out no more").isFalse();
        assertThat(books.answered(again, Books.rejected()).taken()).isFalse();
        Payout looked = books.claimOne(Stage.RESOLVE);
        assertThat(looked.progress().doubt()).isEqualTo(Doubt.DUPLICATE_REFERENCE);
        books.record(looked, Books.rejected());
        assertThat(books.answered(payout, new Outcome.Accepted(TOLD, 0)).alarm()).contains("txn_1", "REJECTED");
        assertThat(books.findings()).isEmpty();
        assertThat(books.ledger().figures().alarms()).isEqualTo(1);
    }

    @Test
    void an_answer_that_comes_while_it_is_looked_up_counts_and_the_lookup_does_not() {
        Payout payout = books.submitting();
        books.clock.advance(Books.LEASE + 1);
        Payout looked = books.claimOne(Stage.RESOLVE);
        assertThat(books.answered(payout, new Outcome.Accepted(TOLD, 0))).isEqualTo(new Recorded(false, null));
        assertThat(books.record(looked, new Outcome.NotSent("absent", books.clock.millis()))).isFalse();
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.PENDING);
        assertThat(books.text("SELECT djamo_id FROM payout")).isEqualTo("txn_1");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void an_answer_to_the_first_of_two_sendings_that_comes_in_doubt_keeps_it_from_a_third_until_it_is_found() {
        Payout payout = books.submitting();
        books.clock.advance(Books.LEASE + 1);
        books.record(books.claimOne(Stage.RESOLVE), new Outcome.NotSent("absent", books.clock.millis()));
        books.record(books.claimOne(Stage.SUBMIT), books.inDoubt());
        Payout looked = books.claimOne(Stage.RESOLVE);
        assertThat(books.answered(payout, new Outcome.Accepted(TOLD, 0))).isEqualTo(new Recorded(false, null));
        assertThat(books.record(looked, new Outcome.NotSent("absent", books.clock.millis()))).isFalse();
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubt()).isEqualTo(Doubt.DUPLICATE_REFERENCE);
        assertThat(books.text("SELECT detail FROM payout")).contains("txn_1");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void an_answer_and_what_it_comes_too_late_for_may_share_a_commit() {
        Payout payout = books.submitting();
        books.clock.advance(Books.LEASE + 1);
        Payout looked = books.claimOne(Stage.RESOLVE);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch both = new CountDownLatch(1);
        CompletableFuture<Boolean> holding = CompletableFuture.supplyAsync(() -> books.ledger().onWriter(connection -> {
            begun.countDown();
            return awaited(both);
        }));
        assertThat(awaited(begun)).isTrue();
        CompletableFuture<Recorded> late = books.ledger().payouts().submit(payout, new Outcome.Accepted(TOLD, 0), Books.ANSWERED);
        CompletableFuture<Recorded> absent = books.ledger().payouts().submit(looked, new Outcome.NotSent("absent", 0), Books.ANSWERED);
        both.countDown();
        assertThat(List.of(holding.join(), late.join().taken(), absent.join().taken())).containsExactly(true, false, true);
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubt()).isEqualTo(Doubt.DUPLICATE_REFERENCE);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void only_answers_that_nobody_knows_count_as_lost() {
        Payout payout = books.submitting();
        books.answered(payout, new Outcome.NotSent("HTTP 429", 0));
        assertThat(books.claimOne(Stage.SUBMIT).progress().answersLost()).isZero();
        books.clock.advance(Books.LEASE + 1);
        Payout interrupted = books.claimOne(Stage.RESOLVE);
        assertThat(interrupted.progress().answersLost()).isEqualTo(1);
        books.record(interrupted, new Outcome.NotSent("absent", books.clock.millis()));
        books.record(books.claimOne(Stage.SUBMIT), books.inDoubt());
        Payout lost = books.claimOne(Stage.RESOLVE);
        assertThat(lost.progress().answersLost()).isEqualTo(2);
        books.record(lost, new Outcome.NotSent("absent", books.clock.millis()));
        books.claimOne(Stage.SUBMIT);
        books.reopen();
        books.clock.advance(Books.LEASE + 1);
        assertThat(books.claimOne(Stage.RESOLVE).progress().answersLost()).isEqualTo(3);
    }

    @Test
    void looks_at_what_waits_for_a_person_leave_no_more_events() {
        Payout payout = books.submitting();
        books.record(payout, new Outcome.InDoubt(Doubt.CONFLICT, "other content", books.clock.millis()));
        String head = "SELECT seq FROM event_head";
        String waiting = books.text(head);
        for (int look = 0; look < 3; look++) {
            books.record(books.claimOne(Stage.RESOLVE), look == 1 ? new Outcome.InDoubt(Doubt.CONFLICT, "the same", 0) : new Outcome.NotYet("waits", 0));
        }
        assertThat(books.text(head)).isEqualTo(waiting);
        take(new Ruling.Applies(new Outcome.Accepted(TOLD, 0), null));
        books.record(books.claimOne(Stage.TRACK), new Outcome.Overdue("pending after 30 looks", 0));
        String told = books.text(head);
        books.record(books.claimOne(Stage.TRACK), new Outcome.Overdue("pending after 31 looks", 0));
        assertThat(books.text(head)).as("told once").isEqualTo(told).isGreaterThan(waiting);
        assertThat(books.findings()).isEmpty();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
