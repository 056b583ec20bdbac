package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnSqlite
class GroupCommitTest {

    private static final int BUSY_MILLIS = 300;

    @TempDir
    Path folder;

    private final SQLiteDataSource source = new SQLiteDataSource();
    private final ExecutorService callers = Executors.newFixedThreadPool(64);
    private GroupCommit commits;

    @BeforeEach
    void opens() throws SQLException {
        source.setUrl("jdbc:sqlite:" + folder.resolve("t.db"));
        source.setJournalMode("WAL");
        source.setTransactionMode("IMMEDIATE");
        source.setBusyTimeout(BUSY_MILLIS);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
        }
        commits = new GroupCommit(new WriterConnection(source, Database.SQLITE, Clock.systemUTC(), "test"));
    }

    @AfterEach
    void closes() {
        commits.close();
        callers.shutdownNow();
    }

    @Test
    void what_many_callers_were_told_is_durable_when_they_are_told() throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<Future<Boolean>> told = together(64, () -> {
            try (Connection second = source.getConnection(); Statement statement = second.createStatement()) {
                boolean all = true;
                for (int i = 0; i < 25; i++) {
                    int n = next.incrementAndGet();
                    commits.write(insert(n));
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
        assertThat(rows()).isEqualTo(64 * 25);
    }

    @Test
    void a_piece_that_fails_takes_none_of_its_neighbours_along() throws Exception {
        CountDownLatch gate = blockWriter();
        List<Future<Integer>> good = together(20, () -> commits.write(insert(nextNumber())));
        Future<Integer> bad = callers.submit(() -> commits.write(connection -> {
            insert(1_000).run(connection);
            throw new SQLException("this piece is bad");
        }));
        Future<Integer> worse = callers.submit(() -> commits.write(connection -> {
            throw new IllegalStateException("this one too");
        }));
        gate.countDown();
        for (Future<Integer> each : good) {
            assertThat(each.get()).isEqualTo(1);
        }
        assertThatThrownBy(bad::get).cause().isInstanceOf(LedgerFailed.class).hasMessageContaining("this piece is bad");
        assertThatThrownBy(worse::get).cause().isInstanceOf(LedgerFailed.class).hasMessageContaining("this one too");
        assertThat(rows()).isEqualTo(20);
        assertThat(commits.<Integer>write(insert(1_000))).as("nothing of the bad piece stayed").isEqualTo(1);
    }

    @Test
    void an_error_of_the_jvm_reaches_its_caller_and_the_writer_goes_on() throws Exception {
        CountDownLatch gate = blockWriter();
        Future<Integer> broken = callers.submit(() -> commits.write(connection -> {
            throw new StackOverflowError("deep");
        }));
        Future<Integer> neighbour = callers.submit(() -> commits.write(insert(7)));
        gate.countDown();
        assertThatThrownBy(() -> broken.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(LedgerFailed.class);
        assertThat(neighbour.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(commits.<Integer>write(insert(8))).isEqualTo(1);
    }

    @Test
    void an_error_outside_of_the_work_reaches_all_of_its_group_and_the_writer_goes_on() throws Exception {
        CountDownLatch gate = blockWriter();
        Future<Integer> broken = callers.submit(() -> commits.write(connection -> {
            throw new SQLException() {
                @Override
                public String getMessage() {
                    throw new OutOfMemoryError("while the writer looks at what went wrong");
                }
            };
        }));
        Future<Integer> neighbour = callers.submit(() -> commits.write(insert(7)));
        Awaitility.await().until(() -> queued() == 2);
        gate.countDown();
        assertThatThrownBy(() -> broken.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        assertThatThrownBy(() -> neighbour.get(20, TimeUnit.SECONDS)).cause().isInstanceOf(LedgerFailed.class)
                .hasMessageContaining("while the writer looks");
        Future<Integer> later = callers.submit(() -> commits.write(insert(7)));
        assertThat(later.get(20, TimeUnit.SECONDS)).as("nothing of the failed group stayed").isEqualTo(1);
    }

    @Test
    void what_waits_while_it_is_closed_is_still_written() throws Exception {
        CountDownLatch gate = blockWriter();
        List<Future<Integer>> waiting = together(30, () -> commits.write(insert(nextNumber())));
        Awaitility.await().until(() -> queued() == 30);
        Future<?> closing = callers.submit(commits::close);
        gate.countDown();
        closing.get();
        for (Future<Integer> each : waiting) {
            assertThat(each.get()).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo(30);
        assertThatThrownBy(() -> commits.write(insert(1_000))).isInstanceOf(LedgerFailed.class).hasMessage("the ledger is closed");
    }

    @Test
    void while_another_program_holds_the_file_all_who_wait_are_told_together_with_the_remedy() throws Exception {
        try (Connection other = source.getConnection(); Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            long before = System.nanoTime();
            List<Future<Integer>> all = together(40, () -> commits.write(insert(nextNumber())));
            for (Future<Integer> each : all) {
                assertThatThrownBy(each::get).cause().isInstanceOf(LedgerFailed.class)
                        .hasMessageContaining("another program holds the ledger's file; close it, work resumes by itself");
            }
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            assertThat(tookMillis).as("not one wait for each").isLessThan(20L * BUSY_MILLIS);
            statement.execute("ROLLBACK");
        }
        assertThat(commits.<Integer>write(insert(5_000))).isEqualTo(1);
        assertThat(rows()).isEqualTo(1);
    }

    @Test
    void a_write_inside_a_write_is_refused_rather_than_waiting_for_itself() {
        assertThatThrownBy(() -> commits.write(connection -> commits.write(insert(1))))
                .isInstanceOf(LedgerFailed.class).hasMessageContaining("a write inside a write");
    }

    @Test
    void a_caller_that_is_interrupted_once_its_write_was_taken_still_learns_the_result() throws Exception {
        CountDownLatch gate = blockWriter();
        CountDownLatch running = new CountDownLatch(1);
        Thread[] caller = new Thread[1];
        Future<Integer> result = callers.submit(() -> {
            caller[0] = Thread.currentThread();
            running.countDown();
            return commits.write(insert(9));
        });
        running.await();
        Awaitility.await().until(() -> queued() == 1);
        caller[0].interrupt();
        gate.countDown();
        assertThat(result.get()).isEqualTo(1);
    }

    private final AtomicInteger numbers = new AtomicInteger();

    private int nextNumber() {
        return numbers.incrementAndGet();
    }

    private int queued() {
        return commits.waiting();
    }

    private CountDownLatch blockWriter() throws InterruptedException {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch blocked = new CountDownLatch(1);
        callers.submit(() -> commits.write(connection -> {
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

    private <T> List<Future<T>> together(int times, Callable<T> work) {
        List<Future<T>> futures = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            futures.add(callers.submit(work));
        }
        return futures;
    }

    private static GroupCommit.Work<Integer> insert(int n) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("INSERT INTO t VALUES (" + n + ")");
            }
        };
    }

    private int rows() throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            return row.getInt(1);
        }
    }
}
