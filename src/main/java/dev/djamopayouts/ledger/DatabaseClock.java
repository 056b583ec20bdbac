package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/**
 * The database's time: instances whose own clocks differ must agree on when a lease ends. Whoever writes asks for it now
 * and then; in between it counts on by the steady time of this machine, which nobody sets back and which goes on while
 * the process is frozen or the database is away.
 */
final class DatabaseClock extends Clock {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** The database's time at a moment of this machine's. */
    private record Told(long millis, long atNanos) {
    }

    private volatile Told told;

    DatabaseClock(Connection connection) throws SQLException {
        ask(connection);
    }

    /** Asks again where the last answer is old. */
    void keepFresh(Connection connection) throws SQLException {
        if (System.nanoTime() - told.atNanos > FRESH_NANOS) {
            ask(connection);
        }
    }

    private void ask(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"); ResultSet row = select.executeQuery()) {
            row.next();
            told = new Told(row.getLong(1), System.nanoTime());
        }
    }

    @Override
    public long millis() {
        Told last = told;
        return last.millis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last.atNanos);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the ledger's time is UTC");
    }
}
