package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
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

    Connection begin() throws SQLException {
        if (connection == null) {
            connection = source.getConnection();
        }
        execute(database.begin());
        if (clock instanceof DatabaseClock time) {
            time.keepFresh(connection);
        }
        trail.begin();
        return connection;
    }

    void commit() throws SQLException {
        trail.seal(connection);
        execute("COMMIT");
        trail.end();
    }

    void rollBack(Throwable cause) {
        trail.end();
        if (connection == null) {
            return;
        }
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // SQLite ends the transaction itself when the disk is full; anything else makes the connection doubtful.
            if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
                cause.addSuppressed(e);
                disconnect();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void disconnect() {
        try (Connection closed = connection) {
            connection = null;
        } catch (SQLException e) {
            LOG.warn("the ledger's connection did not close cleanly: {}", e.getMessage());
        }
    }
}
