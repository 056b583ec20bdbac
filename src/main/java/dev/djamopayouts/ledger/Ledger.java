package dev.djamopayouts.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of the house: every payout file and every payout is here before anything happens to it, and every step is
 * claim, act, record. Whatever a method returned from is durable.
 *
 * <p>SQLite in WAL mode with {@code synchronous=FULL}, one process at a time; or PostgreSQL, any number of instances.
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

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);

    private final Database database;
    private final OwnerLock lock;
    private final HikariDataSource pool;
    private final GroupCommit commits;
    private final Clock clock;
    private final Leases leases;
    private final WorkBell bell = new WorkBell();
    private final PayoutFiles files;
    private final Payouts payouts;
    private final Notifications notifications;
    private final Answers answers;
    private final Outcomes outcomes;
    private final Figures figures;
    private final Desk desk;
    private final Audit audit;

    /** On what is open already: several instances on one database, as a simulation runs them. */
    Ledger(OwnerLock lock, HikariDataSource pool, GroupCommit commits, Database database, Clock clock, long leaseMillis,
                   String instance) {
        this.database = database;
        this.lock = lock;
        this.pool = pool;
        this.commits = commits;
        this.clock = clock;
        this.leases = new Leases(commits, pool, clock, instance);
        this.files = new PayoutFiles(commits, pool, database, leases, bell, clock);
        Claims claims = new Claims(commits, pool, database, clock, leaseMillis);
        this.payouts = new Payouts(commits, pool, claims, database, bell, clock);
        this.notifications = new Notifications(commits, pool, bell, clock);
        this.answers = new Answers(commits, pool, database, clock, leaseMillis);
        this.outcomes = new Outcomes(commits, claims, pool, database, clock);
        this.figures = new Figures(pool, clock);
        this.desk = new Desk(commits, pool, clock);
        this.audit = new Audit(pool, database);
    }

    /**
     * Where a ledger is kept.
     *
     * @param url      {@code jdbc:sqlite:FILE} or {@code jdbc:postgresql://HOST/DATABASE}
     * @param username null where the database asks for none
     * @param password null where the database asks for none; a secret
     */
    public record Place(String url, String username, String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return url;
        }
    }

    /**
     * Opens the ledger, made or migrated where need be. One that several instances share goes by the database's time.
     *
     * @param leaseMillis how long a claim holds before another may take the payout
     * @throws LedgerFailed with the remedy, when another process owns the file or it cannot be opened
     */
    public static Ledger open(Place place, Access access, long leaseMillis) {
        return open(place, access, leaseMillis, null);
    }

    /** As {@link #open(Place, Access, long)}, by a clock of the caller's. */
    static Ledger open(Place place, Access access, long leaseMillis, Clock clock) {
        Database database = Database.of(place.url());
        OwnerLock lock = switch (database) {
            case SQLITE -> OwnerLock.of(Path.of(place.url().substring("jdbc:sqlite:".length())).toAbsolutePath(), access);
            case POSTGRESQL -> OwnerLock.shared();
        };
        HikariDataSource pool = null;
        GroupCommit commits = null;
        try {
            if (access == Access.OWNER) {
                database.migrate(place);
            }
            pool = database.pool(place, access);
            Clock time = clock == null ? database.clock(pool) : clock;
            String instance = Leases.newInstance();
            commits = access == Access.READER ? null
                    : new GroupCommit(new WriterConnection(pool, database, time, instance));
            Ledger ledger = new Ledger(lock, pool, commits, database, time, leaseMillis, instance);
            if (access == Access.OWNER) {
                // First: from the first event on a trail has begun, and nobody enters what was there before it.
                TrailBeginning.write(commits);
                if (database == Database.SQLITE) {
                    ledger.leases.takeOver();
                    ledger.payouts.takeOver();
                    ledger.answers.takeOver();
                }
                ledger.files.tidyUp();
            }
            return ledger;
        } catch (RuntimeException e) {
            if (commits != null) {
                commits.close();
            }
            if (pool != null) {
                pool.close();
            }
            lock.close();
            throw e instanceof LedgerFailed ? e : LedgerFailed.from(e.getCause() == null ? e : e.getCause());
        }
    }

    /** The time that every claim and every lease goes by. */
    public Clock clock() {
        return clock;
    }

    /** What one instance at a time does. */
    public Leases leases() {
        return leases;
    }

    /** Numbers that all instances share; none where there is only one. */
    public Optional<SharedNumbers> sharedNumbers() {
        return switch (database) {
            case SQLITE -> Optional.empty();
            case POSTGRESQL -> Optional.of(new SharedNumbers(pool));
        };
    }

    public PayoutFiles files() {
        return files;
    }

    public Payouts payouts() {
        return payouts;
    }

    /** What Djamo tells unasked. */
    public Notifications notifications() {
        return notifications;
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

    /** Holds the audit trail against itself and the ledger against it. */
    public Audit audit() {
        return audit;
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

    /** What this process committed so far; nothing where it only reads. */
    public CommitCount committed() {
        return commits == null ? new CommitCount(0, 0) : commits.committed();
    }

    /** Finishes the writes that wait, then lets the leases and the file go. */
    @Override
    public void close() {
        if (commits != null) {
            releaseLeases();
            commits.close();
        }
        pool.close();
        lock.close();
    }

    private void releaseLeases() {
        try {
            leases.releaseAll();
        } catch (LedgerFailed e) {
            LOG.warn("the leases of this instance could not be given back, they end by themselves: {}", e.getMessage());
        }
    }

    /** Where a write on the writer's connection appends the transitions it makes. */
    Trail trail() {
        return commits.trail();
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
