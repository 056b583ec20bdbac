package dev.djamopayouts.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.sqlite.SQLiteDataSource;

/** A table of numbers that many callers write to, for tests of how writes share their commits. */
final class Numbers implements AutoCloseable {

    static final int BUSY_MILLIS = 300;

    final SQLiteDataSource source = new SQLiteDataSource();
    final ExecutorService callers = Executors.newFixedThreadPool(64);
    private final AtomicInteger last = new AtomicInteger();

    Numbers(Path folder) throws SQLException {
        source.setUrl("jdbc:sqlite:" + folder.resolve("t.db"));
        source.setJournalMode("WAL");
        source.setTransactionMode("IMMEDIATE");
        source.setBusyTimeout(BUSY_MILLIS);
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t (n INTEGER PRIMARY KEY)");
        }
    }

    GroupCommit commits() {
        return new GroupCommit(new WriterConnection(source, Database.SQLITE, Clock.systemUTC(), "test"));
    }

    int next() {
        return last.incrementAndGet();
    }

    <T> List<Future<T>> together(int times, Callable<T> work) {
        return IntStream.range(0, times).mapToObj(i -> callers.submit(work)).toList();
    }

    static GroupCommit.Work<Integer> insert(int n) {
        return connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("INSERT INTO t VALUES (" + n + ")");
            }
        };
    }

    int rows() throws SQLException {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            return row.getInt(1);
        }
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
