package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.DeskPayout.Made;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.ReasonCode;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What an operator wants to know of one payout file beyond its totals; counted from the rows, writes nothing. */
public final class FileFigures {

    /** Rows that were not paid for one reason, and the sum of their amounts that could be read. */
    public record Unpaid(ReasonCode code, long rows, long francs) {
    }

    /**
     * A payout in doubt.
     *
     * @param detail what the last step had to say, or null; in Djamo's own words, so it may hold a number
     */
    public record InDoubt(PayoutId id, String reference, Msisdn msisdn, long francs, Doubt doubt, long sinceMillis, String detail) {
    }

    /**
     * A payout that waits for a person: an answer contradicted what was sent.
     *
     * @param text      what is wrong and whom to ask
     * @param undecided whether nothing more happens to it until a person decides
     */
    public record Alarm(PayoutId id, String reference, String text, boolean undecided) {
    }

    /**
     * A payout that waits until a person releases or rejects it.
     *
     * @param why why it is held
     */
    public record Held(PayoutId id, String reference, Msisdn msisdn, long francs, String why) {
    }

    /**
     * A row that was dropped before.
     *
     * @param mends     the payout that was dropped for the same before, in {@code fileName}
     * @param reference what the row bears here
     */
    public record Mended(PayoutId id, PayoutState state, String reference, PayoutId mends, String fileName) {
    }

    /**
     * An answer on its way to one destination.
     *
     * @param deliveredAtMillis epoch milliseconds, 0 while it waits
     */
    public record Delivery(String name, String destination, int tries, long deliveredAtMillis) {
    }

    private final DataSource source;
    private final long fileId;

    FileFigures(DataSource source, long fileId) {
        this.source = source;
        this.fileId = fileId;
    }

    /** What Djamo charged for the paid rows. */
    public long fees() {
        return list("SELECT COALESCE(SUM(fee), 0) FROM payout WHERE file_id = ? AND state = 'COMPLETED' LIMIT ?", 1,
                row -> row.getLong(1)).get(0);
    }

    /** When the first of the file's payouts was sent, epoch milliseconds; 0 where none was. */
    public long firstSentAtMillis() {
        return list("SELECT COALESCE(MIN(submitted_at), 0) FROM payout WHERE file_id = ? LIMIT ?", 1, row -> row.getLong(1)).get(0);
    }

    /** When the last of the file's payouts came to its end, epoch milliseconds; 0 where none did. */
    public long lastFinalAtMillis() {
        return list("SELECT COALESCE(MAX(final_at), 0) FROM payout WHERE file_id = ? LIMIT ?", 1, row -> row.getLong(1)).get(0);
    }

    /** Why rows were not paid, the most frequent reason first. */
    public List<Unpaid> unpaid() {
        return list("""
                SELECT reason_code, COUNT(*), COALESCE(SUM(amount), 0) FROM payout
                WHERE file_id = ? AND state IN ('FAILED', 'REJECTED') GROUP BY reason_code ORDER BY 2 DESC, 1 LIMIT ?""",
                ReasonCode.values().length, row -> new Unpaid(ReasonCode.valueOf(row.getString(1)), row.getLong(2), row.getLong(3)));
    }

    /** Payouts in doubt, the oldest first. */
    public List<InDoubt> inDoubt(int limit) {
        return list("SELECT * FROM payout WHERE file_id = ? AND state = 'UNKNOWN' ORDER BY doubt_since, line_no LIMIT ?", limit,
                row -> new InDoubt(id(row), row.getString("reference"), new Msisdn(row.getString("msisdn")), row.getLong("amount"),
                        Doubt.valueOf(row.getString("doubt")), row.getLong("doubt_since"), row.getString("detail")));
    }

    /** Payouts that wait for a person, in the order of their lines. */
    public List<Alarm> alarms(int limit) {
        return list("""
                SELECT file_id, line_no, reference, COALESCE(alarm, detail) AS text, state, doubt FROM payout WHERE file_id = ?
                  AND (alarm IS NOT NULL OR state = 'UNKNOWN' AND doubt = 'CONFLICT') ORDER BY line_no LIMIT ?""", limit,
                row -> new Alarm(id(row), row.getString("reference"), row.getString("text"),
                        PayoutState.UNKNOWN.name().equals(row.getString("state")) && Doubt.CONFLICT.name().equals(row.getString("doubt"))));
    }

    /** Payouts that wait until a person releases or rejects them, in the order of their lines. */
    public List<Held> held(int limit) {
        return list("SELECT * FROM payout WHERE file_id = ? AND state = 'HELD' ORDER BY line_no LIMIT ?", limit,
                row -> new Held(id(row), row.getString("reference"), new Msisdn(row.getString("msisdn")), row.getLong("amount"),
                        row.getString("reason_text")));
    }

    /** Rows that were dropped before, in the order of their lines. */
    public List<Mended> mended(int limit) {
        return list("""
                SELECT p.file_id, p.line_no, p.state, p.reference, p.mends_file, p.mends_line, f.name FROM payout p
                JOIN payout_file f ON f.id = p.mends_file WHERE p.file_id = ? ORDER BY p.line_no LIMIT ?""", limit,
                row -> new Mended(id(row), PayoutState.valueOf(row.getString("state")), row.getString("reference"),
                        new PayoutId(row.getLong("mends_file"), row.getLong("mends_line")), row.getString("name")));
    }

    /** What persons decided, the latest first. */
    public List<Made> decisions(int limit) {
        return list("SELECT * FROM decision WHERE file_id = ? ORDER BY decided_at DESC, line_no LIMIT ?", limit, Made::of);
    }

    /** Each answer to the file at each of its destinations. */
    public List<Delivery> deliveries() {
        return list("SELECT * FROM answer WHERE file_id = ? ORDER BY name, destination LIMIT ?", Integer.MAX_VALUE,
                row -> new Delivery(row.getString("name"), row.getString("destination"), row.getInt("tries"),
                        row.getLong("delivered_at")));
    }

    static PayoutId id(ResultSet row) throws SQLException {
        return new PayoutId(row.getLong("file_id"), row.getLong("line_no"));
    }

    private <T> List<T> list(String sql, int limit, Claims.RowReader<T> reader) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql)) {
                select.setLong(1, fileId);
                select.setInt(2, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<T> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(reader.read(rows));
                    }
                    return found;
                }
            }
        });
    }
}
