package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.PayoutId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two instances receive the same mended row while a person decides about the one it mends: one of them pays it, or none. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MendRaceTest {

    private static final int ROUNDS = 12;

    @TempDir
    Path folder;

    @Test
    void the_same_mended_row_at_two_instances_while_a_person_decides_is_paid_once() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try (SharedLedger shared = new SharedLedger(folder, 2, Clock.systemUTC())) {
            Ledger one = shared.way(0).open(Books.LEASE, false);
            Ledger two = shared.way(1).open(Books.LEASE, false);
            long paid = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                String reference = "R" + round;
                PayoutId doubtful = inDoubt(one, reference, round);
                CyclicBarrier together = new CyclicBarrier(3);
                List<Callable<Object>> work = List.of(
                        () -> one.desk().decide(doubtful, new Decision(Decision.Verdict.NOT_PAID, null, "awa", "support said so")),
                        () -> dropped(one, reference + "-a", reference), () -> dropped(two, reference + "-b", reference));
                for (Future<Object> done : work.stream().map(step -> threads.submit(() -> {
                    together.await();
                    return step.call();
                })).toList()) {
                    done.get();
                }
                long now = live(shared, reference);
                assertThat(now).as("%s is paid by one payout at most", reference).isLessThanOrEqualTo(1);
                paid += now;
                dropped(two, reference + "-c", reference);
                assertThat(live(shared, reference)).as("in the end it is").isEqualTo(1);
            }
            assertThat(shared.findings()).isEmpty();
            System.out.printf("mend race: %d of %d rounds were won before the last drop%n", paid, ROUNDS);
        } finally {
            threads.shutdownNow();
        }
    }

    private static long live(SharedLedger shared, String reference) {
        return shared.number("SELECT COUNT(*) FROM payout WHERE COALESCE(root_reference, reference) = ? AND state NOT IN ('FAILED', 'REJECTED')",
                reference);
    }

    private static PayoutId inDoubt(Ledger ledger, String reference, int round) {
        long file = dropped(ledger, reference, reference).id();
        ledger.payouts().claim(Stage.CHECK, 10, 0).forEach(payout -> ledger.payouts().record(payout, new Outcome.Checked(), Books.ANSWERED));
        ledger.payouts().claim(Stage.SUBMIT, 10, 0).stream().filter(payout -> payout.id().fileId() == file).forEach(payout -> ledger.payouts()
                .record(payout, new Outcome.InDoubt(Doubt.CONFLICT, "round " + round, Long.MAX_VALUE / 2), Books.ANSWERED));
        return new PayoutId(file, 2);
    }

    private static PayoutFileEntry dropped(Ledger ledger, String name, String reference) {
        PayoutFileEntry entry = ledger.files().take(new PayoutFiles.Drop(name, "folder", name, "sha-" + name, 100)).entry();
        ledger.files().add(entry.id(), List.of(Books.row(2, reference, "+2250707123456", 9_000)));
        ledger.files().accept(entry, "form", "csv", ledger.files().count(entry.id()), "{}");
        return entry;
    }
}
