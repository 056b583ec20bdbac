package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** Writes a chunk of rows; the unique index on held references finds the ones that came before. */
final class PayoutInsert {

    private static final String INSERT = """
            INSERT INTO payout (file_id, line_no, cells, reference, holds_reference, msisdn, amount, description, state,
              due_at, reason_code, reason_text, final_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (reference) WHERE holds_reference = 1 DO NOTHING""";

    private PayoutInsert() {
    }

    static void insert(Connection connection, long fileId, List<NewPayout> rows, long now) throws SQLException {
        int[] inserted = batch(connection, fileId, rows, now);
        List<NewPayout> duplicates = new ArrayList<>();
        for (int i = 0; i < inserted.length; i++) {
            if (inserted[i] == 0) {
                duplicates.add(asDuplicate(connection, rows.get(i)));
            } else if (inserted[i] != 1 && inserted[i] != Statement.SUCCESS_NO_INFO) {
                throw new SQLException("row " + rows.get(i).lineNo() + " was not inserted: " + inserted[i]);
            }
        }
        if (!duplicates.isEmpty()) {
            batch(connection, fileId, duplicates, now);
        }
    }

    private static int[] batch(Connection connection, long fileId, List<NewPayout> rows, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (NewPayout row : rows) {
                boolean valid = row.refusal() == null;
                insert.setLong(1, fileId);
                insert.setLong(2, row.lineNo());
                insert.setString(3, row.cells());
                insert.setString(4, row.reference() == null ? null : row.reference().value());
                insert.setInt(5, valid ? 1 : 0);
                insert.setString(6, row.msisdn() == null ? null : row.msisdn().e164());
                setLong(insert, 7, row.amount() == null ? null : row.amount().francs());
                insert.setString(8, row.description());
                insert.setString(9, (valid ? PayoutState.RECEIVED : PayoutState.REJECTED).name());
                insert.setLong(10, now);
                insert.setString(11, valid ? null : row.refusal().code().name());
                insert.setString(12, valid ? null : row.refusal().text());
                setLong(insert, 13, valid ? null : now);
                insert.addBatch();
            }
            return insert.executeBatch();
        }
    }

    private static NewPayout asDuplicate(Connection connection, NewPayout row) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("""
                SELECT f.name, p.file_id, p.line_no FROM payout p JOIN payout_file f ON f.id = p.file_id
                WHERE p.reference = ? AND p.holds_reference = 1""")) {
            select.setString(1, row.reference().value());
            try (ResultSet first = select.executeQuery()) {
                if (!first.next()) {
                    throw new SQLException("the reference of line " + row.lineNo() + " is held by no payout");
                }
                String text = "the reference was used before: " + first.getString(1) + " line " + first.getLong(3)
                        + " (payout " + first.getLong(2) + "-" + first.getLong(3) + "); give this row another reference if it"
                        + " is another payment";
                return new NewPayout(row.lineNo(), row.cells(), row.reference(), row.msisdn(), row.amount(), row.description(),
                        new Reason(ReasonCode.AM05, text));
            }
        }
    }

    private static void setLong(PreparedStatement statement, int at, Long value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, value);
        }
    }
}
