package dev.djamopayouts.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * One database and several instances on it, SQLite too, for the simulation: the production code with its transactions,
 * without the lock that keeps a second process out, and with ways to the database that can be cut.
 */
public final class SharedLedger implements AutoCloseable {

    /** Reads a row. */
    @FunctionalInterface
    public interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private static final List<String> TABLES = List.of("webhook_event", "event", "decision", "answer", "control_totals", "payout_alike", "payout",
            "payout_file", "customer_check", "lease");

    private final Ledger.Place place;
    private final Database database;
    private final HikariDataSource pool;
    private final Clock clock;
    private final List<Way> ways = new ArrayList<>();
    private final Connection beside;

    /** Makes the database that {@code -Dledger.database} names, SQLite in the folder or a new one in PostgreSQL. */
    public SharedLedger(Path folder, int instances, Clock clock) {
        String url = "postgresql".equals(System.getProperty("ledger.database")) ? TestPostgres.newDatabase()
                : "jdbc:sqlite:" + folder.resolve("ledger.db");
        this.place = new Ledger.Place(url, TestPostgres.USER, null);
        this.clock = clock;
        Ledger.open(place, Ledger.Access.OWNER, 1_000, clock).close();
        this.database = Database.of(url);
        this.pool = database.pool(place, Ledger.Access.OWNER);
        for (int i = 0; i < instances; i++) {
            ways.add(new Way());
        }
        try {
            beside = DriverManager.getConnection(url, TestPostgres.USER, null);
        } catch (SQLException e) {
            throw LedgerFailed.from(e);
        }
    }

    /** An instance's way to the database. */
    public final class Way {

        private final String instance = Leases.newInstance();
        private final FailingSource source = new FailingSource(pool);
        private final GroupCommit commits = new GroupCommit(new WriterConnection(source, database, clock, instance));

        /**
         * A ledger as a process that has just started opens it: nothing is remembered of the one before.
         *
         * @param alone whether it owns the ledger alone, as with SQLite: then it takes over whatever was claimed
         */
        public Ledger open(long leaseMillis, boolean alone) {
            Ledger ledger = new Ledger(OwnerLock.shared(), source, commits, database, clock, leaseMillis, instance);
            if (alone) {
                ledger.leases().takeOver();
                ledger.payouts().takeOver();
                ledger.answers().takeOver();
            }
            ledger.files().tidyUp();
            return ledger;
        }

        /** Cuts it, or mends it. */
        public void cut(boolean now) {
            source.cut(now);
        }

        /** Loses one commit after so many good ones: before the database heard of it, or only its answer. */
        public void loseCommit(int after, boolean afterwards) {
            source.loseCommit(after, afterwards);
        }

        /** Loses no commit from now on. */
        public void loseNothing() {
            source.loseNothing();
        }
    }

    public Way way(int instance) {
        return ways.get(instance);
    }

    /** An empty ledger again. */
    public void wipe() {
        for (Way way : ways) {
            way.cut(false);
            way.loseNothing();
        }
        if (database == Database.POSTGRESQL) {
            change("TRUNCATE " + String.join(", ", TABLES) + " CASCADE");
        } else {
            TABLES.forEach(table -> change("DELETE FROM " + table));
        }
        change("UPDATE event_head SET seq = 0, hash = 'the trail begins'");
    }

    /** What an audit of the ledger finds, in words. */
    public List<String> findings() {
        List<String> found = new ArrayList<>();
        new Audit(pool, database).verify(null, finding -> found.add(finding.toString()));
        return found;
    }

    /** Asks the database itself, past the ledger. */
    public <T> List<T> select(RowReader<T> reader, String sql, Object... values) {
        try (PreparedStatement select = beside.prepareStatement(sql)) {
            bind(select, values);
            List<T> all = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    all.add(reader.read(rows));
                }
            }
            return all;
        } catch (SQLException e) {
            throw LedgerFailed.from(e);
        }
    }

    /** A single number. */
    public long number(String sql, Object... values) {
        return select(row -> row.getLong(1), sql, values).get(0);
    }

    /** Changes the database past the ledger. */
    public void change(String sql, Object... values) {
        try (PreparedStatement update = beside.prepareStatement(sql)) {
            bind(update, values);
            update.executeUpdate();
        } catch (SQLException e) {
            throw LedgerFailed.from(e);
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    @Override
    public void close() {
        try (Connection closed = beside) {
            ways.forEach(way -> way.commits.close());
            pool.close();
        } catch (SQLException e) {
            throw LedgerFailed.from(e);
        }
    }
}
