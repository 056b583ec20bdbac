package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Writes that come while the ledger closes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@OnSqlite
class GroupCommitClosingTest {

    @TempDir
    Path folder;

    private final SQLiteDataSource source = new SQLiteDataSource();
    private final ExecutorService callers = Executors.newFixedThreadPool(16);
    private final AtomicInteger numbers = new AtomicInteger();

    @BeforeEach
    void opens() throws SQLException {
        source.setUrl("jdbc:sqlite:" + folder.resolve("t.db"));
        source.setJournalMode("WAL");
        source.setBusyTimeout(5_000);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
        }
    }

    @AfterEach
    void closes() {
        callers.shutdownNow();
    }

    @Test
    void whoever_comes_while_it_closes_is_told_the_truth_and_never_hangs() throws Exception {
        int written = 0;
        for (int round = 0; round < 40; round++) {
            GroupCommit shortLived = new GroupCommit(new WriterConnection(source, Database.SQLITE, Clock.systemUTC(), "test"));
            CountDownLatch started = new CountDownLatch(8);
            List<Future<Integer>> callersOfIt = together(8, () -> writeUntilClosed(shortLived, started));
            started.await();
            shortLived.close();
            for (Future<Integer> each : callersOfIt) {
                written += each.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(rows()).as("told to be durable, and nothing else").isEqualTo(written);
    }

    @Test
    void a_write_that_comes_after_the_writer_looked_for_the_last_time_is_told_so() throws Exception {
        GroupCommit other = new GroupCommit(new WriterConnection(source, Database.SQLITE, Clock.systemUTC(), "test"));
        CountDownLatch inClose = new CountDownLatch(1);
        Future<?> closing = callers.submit(() -> {
            inClose.countDown();
            other.close();
        });
        inClose.await();
        Future<?> late = callers.submit(() -> {
            try {
                other.write(insert(1));
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
                target.write(insert(nextNumber()));
                done++;
            } catch (LedgerFailed e) {
                assertThat(e).hasMessage("the ledger is closed");
                return done;
            }
        }
    }

    private int nextNumber() {
        return numbers.incrementAndGet();
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
