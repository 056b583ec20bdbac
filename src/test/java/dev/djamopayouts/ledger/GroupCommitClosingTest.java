package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writes that come while the ledger closes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnSqlite
class GroupCommitClosingTest {

    @AutoClose
    private Numbers numbers;

    @BeforeEach
    void opens(@TempDir Path folder) throws SQLException {
        numbers = new Numbers(folder);
    }

    @Test
    void whoever_comes_while_it_closes_is_told_the_truth_and_never_hangs() throws Exception {
        int written = 0;
        for (int round = 0; round < 40; round++) {
            GroupCommit shortLived = numbers.commits();
            CountDownLatch started = new CountDownLatch(8);
            List<Future<Integer>> callersOfIt = numbers.together(8, () -> writeUntilClosed(shortLived, started));
            started.await();
            shortLived.close();
            for (Future<Integer> each : callersOfIt) {
                written += each.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(numbers.rows()).as("told to be durable, and nothing else").isEqualTo(written);
    }

    @Test
    void a_write_that_comes_after_the_writer_looked_for_the_last_time_is_told_so() throws Exception {
        GroupCommit other = numbers.commits();
        CountDownLatch inClose = new CountDownLatch(1);
        Future<?> closing = numbers.callers.submit(() -> {
            inClose.countDown();
            other.close();
        });
        inClose.await();
        Future<?> late = numbers.callers.submit(() -> {
            try {
                other.write(Numbers.insert(1));
            } catch (LedgerFailed e) {
                assertThat(e).hasMessage("the ledger is closed");
            }
        });
        closing.get(20, TimeUnit.SECONDS);
        late.get(20, TimeUnit.SECONDS);
    }

    private int writeUntilClosed(GroupCommit target, CountDownLatch started) {
        int done = 0;
        started.countDown();
        while (true) {
            try {
                target.write(Numbers.insert(numbers.next()));
                done++;
            } catch (LedgerFailed e) {
                assertThat(e).hasMessage("the ledger is closed");
                return done;
            }
        }
    }
}
