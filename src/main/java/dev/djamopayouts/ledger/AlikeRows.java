package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Finds the rows of a file that look like an earlier payment, before the file is accepted. Which payout is the first depends
 * on what the ledger held when the file came and on nothing else, so a file that is received again finds the same.
 */
final class AlikeRows {

    /** In the order of the table's key: pages that lie side by side are written once, however many rows there are. */
    private static final String ADD = """
            INSERT INTO payout_alike (amount, msisdn, file_id, line_no)
              SELECT amount, msisdn, file_id, line_no FROM payout
              WHERE file_id = ? AND line_no > ? AND line_no <= ? AND state <> 'REJECTED' ORDER BY amount, msisdn, line_no""";

    /** The earliest alike that was paid or may be; of the row's own file only those that stand before it. */
    private static final String FIND = """
            SELECT line_no, earliest FROM (
              SELECT p.line_no, (
                SELECT c.file_id || '-' || c.line_no FROM payout_alike a JOIN payout c ON c.file_id = a.file_id AND c.line_no = a.line_no
                WHERE a.amount = p.amount AND a.msisdn = p.msisdn AND a.file_id >= ? AND (a.file_id <> p.file_id OR a.line_no < p.line_no)
                  AND c.state NOT IN ('FAILED', 'REJECTED')
                ORDER BY a.file_id, a.line_no LIMIT 1) AS earliest
              FROM payout p WHERE p.file_id = ? AND p.line_no > ? AND p.line_no <= ? AND p.state <> 'REJECTED') AS looked
            WHERE earliest IS NOT NULL""";

    private static final String MARK = """
            UPDATE payout SET alike = ?, note = COALESCE(note || '; ', '') || ?, state = COALESCE(?, state), due_at = ?,
              reason_code = ?, reason_text = ?, final_at = ?, holds_reference = ? WHERE file_id = ? AND line_no = ?""";

    private static final long HOUR_MILLIS = 3_600_000;

    private final Connection connection;
    private final long fileId;
    private final Map<Long, String> fileNames = new HashMap<>();

    AlikeRows(Connection connection, long fileId) {
        this.connection = connection;
        this.fileId = fileId;
    }

    /**
     * Has later rows find those behind the one line up to the other: whether or not anybody looks today, who does so tomorrow
     * looks back.
     */
    void add(long afterLine, long lastLine) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            add.setLong(1, fileId);
            add.setLong(2, afterLine);
            add.setLong(3, lastLine);
            add.executeUpdate();
        }
    }

    /**
     * Which of the rows behind the one line up to the other, added before, look like which payment.
     *
     * @param windowMillis how long before its own file the other one may have come
     */
    Map<Long, PayoutId> find(long afterLine, long lastLine, long windowMillis) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(FIND)) {
            select.setLong(1, earliestFile(windowMillis));
            select.setLong(2, fileId);
            select.setLong(3, afterLine);
            select.setLong(4, lastLine);
            try (ResultSet rows = select.executeQuery()) {
                Map<Long, PayoutId> found = new LinkedHashMap<>();
                while (rows.next()) {
                    found.put(rows.getLong(1), PayoutId.parse(rows.getString(2)));
                }
                return found;
            }
        }
    }

    /** Files are numbered as they come: the window ends where the first file is that came within it. */
    private long earliestFile(long windowMillis) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT MIN(id) FROM payout_file WHERE received_at >= (SELECT received_at FROM payout_file WHERE id = ?) - ?""")) {
            select.setLong(1, fileId);
            select.setLong(2, windowMillis);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /**
     * Says of rows what they look like, and does with them what is to be done with such.
     *
     * @param language of the file's answers: what is said of its rows is kept in it
     */
    void mark(Map<Long, PayoutId> alike, Suspicion suspicion, Language language, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(MARK)) {
            for (Map.Entry<Long, PayoutId> row : alike.entrySet()) {
                bind(update, row.getKey(), row.getValue(), suspicion, language, now);
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private void bind(PreparedStatement update, long lineNo, PayoutId first, Suspicion suspicion, Language language, long now)
            throws SQLException {
        Words story = story(first);
        PayoutState becomes = switch (suspicion.then()) {
            case PAY -> null;
            case HOLD -> PayoutState.HELD;
            case REJECT -> PayoutState.REJECTED;
        };
        Words reason = switch (suspicion.then()) {
            case PAY -> null;
            case HOLD -> story;
            case REJECT -> story.then(remedy(suspicion));
        };
        update.setString(1, first.toString());
        update.setString(2, story.in(language));
        update.setString(3, becomes == null ? null : becomes.name());
        setLong(update, 4, becomes == PayoutState.HELD ? null : now);
        update.setString(5, reason == null ? null : ReasonCode.AM05.name());
        update.setString(6, reason == null ? null : reason.in(language));
        setLong(update, 7, becomes == PayoutState.REJECTED ? now : null);
        update.setInt(8, becomes == PayoutState.REJECTED ? 0 : 1);
        update.setLong(9, fileId);
        update.setLong(10, lineNo);
    }

    private Words story(PayoutId first) throws SQLException {
        String name = fileName(first.fileId());
        return new Words("the same amount to the same number as " + name + " line " + first.lineNo() + " (payout " + first + ")",
                "le même montant au même numéro que " + name + " ligne " + first.lineNo() + " (paiement " + first + ")");
    }

    private static Words remedy(Suspicion suspicion) {
        long hours = suspicion.windowMillis() / HOUR_MILLIS;
        return new Words("; if it is another payment, drop it again when " + hours + " hours have passed",
                " ; si c'est un autre paiement, déposez-le de nouveau une fois " + hours + " heures passées");
    }

    private String fileName(long id) throws SQLException {
        String known = fileNames.get(id);
        if (known == null) {
            known = PayoutFileEntry.one(connection, "id = CAST(? AS BIGINT)", Long.toString(id)).orElseThrow().name();
            fileNames.put(id, known);
        }
        return known;
    }

    private static void setLong(PreparedStatement statement, int at, Long value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, value);
        }
    }
}
