package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.Notifications.Fate;
import dev.djamopayouts.ledger.Notifications.Heard;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Outcome.Settlement;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Ruling;
import dev.djamopayouts.payout.Xof;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NotificationsTest {

    private static final Settlement TOLD = new Settlement("txn_1", null, new Xof(50), null);
    private static final Ruling COMPLETED = new Ruling.Applies(new Outcome.Completed(TOLD), null);
    private static final Ruling CONTRADICTS = new Ruling.Contradicts("it is otherwise here");

    @AutoClose
    private Books books;

    @BeforeEach
    void opens(@TempDir Path folder) {
        books = new Books(folder);
        books.accepted("a.csv", 1);
    }

    private Heard take(String reference, Ruling ruling) {
        return books.ledger().notifications().take(new Notice("txn_1", "transactions/completed", reference, 5_002L, "+2250700000001"), payout -> ruling);
    }

    @Test
    void an_event_before_the_answer_leads_the_payout_on_and_the_answer_finds_its_claim_void() {
        Payout payout = books.submitting();
        assertThat(take("a.csv-2", COMPLETED)).isEqualTo(new Heard(Fate.APPLIED, payout.id(), null));
        assertThat(books.answered(payout, new Outcome.Accepted(TOLD, 0))).as("it agrees").isEqualTo(new Recorded(false, null));
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.COMPLETED);
        assertThat(books.text("SELECT kind || ' ' || from_state || ' ' || to_state || ' ' || djamo_id || ' ' || detail FROM event ORDER BY seq DESC"))
                .isEqualTo("NOTIFIED SUBMITTING COMPLETED txn_1 fee=50");
        assertThat(books.findings()).isEmpty();
        assertThat(books.ledger().figures().alarms()).isZero();
    }

    @Test
    void a_claim_holds_until_an_event_leads_the_payout_on() {
        Payout payout = books.submitting();
        assertThat(books.ledger().payouts().isClaimed(payout)).isTrue();
        take("a.csv-2", COMPLETED);
        assertThat(books.ledger().payouts().isClaimed(payout)).isFalse();
    }

    @Test
    void an_event_that_makes_a_conflict_is_told() {
        books.submitting();
        Ruling conflict = new Ruling.Applies(new Outcome.InDoubt(Doubt.CONFLICT, "another amount", books.clock.millis()), null);
        assertThat(take("a.csv-2", conflict).alarm()).isEqualTo("another amount");
    }

    @Test
    void a_payout_that_was_never_sent_and_that_djamo_has_is_in_doubt_and_keeps_its_reference() {
        Ruling doubt = new Ruling.Applies(new Outcome.InDoubt(Doubt.DUPLICATE_REFERENCE, "Djamo has it", 0), "Djamo has it");
        Payout claimed = books.claimOne(Stage.CHECK);
        assertThat(take("a.csv-2", doubt)).isEqualTo(new Heard(Fate.APPLIED, claimed.id(), "Djamo has it"));
        assertThat(books.record(claimed, new Outcome.Checked())).as("its check is void").isFalse();
        assertThat(books.claim(Stage.SUBMIT)).isEmpty();
        Payout unknown = books.claimOne(Stage.RESOLVE);
        assertThat(unknown.progress().doubt()).isEqualTo(Doubt.DUPLICATE_REFERENCE);
        assertThat(books.ledger().figures().alarms()).isEqualTo(1);
        books.record(unknown, new Outcome.Failed(TOLD, new Reason(ReasonCode.NARR, "no")));
        assertThat(books.findings()).isEmpty();
        assertThat(books.text("SELECT holds_reference FROM payout")).isEqualTo("1");
    }

    @Test
    void what_contradicts_changes_nothing_is_told_once_and_kept_aside() {
        books.payAll();
        assertThat(take("a.csv-2", CONTRADICTS).alarm()).isEqualTo("it is otherwise here");
        assertThat(take("a.csv-2", CONTRADICTS).alarm()).as("told before").isNull();
        assertThat(books.text("SELECT state || ' ' || alarm FROM payout")).isEqualTo("COMPLETED it is otherwise here");
        assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'CONTRADICTED'")).isEqualTo(1);
        assertThat(books.ledger().notifications().kept().contradicting(10)).singleElement().satisfies(kept -> {
            assertThat(kept.times()).isEqualTo(2);
            assertThat(kept.payout()).hasToString("1-2");
            assertThat(kept.notice().msisdn()).isEqualTo("+22507••••••01");
        });
        assertThat(books.findings()).isEmpty();
        assertThat(books.ledger().notifications().kept().unknown()).isZero();
    }

    @Test
    void an_event_of_nobodys_reference_or_of_a_file_that_may_yet_vanish_is_kept_aside_and_shown_with_the_payout_that_came_later() {
        PayoutFileEntry half = books.take("half.csv").entry();
        books.ledger().files().add(half.id(), List.of(books.row(2, "H-2")));
        assertThat(take("H-2", COMPLETED)).isEqualTo(new Heard(Fate.UNKNOWN, null, null));
        assertThat(take(null, COMPLETED).fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(books.ledger().notifications().kept().unknown(10)).singleElement().satisfies(kept -> assertThat(kept.times()).isEqualTo(2));
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE alarm IS NOT NULL")).isZero();
        books.change("DELETE FROM webhook_event");
        take("a.csv-9", COMPLETED);
        assertThat(books.ledger().notifications().kept().unknown()).isEqualTo(1);
        books.accepted("b.csv", List.of(books.row(2, "a.csv-9")));
        assertThat(books.ledger().notifications().kept().unknown(1).get(0).payout()).as("its payout has come").hasToString("3-2");
    }

    @Test
    void so_many_are_kept_and_for_so_long_the_oldest_go_first() {
        for (int i = 0; i < 1_010; i++) {
            books.clock.advance(1_000);
            books.ledger().notifications().take(new Notice("txn_" + i, "transactions/started", "OTHER-" + i, null, null), payout -> COMPLETED);
        }
        assertThat(books.ledger().notifications().kept().unknown()).isEqualTo(1_000);
        assertThat(books.ledger().notifications().kept().unknown(1).get(0).notice().djamoId()).isEqualTo("txn_1009");
        assertThat(books.number("SELECT COUNT(*) FROM webhook_event WHERE djamo_id IN ('txn_0', 'txn_9')")).isZero();
        books.clock.advance(Duration.ofDays(31).toMillis());
        take("late", COMPLETED);
        assertThat(books.ledger().notifications().kept().unknown()).isEqualTo(1);
    }

    @Test
    void an_event_of_an_unknown_payout_takes_no_contradiction_of_the_same_transaction_away() {
        take("a.csv-2", CONTRADICTS);
        assertThat(take("H-2", COMPLETED).fate()).isEqualTo(Fate.UNKNOWN);
        assertThat(books.ledger().notifications().kept().contradicting(10)).hasSize(1);
        assertThat(books.ledger().notifications().kept().unknown()).isZero();
    }

    @Test
    void however_much_others_do_with_the_account_a_contradiction_is_kept() {
        take("a.csv-2", CONTRADICTS);
        for (int i = 0; i < 1_001; i++) {
            books.clock.advance(1_000);
            books.ledger().notifications().take(new Notice("txn_" + i, "transactions/started", "OTHER-" + i, null, null), payout -> COMPLETED);
        }
        assertThat(books.ledger().notifications().kept().unknown()).isEqualTo(1_000);
        assertThat(books.number("SELECT COUNT(*) FROM webhook_event WHERE fate = 'CONTRADICTED'")).isEqualTo(1);
        assertThat(take("a.csv-2", CONTRADICTS).alarm()).as("told before").isNull();
    }

    @Test
    void what_repeats_what_is_known_writes_nothing() {
        books.payAll();
        String before = books.text("SELECT seq FROM event_head");
        assertThat(take("a.csv-2", new Ruling.Repeats()).fate()).isEqualTo(Fate.REPEATED);
        assertThat(books.text("SELECT seq FROM event_head")).isEqualTo(before);
        assertThat(books.number("SELECT COUNT(*) FROM webhook_event")).isZero();
    }

    @Test
    void where_the_payout_moves_on_in_between_the_event_is_judged_anew() {
        Payout payout = books.submitting();
        AtomicBoolean moved = new AtomicBoolean();
        Heard heard = books.ledger().notifications().take(new Notice("txn_1", "transactions/completed", "a.csv-2", null, null), now -> {
            if (now.state() == PayoutState.SUBMITTING && moved.compareAndSet(false, true)) {
                // Judged once before the writer takes it: the answer is recorded just then.
                books.record(payout, new Outcome.Accepted(TOLD, 0));
            }
            return now.state() == PayoutState.PENDING ? COMPLETED : new Ruling.Contradicts("judged by what it was");
        });
        assertThat(heard.fate()).isEqualTo(Fate.APPLIED);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void an_event_that_comes_many_times_at_once_counts_once() throws Exception {
        books.submitting();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Heard>> many = Collections.nCopies(64, () -> books.ledger().notifications().take(
                    new Notice("txn_1", "transactions/completed", "a.csv-2", null, null),
                    now -> now.state() == PayoutState.COMPLETED ? new Ruling.Repeats() : COMPLETED));
            int applied = 0;
            for (Future<Heard> one : threads.invokeAll(many)) {
                applied += one.get().fate() == Fate.APPLIED ? 1 : 0;
            }
            assertThat(applied).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'NOTIFIED'")).isEqualTo(1);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void the_audit_finds_an_event_that_leads_where_none_may() {
        Payout payout = books.submitting();
        take("a.csv-2", COMPLETED);
        long seq = books.number("SELECT MAX(seq) FROM event WHERE kind = 'NOTIFIED'");
        assertThat(path("UPDATE event SET djamo_id = NULL WHERE seq = " + seq)).anyMatch(text -> text.contains("without a transaction"));
        assertThat(path("UPDATE event SET djamo_id = 'txn_1', to_state = 'CHECKED' WHERE seq = " + seq))
                .anyMatch(text -> text.contains("goes to CHECKED, which no event of Djamo's may bring about"));
        assertThat(path("UPDATE event SET kind = 'CONTRADICTED', to_state = 'COMPLETED' WHERE seq = " + seq))
                .anyMatch(text -> text.contains("contradicts a payout that goes from SUBMITTING to COMPLETED"));
        assertThat(payout.state()).isEqualTo(PayoutState.SUBMITTING);
    }

    private List<String> path(String forgery) {
        assertThat(books.change(forgery)).isEqualTo(1);
        return books.findings().stream().filter(finding -> finding.check() == Check.PATHS || finding.check() == Check.RESENT)
                .map(Audit.Finding::text).toList();
    }
}
