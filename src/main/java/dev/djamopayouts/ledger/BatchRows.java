package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The payouts of one file that would go in its next batch, those that have waited longest.
 *
 * @param lines      their lines
 * @param firstEpoch the epoch of the first of them
 * @param oldestDue  since when the first of them is due
 * @param full       whether no more may go with them
 */
record BatchRows(List<Long> lines, long firstEpoch, long oldestDue, boolean full) {

    static final BatchRows NONE = new BatchRows(List.of(), 0, 0, false);

    private static final String DUE = "SELECT line_no, epoch, due_at, batch_limit FROM payout WHERE file_id = ? AND state = 'CHECKED'"
            + " AND due_at <= ? AND batch_limit IS ";
    private static final String FIRST = " ORDER BY due_at, line_no LIMIT ?";

    /** Payouts whose batch was never refused. */
    static BatchRows free(Connection connection, long file, long now, int size, String lock) throws SQLException {
        return select(connection, DUE + "NULL" + FIRST + lock, file, now, size);
    }

    /** Payouts that a refused batch left: no more together than each of them allows. */
    static BatchRows limited(Connection connection, long file, long now, int size, String lock) throws SQLException {
        return select(connection, DUE + "NOT NULL" + FIRST + lock, file, now, size);
    }

    private static BatchRows select(Connection connection, String sql, long file, long now, int size) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, file);
            select.setLong(2, now);
            select.setInt(3, size);
            try (ResultSet rows = select.executeQuery()) {
                return read(rows, size);
            }
        }
    }

    private static BatchRows read(ResultSet rows, int size) throws SQLException {
        List<Long> lines = new ArrayList<>();
        long firstEpoch = 0;
        long oldestDue = 0;
        int most = size;
        while (lines.size() < most && rows.next()) {
            int limit = rows.getInt("batch_limit");
            if (limit > 0 && limit <= lines.size()) {
                // The next one must not go in so large a batch: it begins one of its own.
                most = lines.size();
            } else {
                if (lines.isEmpty()) {
                    firstEpoch = rows.getLong("epoch");
                    oldestDue = rows.getLong("due_at");
                }
                lines.add(rows.getLong("line_no"));
                most = limit > 0 ? Math.min(most, limit) : most;
            }
        }
        return new BatchRows(lines, firstEpoch, oldestDue, lines.size() == most);
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    long firstLine() {
        return lines.get(0);
    }

    /** These, if they are full or the first of them is due since then; none otherwise. */
    BatchRows ripe(long dueSince) {
        return !isEmpty() && (full || oldestDue <= dueSince) ? this : NONE;
    }
}
