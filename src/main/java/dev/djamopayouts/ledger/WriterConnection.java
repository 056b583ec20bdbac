package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's own connection, made anew where it broke.
 *
 * <p>A transaction is begun and ended in SQL: the SQLite driver's own commit begins the next transaction at once, which
 * keeps every other program out for ever, and fails after a commit that succeeded when another one came first.
 */
final class WriterConnection {

    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    private final DataSource source;
    private final Database database;
    private final Clock clock;
    private final Trail trail;
    /** Of the SQL that runs for every payout: preparing it costs SQLite more than running it. */
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private Connection connection;

    /**
     * @param clock    kept fresh where it is the database's
     * @param instance what the audit trail calls this process
     */
    WriterConnection(DataSource source, Database database, Clock clock, String instance) {
        this.source = source;
        this.database = database;
        this.clock = clock;
        this.trail = new Trail(clock, instance);
    }

    /** Where a write appends the transitions it makes. */
    Trail trail() {
        return trail;
    }

    Database database() {
        return database;
    }

    /** The open connection of the transaction under way. */
    Connection connection() {
        return connection;
    }

    /**
     * A statement that is prepared once and used again; whoever takes it binds every parameter, runs it, closes its results
     * and leaves it open.
     *
     * @param sql one of a few: each is kept until a roll-back or the end of the connection
     */
    PreparedStatement prepared(String sql) throws SQLException {
        PreparedStatement known = prepared.get(sql);
        if (known == null) {
            known = connection.prepareStatement(sql);
            prepared.put(sql, known);
        }
        return known;
    }

    Connection begin() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
            database.tuneWriter(connection);
        }
        execute(database.begin());
        if (clock instanceof DatabaseClock time) {
            time.keepFresh(connection);
        }
        trail.begin();
        return connection;
    }

    void commit() throws SQLException {
        trail.seal(this);
        execute("COMMIT");
        trail.end();
    }

    void rollBack(Throwable cause) {
        trail.end();
        if (connection == null) {
            return;
        }
        try {
            closeStatements(cause);
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite ends the transaction itself when the disk is full; anything else makes the connection doubtful.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                cause.addSuppressed(e);
                disconnect();
            }
        }
    }

    /**
     * The SQLite driver closes a statement that failed, be it the COMMIT itself; and what a piece of work that failed had put
     * together must not run with the next one.
     */
    private void closeStatements(Throwable cause) {
        List<PreparedStatement> statements = List.copyOf(prepared.values());
        prepared.clear();
        for (PreparedStatement statement : statements) {
            try {
                statement.close();
            } catch (SQLException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        prepared(sql).execute();
    }

    void disconnect() {
        // The statements close with their connection.
        prepared.clear();
        try (Connection closed = connection) {
            connection = null;
        } catch (SQLException e) {
            LOG.warn("the ledger's connection did not close cleanly: {}", e.getMessage());
        }
    }
}
