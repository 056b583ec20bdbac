package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;

/**
 * What was written while the clock was ahead, and is later than anything can be once it was set back: without this a payout
 * would be in doubt until that time comes again. Only for whoever owns the ledger alone: of another instance's claims nobody
 * knows how long its leases are.
 */
final class AheadOfTime {

    private static final String OF_OPEN_FILES = " AND file_id IN (SELECT id FROM payout_file WHERE " + PayoutFiles.OPEN + ")";
    private static final String CLAIMED = "state = 'SUBMITTING' AND due_at > ?";

    private final DataSource source;
    private final Clock clock;
    private final long leaseMillis;

    AheadOfTime(DataSource source, Clock clock, long leaseMillis) {
        this.source = source;
        this.clock = clock;
        this.leaseMillis = leaseMillis;
    }

    /** Has claims to send end a lease from now, as the latest ones do; whoever holds one may still send and record until then. */
    void endClaims(GroupCommit commits) {
        // Hardly ever is there one: look before taking the writer's time.
        if (isAnyClaimed()) {
            commits.write(this::endClaims);
        }
    }

    int endClaims(Connection connection) throws SQLException {
        return set(connection, "UPDATE payout SET due_at = ? WHERE " + CLAIMED + OF_OPEN_FILES);
    }

    /** Has doubts begin no later than the last claim of a process that is gone can have ended. */
    int beginDoubts(Connection connection) throws SQLException {
        return set(connection, "UPDATE payout SET doubt_since = ? WHERE state = 'UNKNOWN' AND due_at IS NOT NULL AND doubt_since > ?"
                + OF_OPEN_FILES);
    }

    private boolean isAnyClaimed() {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM payout WHERE " + CLAIMED + OF_OPEN_FILES + " LIMIT 1")) {
                select.setLong(1, latestMillis());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private int set(Connection connection, String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setLong(1, clock.millis() + leaseMillis);
            update.setLong(2, latestMillis());
            return update.executeUpdate();
        }
    }

    /** A claim that ends later than this was made before the time was set back: see {@link Leases}. */
    private long latestMillis() {
        return clock.millis() + 2 * leaseMillis;
    }
}
