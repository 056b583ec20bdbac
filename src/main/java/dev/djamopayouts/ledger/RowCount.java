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
    private static final String SELECT = "SELECT line_no, state, reference, msisdn, amount, alike, mends_file,"
            + " mends_line, root_reference, reason_code FROM payout WHERE file_id = ? AND line_no > ? AND line_no <= ? ORDER BY line_no";

    private final DataSource source;
    private final Database database;

    RowCount(DataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    PayoutFiles.Count of(long fileId) {
        Sums sums = new Sums();
        add(fileId, 0, Long.MAX_VALUE, sums);
        return sums.count();
    }

    static PayoutFiles.Count of(Connection connection, long fileId) throws SQLException {
        Sums sums = new Sums();
        add(connection, fileId, 0, Long.MAX_VALUE, sums);
        return sums.count();
    }

    /** Counts what stands behind the one line up to the other. */
    void add(long fileId, long afterLine, long lastLine, Sums sums) {
        Ledger.read(source, connection -> {
            database.readInParts(connection);
            add(connection, fileId, afterLine, lastLine, sums);
            return null;
        });
    }

    private static void add(Connection connection, long fileId, long afterLine, long lastLine, Sums sums) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setFetchSize(FETCH);
            select.setLong(1, fileId);
            select.setLong(2, afterLine);
            select.setLong(3, lastLine);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sums.add(row);
                }
            }
        }
    }

    /** The payout that a row asks for again, FILE-LINE, or null. */
    static String mends(ResultSet row) throws SQLException {
        long file = row.getLong("mends_file");
        return row.wasNull() ? null : file + "-" + row.getLong("mends_line");
    }

    /** What the rows so far come to. */
    static final class Sums {

        private final RowDigest digest = new RowDigest();
        private long rows;
        private long valid;
        private long validFrancs;
        private long francs;
        private long held;
        private long alike;
        private long mended;
        private long askedBefore;

        void add(ResultSet row) throws SQLException {
            String state = row.getString("state");
            long amount = row.getLong("amount");
            Long readable = row.wasNull() ? null : amount;
            String mends = mends(row);
            digest.add(row.getLong("line_no"), state, row.getString("reference"), row.getString("msisdn"), readable);
            digest.addMended(mends, row.getString("root_reference"));
            boolean looksAlike = row.getString("alike") != null;
            rows++;
            francs = Math.addExact(francs, amount);
            held += state.equals(PayoutState.HELD.name()) ? 1 : 0;
            alike += looksAlike ? 1 : 0;
            if (!state.equals(PayoutState.REJECTED.name())) {
                valid++;
                validFrancs = Math.addExact(validFrancs, amount);
                mended += mends == null ? 0 : 1;
            } else if (mends != null && !looksAlike && ReasonCode.AM05.name().equals(row.getString("reason_code"))) {
                askedBefore++;
            }
        }

        PayoutFiles.Count count() {
            return new PayoutFiles.Count(rows, valid, validFrancs, francs, held, alike, mended, askedBefore, digest.hex());
        }
    }
}
