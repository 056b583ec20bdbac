package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The one receive under way, of all instances. Where a receive ended half way, its rows hold references that no payment
 * stands for: they leave before the next file is received. The file itself is read again from its start when it comes again.
 */
final class HalfReceived {

    private static final String LEASE = "receive";
    private static final int DELETE_CHUNK = 5_000;
    private static final String NEXT_ROWS = " FROM payout WHERE file_id = ? ORDER BY line_no LIMIT ?)"
            + " AND EXISTS (SELECT 1 FROM payout_file WHERE id = ? AND state = 'RECEIVING')";
    private static final String DELETE = "DELETE FROM payout WHERE (file_id, line_no) IN (SELECT file_id, line_no" + NEXT_ROWS;
    private static final String DELETE_ALIKE = "DELETE FROM payout_alike WHERE (amount, msisdn, file_id, line_no)"
            + " IN (SELECT amount, msisdn, file_id, line_no" + NEXT_ROWS;
    private static final long WAIT_MILLIS = 60_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final GroupCommit commits;
    private final Leases leases;
    private volatile long epoch;

    HalfReceived(GroupCommit commits, Leases leases) {
        this.commits = commits;
        this.leases = leases;
    }

    /** Waits until no other instance receives a file, then forgets whatever a receive before this one left half done. */
    void begin() {
        long lookUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS);
        OptionalLong taken = tryToBegin();
        while (taken.isEmpty()) {
            LockSupport.parkNanos(LOOK_NANOS);
            if (System.nanoTime() > lookUntil || Thread.currentThread().isInterrupted()) {
                throw new LedgerFailed("another instance is receiving a file; this one is received when that one is done", null);
            }
            taken = tryToBegin();
        }
        epoch = taken.getAsLong();
        forgetAll();
    }

    /** Looks first: whoever waited for the lease's row in a write would keep the records of payments waiting too. */
    private OptionalLong tryToBegin() {
        return leases.isAnothers(LEASE) ? OptionalLong.empty() : commits.write(connection -> leases.take(connection, LEASE));
    }

    /** At a start: forgets what an interrupted receive left, unless another instance is receiving. */
    void tidyUp() {
        OptionalLong taken = tryToBegin();
        if (taken.isPresent()) {
            epoch = taken.getAsLong();
            forgetAll();
            commits.write(connection -> {
                end(connection);
                return null;
            });
        }
    }

    /** Within a write: fails where another has begun to receive since. */
    void require(Connection connection) throws SQLException {
        leases.require(connection, LEASE, epoch);
    }

    /** Within the write that answers the file. */
    void end(Connection connection) throws SQLException {
        leases.release(connection, LEASE);
    }

    private void forgetAll() {
        OptionalLong next = half();
        while (next.isPresent()) {
            forget(next.getAsLong());
            next = half();
        }
    }

    private OptionalLong half() {
        return commits.write(connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id FROM payout_file WHERE state = 'RECEIVING'"
                    + " AND (SELECT p.line_no FROM payout p WHERE p.file_id = payout_file.id ORDER BY p.line_no LIMIT 1) IS NOT NULL LIMIT 1");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /** Takes rows back out of a file that is not accepted, in chunks so that nobody waits long. */
    void forget(long fileId) {
        int deleted = DELETE_CHUNK;
        while (deleted == DELETE_CHUNK) {
            deleted = commits.write(connection -> {
                require(connection);
                delete(connection, DELETE_ALIKE, fileId);
                return delete(connection, DELETE, fileId);
            });
        }
    }

    private static int delete(Connection connection, String sql, long fileId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(sql)) {
            delete.setLong(1, fileId);
            delete.setInt(2, DELETE_CHUNK);
            delete.setLong(3, fileId);
            return delete.executeUpdate();
        }
    }
}
