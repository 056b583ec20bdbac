package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnSqlite
class GroupCommitTest {

    @AutoClose
    private Numbers numbers;
    @AutoClose
    private GroupCommit commits;

    @BeforeEach
    void opens(@TempDir Path folder) throws SQLException {
        numbers = new Numbers(folder);
        commits = numbers.commits();
    }

    @Test
    void what_many_callers_were_told_is_durable_when_they_are_told() throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<Boolean>> told = numbers.together(64, () -> {
            try (Connection second = numbers.source.getConnection(); Statement statement = second.createStatement()) {
                boolean all = true;
                for (int i = 0; i < 25; i++) {
                    int n = next.incrementAndGet();
                    commits.write(Numbers.insert(n));
                    try (ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t WHERE n = " + n)) {
                        all &= row.getInt(1) == 1;
                    }
                }
                return all;
            }
        });
        for (Future<Boolean> each : told) {
            assertThat(each.get()).isTrue();
        }
        assertThat(numbers.rows()).isEqualTo(64 * 25);
        assertThat(commits.committed().writes()).isEqualTo(64 * 25);
        assertThat(commits.committed().commits()).as("they shared commits").isBetween(25L, 64L * 25 - 1);
    }

    @Test
    void a_piece_that_fails_takes_none_of_its_neighbours_along() throws Exception {
        CountDownLatch gate = blockWriter();
        List<Future<Integer>> good = numbers.together(20, () -> commits.write(Numbers.insert(numbers.next())));
        Future<Integer> bad = numbers.callers.submit(() -> commits.write(connection -> {
            Numbers.insert(1_000).run(connection);
            throw new SQLException("this piece is bad");
        }));
        Future<Integer> worse = numbers.callers.submit(() -> commits.write(connection -> {
            throw new IllegalStateException("this one too");
        }));
        gate.countDown();
        for (Future<Integer> each : good) {
            assertThat(each.get()).isEqualTo(1);
        }
        assertThatThrownBy(bad::get).cause().isInstanceOf(LedgerFailed.class).hasMessageContaining("this piece is bad");
        assertThatThrownBy(worse::get).cause().isInstanceOf(LedgerFailed.class).hasMessageContaining("this one too");
        assertThat(numbers.rows()).isEqualTo(20);
        assertThat(commits.<Integer>write(Numbers.insert(1_000))).as("nothing of the bad piece stayed").isEqualTo(1);
    }

    @Test
    void an_error_of_the_jvm_reaches_its_caller_and_the_writer_goes_on() throws Exception {
        CountDownLatch gate = blockWriter();
        Future<Integer> broken = numbers.callers.submit(() -> commits.write(connection -> {
            throw new StackOverflowError("deep");
        }));
        Future<Integer> neighbour = numbers.callers.submit(() -> commits.write(Numbers.insert(7)));
        gate.countDown();
        assertThatThrownBy(() -> broken.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(LedgerFailed.class);
        assertThat(neighbour.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(commits.<Integer>write(Numbers.insert(8))).isEqualTo(1);
    }

    @Test
    void an_error_outside_of_the_work_reaches_all_of_its_group_and_the_writer_goes_on() throws Exception {
        CountDownLatch gate = blockWriter();
        Future<Integer> broken = numbers.callers.submit(() -> commits.write(connection -> {
            throw new SQLException() {
                @Override
                public String getMessage() {
                    throw new OutOfMemoryError("while the writer looks at what went wrong");
                }
            };
        }));
        Future<Integer> neighbour = numbers.callers.submit(() -> commits.write(Numbers.insert(7)));
        Awaitility.await().until(() -> queued() == 2);
        gate.countDown();
        assertThatThrownBy(() -> broken.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> neighbour.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(LedgerFailed.class)
                .hasMessageContaining("while the writer looks");
        Future<Integer> later = numbers.callers.submit(() -> commits.write(Numbers.insert(7)));
        assertThat(later.get(20, TimeUnit.SECONDS)).as("nothing of the failed group stayed").isEqualTo(1);
    }

    @Test
    void what_waits_while_it_is_closed_is_still_written() throws Exception {
        CountDownLatch gate = blockWriter();
        List<Future<Integer>> waiting = numbers.together(30, () -> commits.write(Numbers.insert(numbers.next())));
        Awaitility.await().until(() -> queued() == 30);
        Future<?> closing = numbers.callers.submit(commits::close);
        gate.countDown();
        closing.get();
        for (Future<Integer> each : waiting) {
            assertThat(each.get()).isEqualTo(1);
        }
        assertThat(numbers.rows()).isEqualTo(30);
        assertThatThrownBy(() -> commits.write(Numbers.insert(1_000))).isInstanceOf(LedgerFailed.class).hasMessage("the ledger is closed");
    }

    @Test
    void while_another_program_holds_the_file_all_who_wait_are_told_together_with_the_remedy() throws Exception {
        try (Connection other = numbers.source.getConnection(); Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            long before = System.nanoTime();
            List<Future<Integer>> all = numbers.together(40, () -> commits.write(Numbers.insert(numbers.next())));
            for (Future<Integer> each : all) {
                assertThatThrownBy(each::get).cause().isInstanceOf(LedgerFailed.class)
                        .hasMessageContaining("another program holds the ledger's file; close it, work resumes by itself");
            }
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            assertThat(tookMillis).as("not one wait for each").isLessThan(20L * Numbers.BUSY_MILLIS);
            statement.execute("ROLLBACK");
        }
        assertThat(commits.<Integer>write(Numbers.insert(5_000))).isEqualTo(1);
        assertThat(numbers.rows()).isEqualTo(1);
    }

    @Test
    void a_write_inside_a_write_is_refused_rather_than_waiting_for_itself() {
        assertThatThrownBy(() -> commits.write(connection -> commits.write(Numbers.insert(1))))
                .isInstanceOf(LedgerFailed.class).hasMessageContaining("a write inside a write");
    }

    @Test
    void a_caller_that_is_interrupted_once_its_write_was_taken_still_learns_the_result() throws Exception {
        CountDownLatch gate = blockWriter();
        CountDownLatch running = new CountDownLatch(1);
        Thread[] caller = new Thread[1];
        Future<Integer> result = numbers.callers.submit(() -> {
            caller[0] = Thread.currentThread();
            running.countDown();
            return commits.write(Numbers.insert(9));
        });
        running.await();
        Awaitility.await().until(() -> queued() == 1);
        caller[0].interrupt();
        gate.countDown();
        assertThat(result.get()).isEqualTo(1);
    }

    private int queued() {
        return commits.waiting();
    }

    private CountDownLatch blockWriter() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        numbers.callers.submit(() -> commits.write(connection -> {
            blocked.countDown();
            awaitQuietly(gate);
            return null;
        }));
        blocked.await();
        return gate;
    }

    private static void awaitQuietly(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
