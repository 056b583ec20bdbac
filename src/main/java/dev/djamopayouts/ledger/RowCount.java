package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.ReasonCode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Counts the rows of a file as they are in the ledger, one at a time. */
final class RowCount {

    private static final int FETCH = 1_000;

    private final DataSource source;
    private final Database database;

    RowCount(DataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    PayoutFiles.Count of(long fileId) {
        return Ledger.read(source, connection -> {
            database.readInParts(connection);
            return of(connection, fileId);
        });
    }

    static PayoutFiles.Count of(Connection connection, long fileId) throws SQLException {
        long rows = 0;
        long valid = 0;
        long validFrancs = 0;
        long francs = 0;
        long held = 0;
        long alike = 0;
        long mended = 0;
        long askedBefore = 0;
        RowDigest digest = new RowDigest();
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT line_no, state, reference, msisdn, amount, alike, mends_file, mends_line, root_reference, reason_code FROM payout WHERE file_id = ? ORDER BY line_no")) {
            select.setFetchSize(FETCH);
            select.setLong(1, fileId);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String state = row.getString(2);
                    long amount = row.getLong(5);
                    Long readable = row.wasNull() ? null : amount;
                    digest.add(row.getLong(1), state, row.getString(3), row.getString(4), readable);
                    String mends = mends(row);
                    digest.addMended(mends, row.getString("root_reference"));
                    boolean rejected = state.equals(PayoutState.REJECTED.name());
                    mended += mends != null && !rejected ? 1 : 0;
                    askedBefore += mends != null && rejected && row.getString(6) == null
                            && ReasonCode.AM05.name().equals(row.getString("reason_code")) ? 1 : 0;
                    rows++;
                    francs = Math.addExact(francs, amount);
                    held += state.equals(PayoutState.HELD.name()) ? 1 : 0;
                    alike += row.getString(6) == null ? 0 : 1;
                    if (!rejected) {
                        valid++;
                        validFrancs = Math.addExact(validFrancs, amount);
                    }
                }
            }
        }
        return new PayoutFiles.Count(rows, valid, validFrancs, francs, held, alike, mended, askedBefore, digest.hex());
    }

    /** The payout that a row asks for again, FILE-LINE, or null. */
    static String mends(ResultSet row) throws SQLException {
        long file = row.getLong("mends_file");
        return row.wasNull() ? null : file + "-" + row.getLong("mends_line");
    }
}
