package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.PayoutState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The SQL of a claim: due payouts of the open files, fairly shared, each given to one claimant until its lease runs out. */
final class Claims {

    /** Reads one claimed row; every column of {@code payout} is there. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private Claims() {
    }

    static <T> List<T> claim(Connection connection, Stage stage, int limit, long now, long leaseMillis, RowReader<T> reader)
            throws SQLException {
        List<T> claimed = new ArrayList<>();
        List<Long> open = openFiles(connection);
        for (int i = 0; i < open.size() && claimed.size() < limit; i++) {
            // What a file leaves of its share goes to the files after it.
            int share = Math.floorDiv(limit - claimed.size() + open.size() - i - 1, open.size() - i);
            int full = claimed.size() + share;
            for (PayoutState from : stage.takes()) {
                claimFrom(connection, stage, from, open.get(i), full - claimed.size(), now, leaseMillis, reader, claimed);
            }
        }
        return claimed;
    }

    private static List<Long> openFiles(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT id FROM payout_file"
                + " WHERE closed_at IS NULL AND state IN ('ACCEPTED', 'SETTLED') ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            List<Long> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            return ids;
        }
    }

    private static <T> void claimFrom(Connection connection, Stage stage, PayoutState from, long fileId, int limit, long now,
                                      long leaseMillis, RowReader<T> reader, List<T> claimed) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql(stage, from))) {
            int at = 0;
            update.setLong(++at, now + leaseMillis);
            if (stage == Stage.SUBMIT) {
                update.setLong(++at, now);
            }
            update.setLong(++at, fileId);
            update.setLong(++at, fileId);
            update.setLong(++at, now);
            update.setInt(++at, limit);
            if (stage == Stage.CHECK) {
                update.setLong(++at, now);
            }
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    claimed.add(reader.read(rows));
                }
            }
        }
    }

    private static String sql(Stage stage, PayoutState from) {
        PayoutState to = stage.claimed(from);
        return "UPDATE payout SET epoch = epoch + 1, due_at = ?, state = '" + to + "'"
                + (from == to ? ", tries = tries + 1" : ", tries = 1")
                + (stage == Stage.SUBMIT ? ", attempts = attempts + 1, submitted_at = COALESCE(submitted_at, ?)" : "")
                + (from == PayoutState.SUBMITTING ? ", doubt = '" + Doubt.INTERRUPTED + "', doubt_since = due_at" : "")
                + " WHERE file_id = ? AND line_no IN (" + due(stage, from) + ") RETURNING *";
    }

    private static String due(Stage stage, PayoutState from) {
        String due = "(SELECT line_no, msisdn FROM payout WHERE file_id = ? AND state = '" + from
                + "' AND due_at <= ? ORDER BY due_at, line_no LIMIT ?) AS due";
        if (stage != Stage.CHECK) {
            return "SELECT line_no FROM " + due;
        }
        // One payout for a number, and none whose number is being asked about: the answer will serve them all.
        return "SELECT MIN(line_no) FROM " + due + " WHERE NOT EXISTS (SELECT 1 FROM payout asked"
                + " WHERE asked.msisdn = due.msisdn AND asked.state = 'RECEIVED' AND asked.tries > 0 AND asked.due_at > ?)"
                + " GROUP BY due.msisdn";
    }
}
