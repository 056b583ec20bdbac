package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
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

    private static final String OPEN_FILES = "SELECT id FROM payout_file WHERE " + PayoutFiles.OPEN;

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

    /** Who waits for control totals, and where they came too late. */
    public TotalsFigures totals() {
        return new TotalsFigures(source, clock);
    }

    /** The latest files, the newest first. */
    public List<PayoutFileEntry> latestFiles(int limit) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout_file ORDER BY id DESC LIMIT ?")) {
                select.setInt(1, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<PayoutFileEntry> entries = new ArrayList<>();
                    while (rows.next()) {
                        entries.add(PayoutFileEntry.of(rows));
                    }
                    return entries;
                }
            }
        });
    }

    /** Rows and money of one file by state; every state is there. */
    public Map<PayoutState, Total> byState(long fileId) {
        return byState("file_id = ?", fileId);
    }

    /** Rows and money of the files that are not closed, by state; every state is there. */
    public Map<PayoutState, Total> byState() {
        return byState("file_id IN (" + OPEN_FILES + ") AND file_id > ?", 0);
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

    /**
     * Rows acknowledged that are in no state, or the other way round, over the files that are not closed: anything but 0
     * means that a row was lost. Closed files are not counted again, since none is closed before all its rows are there.
     */
    public long unaccounted() {
        return number("""
                SELECT COALESCE(SUM(ABS(row_count - (SELECT COUNT(*) FROM payout p WHERE p.file_id = payout_file.id))), 0)
                FROM payout_file WHERE\s""" + PayoutFiles.OPEN);
    }

    /** The same in money, whole francs of all amounts that could be read. */
    public long unaccountedFrancs() {
        return number("""
                SELECT COALESCE(SUM(ABS(amount_total - (SELECT COALESCE(SUM(amount), 0) FROM payout p
                  WHERE p.file_id = payout_file.id))), 0) FROM payout_file WHERE\s""" + PayoutFiles.OPEN);
    }

    /** How long the oldest payout has been in doubt, milliseconds; 0 where none is. */
    public long oldestDoubtMillis() {
        long since = number("SELECT COALESCE(MIN(doubt_since), 0) FROM payout WHERE state = 'UNKNOWN' AND due_at IS NOT NULL"
                + " AND file_id IN (" + OPEN_FILES + ")");
        // A doubt that a restart found begins with the end of the claim.
        return since == 0 ? 0 : Math.max(0, clock.millis() - since);
    }

    /** Payouts that raised an alarm, however they ended: answered otherwise than they were sent, or overdue. */
    public long alarms() {
        return number("SELECT COUNT(*) FROM payout WHERE alarm IS NOT NULL");
    }

    /** Payouts that are not final and that a person must look at: those that nothing more is done with, and those with an alarm. */
    public long waitingForPerson() {
        return number("SELECT (SELECT COUNT(*) FROM payout WHERE state = 'UNKNOWN' AND doubt = 'CONFLICT' AND alarm IS NULL"
                + " AND due_at IS NOT NULL AND file_id IN (" + OPEN_FILES + "))"
                + " + (SELECT COUNT(*) FROM payout WHERE alarm IS NOT NULL AND state NOT IN ('COMPLETED', 'FAILED', 'REJECTED'))");
    }

    /** Payouts that wait until a person releases or rejects them. */
    public long held() {
        return number("SELECT COUNT(*) FROM payout WHERE state = 'HELD' AND file_id IN (" + OPEN_FILES + ")");
    }

    /**
     * A file that waits for a person.
     *
     * @param held      rows to be released or rejected
     * @param undecided rows that are in doubt and that only a person can decide, and others that a person must look at
     */
    public record Waiting(PayoutFileEntry file, long held, long undecided) {
    }

    /** The files that wait for a person, the oldest first. */
    public List<Waiting> waiting(int limit) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM (SELECT payout_file.*,"
                    + " (SELECT COUNT(*) FROM payout p WHERE p.file_id = payout_file.id AND p.state = 'HELD') AS held,"
                    + " (SELECT COUNT(*) FROM payout p WHERE p.file_id = payout_file.id AND p.state = 'UNKNOWN'"
                    + " AND p.due_at IS NOT NULL AND p.doubt = 'CONFLICT' AND p.alarm IS NULL)"
                    + " + (SELECT COUNT(*) FROM payout p WHERE p.file_id = payout_file.id AND p.alarm IS NOT NULL"
                    + " AND p.state NOT IN ('COMPLETED', 'FAILED', 'REJECTED')) AS undecided"
                    + " FROM payout_file WHERE " + PayoutFiles.OPEN + ") AS f WHERE held > 0 OR undecided > 0 ORDER BY id LIMIT ?")) {
                select.setInt(1, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<Waiting> waiting = new ArrayList<>();
                    while (rows.next()) {
                        waiting.add(new Waiting(PayoutFileEntry.of(rows), rows.getLong("held"), rows.getLong("undecided")));
                    }
                    return waiting;
                }
            }
        });
    }

    /** Files that some stage still works on. */
    public long openFiles() {
        return number("SELECT COUNT(*) FROM payout_file WHERE " + PayoutFiles.OPEN);
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
