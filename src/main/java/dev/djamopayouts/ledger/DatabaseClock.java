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
import java.util.function.LongSupplier;

/**
 * The database's time: instances whose own clocks differ must agree on when a lease ends. Whoever writes asks for it now
 * and then; in between it counts on by the steady time of this machine, which nobody sets back and which goes on while
 * the process is frozen or the database is away.
 */
final class DatabaseClock extends Clock {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** Where an answer took longer nobody knows of which moment it tells: the process may have stood still since it came. */
    private static final long LONGEST_ASK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int MOST_ASKS = 10;

    /** The database's time at a moment of this machine's. */
    private record Told(long millis, long atNanos) {
    }

    private final LongSupplier nanos;
    private volatile Told told;

    DatabaseClock(Connection connection) throws SQLException {
        this(connection, System::nanoTime);
    }

    /** @param nanos a clock that only goes forward */
    DatabaseClock(Connection connection, LongSupplier nanos) throws SQLException {
        this.nanos = nanos;
        for (int asks = 0; told == null; asks++) {
            if (asks == MOST_ASKS) {
                throw new LedgerFailed("the database takes longer than a second to say what time it is; see what it is busy with,"
                        + " and start again", null);
            }
            ask(connection);
        }
    }

    /** Asks again where the last answer is old. */
    void keepFresh(Connection connection) throws SQLException {
        if (nanos.getAsLong() - told.atNanos > FRESH_NANOS) {
            ask(connection);
        }
    }

    private void ask(Connection connection) throws SQLException {
        long askedNanos = nanos.getAsLong();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"); ResultSet row = select.executeQuery()) {
            row.next();
            Told answer = new Told(row.getLong(1), nanos.getAsLong());
            if (answer.atNanos - askedNanos <= LONGEST_ASK_NANOS) {
                told = answer;
            }
        }
    }

    @Override
    public long millis() {
        Told last = told;
        return last.millis + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - last.atNanos);
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
