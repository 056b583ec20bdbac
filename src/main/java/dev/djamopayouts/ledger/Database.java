package dev.djamopayouts.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** What differs between the databases a ledger can be kept in. The SQL is otherwise one. */
enum Database {

    /** One process: it owns the file, so a restart can take over every claim at once. */
    SQLITE("jdbc:sqlite:", "BEGIN IMMEDIATE", "", "", "WITHOUT ROWID") {
        @Override
        void configure(HikariConfig config, Ledger.Access access, int silentSeconds) {
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
        }

        @Override
        void tuneWriter(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                // Rows are written at random places of the indexes: these pages stay in memory until they are full.
                statement.execute("PRAGMA cache_size = -" + WRITER_CACHE_KIB);
                statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
            }
        }

        @Override
        Clock clock(DataSource source) {
            return Clock.systemUTC();
        }

        @Override
        void readInParts(Connection connection) {
            // It always does.
        }

        @Override
        void readOneMoment(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
        }
    },

    /** Several instances: claims pass over what another one is claiming, leases decide who has what. */
    POSTGRESQL("jdbc:postgresql:", "BEGIN", " FOR UPDATE SKIP LOCKED", " FOR UPDATE", "") {
        @Override
        void configure(HikariConfig config, Ledger.Access access, int silentSeconds) {
            config.setReadOnly(access == Ledger.Access.READER);
            config.addDataSourceProperty("readOnlyMode", "always");
            config.setConnectionTimeout(CONNECT_SECONDS * 1_000L);
            // A database that was cut off must be noticed before a lease runs out, not after the system's two hours.
            config.addDataSourceProperty("tcpKeepAlive", "true");
            config.addDataSourceProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
            config.addDataSourceProperty("socketTimeout", Integer.toString(silentSeconds));
            config.addDataSourceProperty("ApplicationName", "djamo-payouts");
            // An instance frozen or cut off in the middle of a transaction holds its row locks, which claims pass over.
            String init = "SET idle_in_transaction_session_timeout = " + IDLE_IN_TRANSACTION_MILLIS;
            // A runtime reads a few rows at a time, each by an index, whatever the statistics say of a file that just came.
            config.setConnectionInitSql(access == Ledger.Access.OWNER ? init + BY_INDEX : init);
            if (!LOOPBACK.matcher(config.getJdbcUrl()).lookingAt()) {
                // The driver's own default goes on in the open where the server has no TLS. The URL's sslmode counts first.
                config.addDataSourceProperty("sslmode", "verify-full");
            }
        }

        @Override
        void tuneWriter(Connection connection) {
            // The server has its own memory.
        }

        @Override
        Clock clock(DataSource source) {
            return Ledger.read(source, DatabaseClock::new);
        }

        @Override
        void readInParts(Connection connection) throws SQLException {
            // The driver reads a whole result into memory unless it is within a transaction. The pool ends it.
            connection.setAutoCommit(false);
        }

        @Override
        void readOneMoment(Connection connection) throws SQLException {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            // Sorting a whole table is silent for longer than a network may be.
            connection.setNetworkTimeout(Runnable::run, SORTING_MILLIS);
        }
    };

    private static final Pattern LOOPBACK = Pattern.compile(
            "jdbc:postgresql://(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?/");
    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 5_000;
    private static final int WRITER_CACHE_KIB = 64 * 1024;
    /** Of 4 KiB each: what one checkpoint writes at random places of the file grows more slowly than what it saves. */
    private static final int CHECKPOINT_PAGES = 16_000;
    private static final String BY_INDEX = "; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";
    private static final int CONNECT_SECONDS = 10;
    private static final int SILENT_SECONDS = 30;
    private static final int IDLE_IN_TRANSACTION_MILLIS = 5_000;
    private static final int SORTING_MILLIS = 3_600_000;

    private final String prefix;
    private final String begin;
    private final String skipLocked;
    private final String awaitLocked;
    /** Behind a table that is nothing but its key. */
    private final String clustered;

    Database(String prefix, String begin, String skipLocked, String awaitLocked, String clustered) {
        this.prefix = prefix;
        this.begin = begin;
        this.skipLocked = skipLocked;
        this.awaitLocked = awaitLocked;
        this.clustered = clustered;
    }

    static Database of(String url) {
        for (Database database : values()) {
            if (url.startsWith(database.prefix)) {
                return database;
            }
        }
        throw new LedgerFailed("ledger.url " + url + " is neither jdbc:sqlite:FILE nor jdbc:postgresql://HOST/DATABASE", null);
    }

    HikariDataSource pool(Ledger.Place place, Ledger.Access access) {
        return pool(place, access, SILENT_SECONDS);
    }

    /** @param silentSeconds how long a statement may take before its connection counts as lost */
    private HikariDataSource pool(Ledger.Place place, Ledger.Access access, int silentSeconds) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("ledger");
        config.setJdbcUrl(place.url());
        config.setUsername(place.username());
        config.setPassword(place.password());
        config.setMaximumPoolSize(READERS + 1);
        config.setMinimumIdle(1);
        configure(config, access, silentSeconds);
        return new HikariDataSource(config);
    }

    /** Brings a ledger to this version's form, or makes it. A large one takes its time, and says nothing meanwhile. */
    void migrate(Ledger.Place place) {
        try (HikariDataSource source = pool(place, Ledger.Access.OWNER, SORTING_MILLIS / 1_000)) {
            Flyway.configure().dataSource(source).locations("classpath:db/migration").failOnMissingLocations(true)
                    .placeholders(Map.of("clustered", clustered)).load().migrate();
        } catch (FlywayException e) {
            throw new LedgerFailed("the ledger cannot be brought to this version's form: " + e.getMessage(), e);
        }
    }

    abstract void configure(HikariConfig config, Ledger.Access access, int silentSeconds);

    /** Makes a connection the one that writes everything. */
    abstract void tuneWriter(Connection connection) throws SQLException;

    /** The time that claims and leases go by. */
    abstract Clock clock(DataSource source);

    /** Before a query whose rows do not fit into memory; the statement's fetch size says how many come at once. */
    abstract void readInParts(Connection connection) throws SQLException;

    /** Before queries that must agree with one another, beside others that write, and whose rows do not fit into memory. */
    abstract void readOneMoment(Connection connection) throws SQLException;

    /** Begins a transaction that writes. */
    String begin() {
        return begin;
    }

    /** Behind a SELECT of rows to claim. */
    String skipLocked() {
        return skipLocked;
    }

    /** Behind a SELECT of a row that is judged, and changed by what was seen. */
    String awaitLocked() {
        return awaitLocked;
    }
}
