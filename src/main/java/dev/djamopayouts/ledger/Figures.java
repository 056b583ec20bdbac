package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;

/** What an operator, a health check or a metric wants to know; every figure is counted from the rows themselves. */
public final class Figures {

    /**
     * Rows and money in one state.
     *
     * @param francs the sum of the amounts that could be read
     */
    public record Total(long rows, long francs) {
    }

    private final DataSource source;
    private final Clock clock;

    Figures(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** More of one file than its totals. */
    public FileFigures of(long fileId) {
        return new FileFigures(source, fileId);
    }

    /** Rows and money of one file by state; every state is there. */
    public Map<PayoutState, Total> byState(long fileId) {
        return byState("file_id = ?", fileId);
    }

    /** Rows and money of all accepted files by state; every state is there. */
    public Map<PayoutState, Total> byState() {
        return byState("file_id IN (SELECT id FROM payout_file WHERE state IN ('ACCEPTED', 'SETTLED')) AND file_id > ?", 0);
    }

    private Map<PayoutState, Total> byState(String condition, long value) {
        Map<PayoutState, Total> totals = new EnumMap<>(PayoutState.class);
        for (PayoutState state : PayoutState.values()) {
            totals.put(state, new Total(0, 0));
        }
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT state, COUNT(*), COALESCE(SUM(amount), 0) FROM payout WHERE " + condition + " GROUP BY state")) {
                select.setLong(1, value);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        totals.put(PayoutState.valueOf(rows.getString(1)), new Total(rows.getLong(2), rows.getLong(3)));
                    }
                }
            }
            return totals;
        });
    }

    /** Rows acknowledged less rows in some state, over all accepted files: anything but 0 means that a row was lost. */
    public long unaccounted() {
        return number("""
                SELECT COALESCE(SUM(row_count), 0) - (SELECT COUNT(*) FROM payout WHERE file_id IN
                  (SELECT id FROM payout_file WHERE state IN ('ACCEPTED', 'SETTLED')))
                FROM payout_file WHERE state IN ('ACCEPTED', 'SETTLED')""");
    }

    /** How long the oldest payout has been in doubt, milliseconds; 0 where none is. */
    public long oldestDoubtMillis() {
        long since = number("SELECT COALESCE(MIN(doubt_since), 0) FROM payout WHERE state = 'UNKNOWN' AND due_at IS NOT NULL"
                + " AND file_id IN (SELECT id FROM payout_file WHERE closed_at IS NULL)");
        return since == 0 ? 0 : clock.millis() - since;
    }

    /** Payouts for which an answer contradicted what was sent, however they ended. */
    public long alarms() {
        return number("SELECT COUNT(*) FROM payout WHERE alarm IS NOT NULL");
    }

    /** Payouts that Djamo holds otherwise than they were sent: nothing more is done with them until a person decides. */
    public long waitingForPerson() {
        return number("SELECT COUNT(*) FROM payout WHERE state = 'UNKNOWN' AND doubt = 'CONFLICT' AND due_at IS NOT NULL"
                + " AND file_id IN (SELECT id FROM payout_file WHERE closed_at IS NULL)");
    }

    /** Files that some stage still works on. */
    public long openFiles() {
        return number("SELECT COUNT(*) FROM payout_file WHERE closed_at IS NULL AND state IN ('ACCEPTED', 'SETTLED')");
    }

    private long number(String sql) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql); ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
