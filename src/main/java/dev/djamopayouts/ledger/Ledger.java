package dev.djamopayouts.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The memory of the house: every payout file and every payout is here before anything happens to it, and every step is
 * claim, act, record. Whatever a method returned from is durable.
 *
 * <p>SQLite in WAL mode with {@code synchronous=FULL}, one process at a time.
 */
public final class Ledger implements AutoCloseable {

    /** How a ledger is opened. */
    public enum Access {
        /** The runtime's: owns the file, migrates it, writes. */
        OWNER,
        /** A command's: reads beside a running owner, writes nothing. */
        READER,
        /** A command's that writes what a person decided, beside a running owner: it migrates nothing and takes nothing over. */
        DESK
    }

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;

    private final OwnerLock lock;
    private final HikariDataSource pool;
    private final GroupCommit commits;
    private final WorkBell bell = new WorkBell();
    private final PayoutFiles files;
    private final Payouts payouts;
    private final Customers customers;
    private final Answers answers;
    private final Outcomes outcomes;
    private final Figures figures;
    private final Desk desk;

    private Ledger(OwnerLock lock, HikariDataSource pool, GroupCommit commits, Clock clock, long leaseMillis) {
        this.lock = lock;
        this.pool = pool;
        this.commits = commits;
        this.files = new PayoutFiles(commits, pool, bell, clock);
        Claims claims = new Claims(commits, pool, clock, leaseMillis);
        this.payouts = new Payouts(commits, claims, bell, clock);
        this.customers = new Customers(pool, clock);
        this.answers = new Answers(commits, pool, clock, leaseMillis);
        this.outcomes = new Outcomes(commits, claims, pool, clock);
        this.figures = new Figures(pool, clock);
        this.desk = new Desk(commits, pool, clock);
    }

    /**
     * Opens the ledger, made or migrated where need be.
     *
     * @param url         {@code jdbc:sqlite:FILE}
     * @param leaseMillis how long a claim holds before another may take the payout
     * @throws LedgerFailed with the remedy, when another process owns the file or it cannot be opened
     */
    public static Ledger open(String url, Access access, Clock clock, long leaseMillis) {
        Path file = Path.of(url.substring("jdbc:sqlite:".length())).toAbsolutePath();
        OwnerLock lock = access == Access.OWNER ? OwnerLock.take(file) : OwnerLock.none(file);
        HikariDataSource pool = null;
        try {
            pool = pool(url, access);
            if (access == Access.OWNER) {
                migrate(pool);
            }
            GroupCommit commits = access == Access.READER ? null : new GroupCommit(pool);
            Ledger ledger = new Ledger(lock, pool, commits, clock, leaseMillis);
            if (access == Access.OWNER) {
                ledger.files.takeOver();
                ledger.payouts.takeOver();
                ledger.answers.takeOver();
            }
            return ledger;
        } catch (RuntimeException e) {
            if (pool != null) {
                pool.close();
            }
            lock.close();
            throw e instanceof LedgerFailed ? e : LedgerFailed.from(e.getCause() == null ? e : e.getCause());
        }
    }

    static HikariDataSource pool(String url, Access access) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(READERS + 1);
        config.setMinimumIdle(1);
        config.addDataSourceProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        config.addDataSourceProperty("foreign_keys", "true");
        switch (access) {
            case OWNER -> {
                config.addDataSourceProperty("journal_mode", "WAL");
                config.addDataSourceProperty("synchronous", "FULL");
                config.addDataSourceProperty("transaction_mode", "IMMEDIATE");
            }
            // The owner made the file what it is; a commit here is as durable as one of the owner's.
            case DESK -> config.addDataSourceProperty("synchronous", "FULL");
            case READER -> config.setConnectionInitSql("PRAGMA query_only = 1");
        }
        return new HikariDataSource(config);
    }

    private static void migrate(DataSource source) {
        try {
            Flyway.configure().dataSource(source).locations("classpath:db/migration").failOnMissingLocations(true).load().migrate();
        } catch (FlywayException e) {
            throw new LedgerFailed("the ledger cannot be brought to this version's form: " + e.getMessage(), e);
        }
    }

    public PayoutFiles files() {
        return files;
    }

    public Payouts payouts() {
        return payouts;
    }

    public Customers customers() {
        return customers;
    }

    public Answers answers() {
        return answers;
    }

    public Outcomes outcomes() {
        return outcomes;
    }

    public Figures figures() {
        return figures;
    }

    /** Where a person decides what the journey cannot. */
    public Desk desk() {
        return desk;
    }

    /** Rings when a stage has work, so that nobody has to wait for the next poll. */
    public WorkBell bell() {
        return bell;
    }

    /** Writes a row and takes it back, with a commit: throws {@link LedgerFailed} when the ledger cannot be written. */
    public void proveWritable() {
        // A statement that changes nothing would not notice a full disk. No number looks like this one.
        onWriter(connection -> {
            try (var statement = connection.createStatement()) {
                statement.executeUpdate("INSERT INTO customer_check (msisdn, customer, checked_at) VALUES ('proof', 0, 0)");
                statement.executeUpdate("DELETE FROM customer_check WHERE msisdn = 'proof'");
                return null;
            }
        });
    }

    /** Finishes the writes that wait, then lets the file go. */
    @Override
    public void close() {
        if (commits != null) {
            commits.close();
        }
        pool.close();
        lock.close();
    }

    /** Runs work on the writer's own connection. */
    <T> T onWriter(GroupCommit.Work<T> work) {
        return commits.write(work);
    }

    /** A read on a connection of the pool. */
    static <T> T read(DataSource source, GroupCommit.Work<T> work) {
        try (Connection connection = source.getConnection()) {
            return work.run(connection);
        } catch (SQLException e) {
            throw LedgerFailed.from(e);
        }
    }
}
