package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClaimsTest {

    @AutoClose
    private Books books;

    @BeforeEach
    void opens(@TempDir Path folder) {
        books = new Books(folder);
    }

    @Test
    void what_is_given_back_is_due_again_and_was_no_look() {
        books.accepted("a.csv", 1);
        books.checkAll();
        books.record(books.claimOne(Stage.SUBMIT), books.inDoubt());
        Payout claimed = books.claimOne(Stage.RESOLVE);
        books.ledger().payouts().giveBack(claimed).join();
        Payout again = books.claimOne(Stage.RESOLVE);
        assertThat(again.progress().tries()).isEqualTo(claimed.progress().tries()).isEqualTo(1);
        books.ledger().payouts().giveBack(claimed).join();
        assertThat(books.claim(Stage.RESOLVE)).as("a void claim gives nothing back").isEmpty();
    }

    @Test
    void a_claim_is_shared_fairly_and_what_one_file_leaves_goes_to_the_others() {
        long large = books.accepted("large.csv", 100).id();
        long small = books.accepted("small.csv", 3).id();
        long medium = books.accepted("medium.csv", 50).id();
        assertThat(byFile(books.ledger().payouts().claim(Stage.CHECK, 30, 0))).containsEntry(small, 3L)
                .allSatisfy((file, count) -> assertThat(count).isGreaterThanOrEqualTo(3));
        assertThat(byFile(books.claim(Stage.CHECK))).containsOnlyKeys(large, medium);
    }

    @Test
    void every_file_has_its_turn_even_where_there_are_more_files_than_a_claim_holds() {
        Set<Long> files = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            files.add(books.accepted("f" + i, 20).id());
        }
        Set<Long> served = new HashSet<>();
        for (int claim = 0; claim < 4; claim++) {
            books.ledger().payouts().claim(Stage.CHECK, 3, 0).forEach(payout -> served.add(payout.id().fileId()));
        }
        assertThat(served).isEqualTo(files);
    }

    @Test
    void no_more_than_the_limit_is_claimed_from_a_stage_with_several_states() {
        books.accepted("a.csv", 30);
        books.checkAll();
        List<Payout> sent = books.claim(Stage.SUBMIT);
        sent.subList(0, 10).forEach(payout -> books.record(payout, Books.rejected()));
        sent.subList(10, 20).forEach(payout -> books.record(payout, new Outcome.Completed(Books.booked(payout))));
        sent.subList(20, 30).forEach(payout -> books.record(payout, new Outcome.Failed(Books.booked(payout), reason())));
        for (int limit : new int[] {1, 2, 7}) {
            assertThat(books.ledger().outcomes().claim(limit)).hasSize(limit);
        }
        assertThat(books.ledger().outcomes().claim(1_000)).hasSize(20);
    }

    @Test
    void no_payout_ever_has_two_claimants() throws Exception {
        books.accepted("a.csv", 600);
        books.accepted("b.csv", 400);
        Map<PayoutId, Integer> claimants = new ConcurrentHashMap<>();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                all.add(threads.submit(() -> {
                    List<Payout> some = books.ledger().payouts().claim(Stage.CHECK, 7, 0);
                    while (!some.isEmpty()) {
                        some.forEach(payout -> claimants.merge(payout.id(), 1, Integer::sum));
                        some = books.ledger().payouts().claim(Stage.CHECK, 7, 0);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(claimants).hasSize(1_000).allSatisfy((id, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void a_claim_holds_until_its_lease_runs_out_and_then_another_may_take_it() {
        books.accepted("a.csv", 1);
        Payout first = books.claimOne(Stage.CHECK);
        assertThat(first.claim().expiresAtMillis()).isEqualTo(books.clock.millis() + Books.LEASE);
        books.clock.advance(Books.LEASE - 1);
        assertThat(books.claim(Stage.CHECK)).isEmpty();
        books.clock.advance(1);
        Payout second = books.claimOne(Stage.CHECK);
        assertThat(second.claim().epoch()).isGreaterThan(first.claim().epoch());
        assertThat(books.record(first, new Outcome.Checked())).as("the first claim is void").isFalse();
        assertThat(books.record(second, new Outcome.Checked())).isTrue();
    }

    @Test
    void a_payout_is_submitting_in_the_ledger_before_anybody_sees_it() {
        books.accepted("a.csv", 1);
        books.checkAll();
        Payout payout = books.claimOne(Stage.SUBMIT);
        assertThat(payout.state()).isEqualTo(PayoutState.SUBMITTING);
        assertThat(books.state(payout.id())).isEqualTo(PayoutState.SUBMITTING);
        assertThat(books.text("SELECT reference || ' ' || attempts || ' ' || submitted_at FROM payout"))
                .isEqualTo("a.csv-2 1 " + books.clock.millis());
    }

    @Test
    void submitting_whose_lease_ran_out_is_in_doubt_and_looked_up_rather_than_sent() {
        books.accepted("a.csv", 1);
        books.checkAll();
        Payout sent = books.claimOne(Stage.SUBMIT);
        books.clock.advance(Books.LEASE - 1);
        assertThat(books.claim(Stage.RESOLVE)).isEmpty();
        books.clock.advance(5_001);
        assertThat(books.claim(Stage.SUBMIT)).isEmpty();
        Payout doubtful = books.claimOne(Stage.RESOLVE);
        assertThat(doubtful.id()).isEqualTo(sent.id());
        assertThat(doubtful.reference()).isEqualTo(sent.reference());
        assertThat(doubtful.state()).isEqualTo(PayoutState.UNKNOWN);
        assertThat(doubtful.progress().doubt()).isEqualTo(Doubt.INTERRUPTED);
        assertThat(doubtful.progress().doubtSinceMillis()).as("whoever held it may have been frozen, and send only now")
                .isEqualTo(books.clock.millis());
        assertThat(books.record(sent, books.accepted(sent))).as("the late answer").isFalse();
    }

    @Test
    @OnSqlite
    void whoever_takes_the_ledger_over_finds_everything_due_and_what_was_being_sent_in_doubt() {
        books.accepted("a.csv", 3);
        books.checkAll();
        Payout sent = books.claimOne(Stage.SUBMIT);
        books.reopen();
        Payout doubtful = books.claimOne(Stage.RESOLVE);
        assertThat(doubtful.id()).isEqualTo(sent.id());
        assertThat(doubtful.progress().doubtSinceMillis()).as("its request may be under way until the claim ends, though nobody waits")
                .isEqualTo(sent.claim().expiresAtMillis());
        assertThat(books.claim(Stage.SUBMIT)).hasSize(2);
        assertThat(books.record(sent, books.accepted(sent))).as("a result of the claim before").isFalse();
    }

    @Test
    void nothing_of_a_file_that_is_not_acknowledged_is_claimed_by_any_stage() {
        PayoutFileEntry entry = books.take("a.csv").entry();
        books.ledger().files().add(entry.id(), List.of(books.row(2, "A"), Books.refused(3, "B")));
        for (Stage stage : Stage.values()) {
            if (stage != Stage.OUTCOME) {
                assertThat(books.claim(stage)).isEmpty();
            }
        }
        assertThat(books.ledger().outcomes().claim(10)).isEmpty();
        books.accept(entry);
        assertThat(books.claim(Stage.CHECK)).hasSize(1);
        assertThat(books.ledger().outcomes().claim(10)).hasSize(1);
    }

    private static Reason reason() {
        return new Reason(ReasonCode.NARR, "failed");
    }

    private static Map<Long, Long> byFile(List<Payout> payouts) {
        return payouts.stream().collect(Collectors.groupingBy(payout -> payout.id().fileId(), Collectors.counting()));
    }
}
