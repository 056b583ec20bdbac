package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchClaimsTest {

    private static final long MAX_WAIT = 1_000;
    private static final Evidence REFUSED = new Evidence(400, "c-2");

    @AutoClose
    private Books books;

    @BeforeEach
    void opens(@TempDir Path folder) {
        books = new Books(folder);
    }

    private List<PayoutBatch> claim(int batches, int size) {
        return books.ledger().payouts().claimBatches(batches, size, MAX_WAIT);
    }

    private static List<Concluded> all(PayoutBatch batch, Outcome outcome, Evidence evidence) {
        return batch.payouts().stream().map(payout -> new Concluded(payout, outcome, evidence)).toList();
    }

    private void refuse(PayoutBatch batch, boolean surely) {
        assertThat(books.ledger().payouts().record(all(batch, new Outcome.RefusedInBatch("no", PayoutBatch.half(batch.size()), surely,
                books.clock.millis()), REFUSED))).hasSize(batch.size()).containsOnly(true);
    }

    /** Looks every payout in doubt up, and finds none of them. */
    private void findNone() {
        books.claim(Stage.RESOLVE).forEach(payout -> books.record(payout, new Outcome.NotSent("absent", books.clock.millis())));
    }

    private static List<Integer> sizes(List<PayoutBatch> batches) {
        return batches.stream().map(PayoutBatch::size).toList();
    }

    @Test
    void full_batches_go_at_once_and_every_payout_of_them_is_submitting_before_anybody_sees_it() {
        books.accepted("a.csv", 25);
        books.checkAll();
        List<PayoutBatch> batches = claim(2, 10);
        assertThat(sizes(batches)).containsExactly(10, 10);
        PayoutBatch first = batches.get(0);
        assertThat(first.payouts()).extracting(payout -> payout.id().lineNo()).isSorted();
        assertThat(first.payouts()).allSatisfy(payout -> {
            assertThat(payout.state()).isEqualTo(PayoutState.SUBMITTING);
            assertThat(books.state(payout.id())).isEqualTo(PayoutState.SUBMITTING);
            assertThat(payout.progress().attempts()).isEqualTo(1);
        });
        assertThat(first.expiresAtMillis()).isEqualTo(books.clock.millis() + Books.LEASE);
        assertThat(books.text("SELECT COUNT(DISTINCT sent_batch) || ' ' || (SELECT sent_batch FROM payout WHERE line_no = 2) FROM payout"))
                .isEqualTo("2 " + first.name());
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void what_does_not_fill_a_batch_waits_for_others_no_longer_than_told() {
        books.accepted("a.csv", 8);
        List<Payout> received = books.claim(Stage.CHECK);
        received.subList(0, 5).forEach(payout -> books.record(payout, new Outcome.Checked()));
        assertThat(claim(9, 10)).as("three may still come").isEmpty();
        books.clock.advance(MAX_WAIT - 1);
        assertThat(claim(9, 10)).isEmpty();
        books.clock.advance(1);
        assertThat(sizes(claim(9, 10))).containsExactly(5);
    }

    @Test
    void where_no_more_can_come_the_rest_does_not_wait() {
        books.accepted("a.csv", 8);
        List<Payout> received = books.claim(Stage.CHECK);
        received.subList(0, 5).forEach(payout -> books.record(payout, new Outcome.Checked()));
        received.subList(5, 8).forEach(payout -> books.record(payout, Books.rejected()));
        assertThat(sizes(claim(9, 10))).containsExactly(5);
    }

    @Test
    void what_waits_for_its_time_is_in_no_batch_before() {
        books.accepted("a.csv", 4);
        books.checkAll();
        PayoutBatch batch = claim(1, 10).get(0);
        books.ledger().payouts().record(all(batch, new Outcome.NotSent("429", books.clock.millis() + 5_000), new Evidence(429, "c")));
        assertThat(claim(1, 10)).isEmpty();
        books.clock.advance(5_000);
        assertThat(sizes(claim(1, 10))).containsExactly(4);
    }

    @Test
    void a_batch_is_of_one_file_and_the_files_take_turns() {
        long large = books.accepted("large.csv", 60).id();
        long small = books.accepted("small.csv", 4).id();
        books.checkAll();
        List<PayoutBatch> batches = claim(4, 10);
        assertThat(batches).extracting(batch -> batch.payouts().get(0).id().fileId()).containsExactly(large, small, large, large);
        assertThat(batches).allSatisfy(batch -> assertThat(batch.payouts()).extracting(payout -> payout.id().fileId())
                .containsOnly(batch.payouts().get(0).id().fileId()));
    }

    @Test
    void what_a_refused_batch_left_goes_in_batches_of_half_as_many_until_each_stands_alone() {
        books.accepted("a.csv", 20);
        books.checkAll();
        refuse(claim(1, 12).get(0), true);
        List<Integer> rounds = new ArrayList<>();
        findNone();
        for (int limit : new int[] {6, 3, 2, 1}) {
            books.clock.advance(MAX_WAIT);
            List<PayoutBatch> batches = claim(100, 12).stream().filter(batch -> batch.payouts().get(0).progress().batchLimit() > 0).toList();
            assertThat(batches).allSatisfy(batch -> assertThat(batch.size()).isLessThanOrEqualTo(limit)
                    .isLessThanOrEqualTo(batch.payouts().stream().mapToInt(payout -> payout.progress().batchLimit()).min().orElseThrow()));
            assertThat(batches.stream().mapToInt(PayoutBatch::size).sum()).isEqualTo(12);
            rounds.add(batches.size());
            batches.stream().filter(batch -> batch.size() > 1).forEach(batch -> refuse(batch, true));
            findNone();
        }
        assertThat(rounds).containsExactly(2, 4, 6, 12);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE batch_limit IS NULL")).as("the neighbours lost no time").isEqualTo(8);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void rows_with_a_limit_hold_those_without_one_up_neither_while_they_wait_nor_when_they_go() {
        books.accepted("a.csv", 30);
        List<Payout> received = books.claim(Stage.CHECK);
        received.subList(0, 10).forEach(payout -> books.record(payout, new Outcome.Checked()));
        refuse(claim(1, 10).get(0), true);
        books.claim(Stage.RESOLVE).stream().limit(3).forEach(payout -> books.record(payout, new Outcome.NotSent("absent", books.clock.millis())));
        received.subList(10, 20).forEach(payout -> books.record(payout, new Outcome.Checked()));
        List<PayoutBatch> batches = claim(9, 10);
        assertThat(sizes(batches)).as("three with a limit of five wait for two more").containsExactly(10);
        assertThat(batches.get(0).payouts()).allSatisfy(payout -> assertThat(payout.progress().batchLimit()).isZero());
        books.clock.advance(MAX_WAIT);
        assertThat(sizes(claim(9, 10))).containsExactly(3);
    }

    @Test
    void rows_with_limits_of_their_own_go_in_no_larger_batch_than_the_smallest_of_them_allows() {
        books.accepted("a.csv", 9);
        books.checkAll();
        int[] limits = {5, 5, 5, 2, 5, 1, 5, 5, 5};
        for (int i = 0; i < limits.length; i++) {
            books.change("UPDATE payout SET batch_limit = " + limits[i] + " WHERE line_no = " + (i + 2));
        }
        books.clock.advance(MAX_WAIT);
        List<PayoutBatch> batches = claim(9, 10);
        assertThat(sizes(batches)).containsExactly(3, 2, 1, 3);
        assertThat(batches).allSatisfy(batch -> assertThat(batch.payouts())
                .allSatisfy(payout -> assertThat(batch.size()).isLessThanOrEqualTo(payout.progress().batchLimit())));
    }

    @Test
    void where_a_refusal_is_certain_no_doubt_is_left_behind_and_where_it_is_not_its_beginning_is_known() {
        books.accepted("a.csv", 4);
        books.checkAll();
        List<PayoutBatch> batches = claim(2, 2);
        refuse(batches.get(0), true);
        refuse(batches.get(1), false);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE state = 'UNKNOWN' AND doubt = 'BATCH_REFUSED' AND batch_limit = 1")).isEqualTo(4);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE doubt_since IS NULL")).isEqualTo(2);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE doubt_since = " + books.clock.millis())).isEqualTo(2);
        assertThat(books.claim(Stage.RESOLVE)).allSatisfy(payout -> {
            assertThat(payout.progress().doubt()).isEqualTo(Doubt.BATCH_REFUSED);
            assertThat(payout.progress().doubtSinceMillis()).isEqualTo(
                    batches.get(0).payouts().stream().anyMatch(it -> it.id().equals(payout.id())) ? 0 : books.clock.millis());
        });
    }

    @Test
    void one_record_for_a_batch_keeps_what_holds_and_refuses_what_is_void_row_by_row() {
        books.accepted("a.csv", 6);
        books.checkAll();
        PayoutBatch batch = claim(1, 3).get(0);
        Payout taken = batch.payouts().get(1);
        books.change("UPDATE payout SET epoch = epoch + 1 WHERE line_no = " + taken.id().lineNo());
        assertThat(books.ledger().payouts().record(batch.payouts().stream().map(payout -> new Concluded(payout, books.accepted(payout),
                Books.ANSWERED)).toList())).containsExactly(true, false, true);
        // Whoever claimed it since sends it no more: Djamo has it by the call before.
        assertThat(books.state(taken.id())).isEqualTo(PayoutState.UNKNOWN);
    }

    @Test
    void a_batch_whose_lease_ran_out_is_in_doubt_row_by_row_until_its_late_answer_comes() {
        books.accepted("a.csv", 5);
        books.checkAll();
        PayoutBatch batch = claim(1, 5).get(0);
        books.clock.advance(Books.LEASE);
        assertThat(claim(1, 5)).isEmpty();
        List<Payout> doubtful = books.claim(Stage.RESOLVE);
        assertThat(doubtful).hasSize(5).allSatisfy(payout -> assertThat(payout.progress().doubt()).isEqualTo(Doubt.INTERRUPTED));
        assertThat(books.ledger().payouts().record(batch.payouts().stream().map(payout -> new Concluded(payout, books.accepted(payout),
                Books.ANSWERED)).toList())).containsOnly(false);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE state = 'PENDING' AND djamo_id IS NOT NULL")).isEqualTo(5);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    @OnSqlite
    void whoever_takes_the_ledger_over_finds_each_payout_of_a_batch_in_doubt() {
        books.accepted("a.csv", 12);
        books.checkAll();
        claim(1, 10);
        books.reopen();
        assertThat(books.claim(Stage.RESOLVE)).hasSize(10).allSatisfy(payout ->
                assertThat(payout.progress().doubt()).isEqualTo(Doubt.INTERRUPTED));
        assertThat(sizes(claim(1, 10))).containsExactly(2);
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void no_payout_is_ever_in_two_batches() throws Exception {
        books.accepted("a.csv", 700);
        books.accepted("b.csv", 300);
        books.checkAll();
        try (Ledger other = Ledger.open(books.place(), Ledger.Access.DESK, Books.LEASE, books.clock)) {
            List<Ledger> ledgers = List.of(books.ledger(), other);
            Map<PayoutId, Integer> claimants = new ConcurrentHashMap<>();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    Ledger ledger = ledgers.get(i % 2);
                    all.add(threads.submit(() -> {
                        for (List<PayoutBatch> some = ledger.payouts().claimBatches(2, 7, 0); !some.isEmpty();
                                some = ledger.payouts().claimBatches(2, 7, 0)) {
                            some.forEach(batch -> batch.payouts().forEach(payout -> claimants.merge(payout.id(), 1, Integer::sum)));
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
        assertThat(books.text("SELECT COUNT(*) FROM (SELECT sent_batch FROM payout GROUP BY sent_batch HAVING COUNT(*) > 7) large")).isEqualTo("0");
    }
}
