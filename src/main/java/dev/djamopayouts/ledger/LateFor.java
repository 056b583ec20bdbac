package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A file that was accepted before its control totals came.
 *
 * @param rows   what it has
 * @param francs what those amounts come to that could be read
 * @param unread how many could not
 */
public record LateFor(PayoutFileEntry file, long rows, long francs, long unread) {

    /** Whether they would have let the file pass. */
    public boolean agreesWith(GivenTotals given) {
        return agreesWith(given, file.sha256());
    }

    /** The same of a copy of the file that has that hash, since it may be packed in another way. */
    boolean agreesWith(GivenTotals given, String sha256) {
        return unread == 0 && rows == given.rows() && francs == given.francs() && (given.sha256() == null || given.sha256().equals(sha256));
    }

    /** The file that was accepted, or was found to be a duplicate, without the totals that were on their way to it. */
    static LateFor find(Connection connection, GivenTotals given, long lateMillis) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT sha256, state, COALESCE(accepted_at, received_at) AS answered_at,
                  EXISTS (SELECT 1 FROM control_totals t WHERE t.file_id = payout_file.id AND t.fate = 'USED') AS had_totals
                FROM payout_file WHERE inbox = ? AND COALESCE(sender, '') = ? AND name = ? ORDER BY id DESC LIMIT 1""")) {
            select.setString(1, given.inbox());
            select.setString(2, given.sender() == null ? "" : given.sender());
            select.setString(3, given.name());
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || row.getBoolean("had_totals")) {
                    return null;
                }
                FileState state = FileState.valueOf(row.getString("state"));
                String sha256 = row.getString("sha256");
                boolean recent = row.getLong("answered_at") + lateMillis >= given.receivedAtMillis();
                if (state == FileState.RECEIVING || state == FileState.REFUSED || !recent && !sha256.equals(given.sha256())) {
                    return null;
                }
                return of(connection, PayoutFileEntry.one(connection, "state IN ('ACCEPTED', 'SETTLED') AND sha256 = ?", sha256)
                        .map(file -> Long.toString(file.id())).orElse(null));
            }
        }
    }

    static LateFor of(Connection connection, String fileId) throws SQLException {
        Optional<PayoutFileEntry> file = fileId == null ? Optional.empty() : PayoutFileEntry.one(connection, "id = CAST(? AS BIGINT)", fileId);
        if (file.isEmpty()) {
            return null;
        }
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT amount_total, row_count - (SELECT COUNT(amount) FROM payout p WHERE p.file_id = payout_file.id) AS unread
                FROM payout_file WHERE id = ?""")) {
            select.setLong(1, file.get().id());
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new LateFor(file.get(), file.get().rows(), row.getLong("amount_total"), row.getLong("unread"));
            }
        }
    }
}
