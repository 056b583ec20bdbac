package dev.djamopayouts.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What an operator wants to know of control totals: who waits for whom, and where they came too late. */
public final class TotalsFigures {

    /**
     * Control totals that did not agree with a file that was accepted before they came.
     *
     * @param file the name that its answers have
     */
    public record Contradicted(String file, GivenTotals totals) {
    }

    private final DataSource source;
    private final Clock clock;

    TotalsFigures(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** Files that were read and wait for their totals, the oldest first. */
    public List<PayoutFileEntry> awaiting(int limit) {
        return list("SELECT * FROM payout_file WHERE state = 'RECEIVING' AND awaits_totals = 1 ORDER BY id LIMIT ?", PayoutFileEntry::of,
                limit);
    }

    /** Totals that no file came for within that time, the oldest first. */
    public List<GivenTotals> orphans(long waitMillis, int limit) {
        return list("SELECT * FROM control_totals WHERE fate IS NULL AND received_at <= ? ORDER BY received_at LIMIT ?", GivenTotals::of,
                clock.millis() - waitMillis, limit);
    }

    /** Totals that no file came for within that time and of which the log has said nothing yet. */
    public List<GivenTotals> untold(long waitMillis, int limit) {
        return list("SELECT * FROM control_totals WHERE fate IS NULL AND told = 0 AND received_at <= ? ORDER BY received_at LIMIT ?",
                GivenTotals::of, clock.millis() - waitMillis, limit);
    }

    /** How many totals came too late and do not agree with their file. */
    public long contradicted() {
        return list("SELECT COUNT(*) FROM control_totals WHERE fate = 'CONTRADICTED'", row -> row.getLong(1)).get(0);
    }

    /** The latest of those. */
    public List<Contradicted> contradicted(int limit) {
        return list("SELECT t.*, f.answer_name FROM control_totals t JOIN payout_file f ON f.id = t.file_id WHERE fate = 'CONTRADICTED'"
                + " ORDER BY t.received_at DESC LIMIT ?", row -> new Contradicted(row.getString("answer_name"), GivenTotals.of(row)), limit);
    }

    private <T> List<T> list(String sql, Claims.RowReader<T> reader, long... values) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    select.setLong(i + 1, values[i]);
                }
                return read(select, reader);
            }
        });
    }

    private static <T> List<T> read(PreparedStatement select, Claims.RowReader<T> reader) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        }
    }
}
