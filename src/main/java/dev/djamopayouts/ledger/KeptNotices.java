package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Events that nothing could be made of, to be shown to a person. One row for a transaction and a topic, however often it
 * comes; so many rows and no older than so much, the oldest go first: whoever shares the account with us fills none of our disk.
 */
public final class KeptNotices {

    private static final int MOST = 1_000;
    private static final long KEPT_MILLIS = TimeUnit.DAYS.toMillis(30);
    private static final String UNKNOWN = "fate = 'UNKNOWN'";
    /** A payout that came after the event and bears its reference: somebody should know before it is paid as well. */
    private static final String CAME_LATER = "(SELECT p.%1$s FROM payout p WHERE p.reference = w.reference AND p.holds_reference = 1) AS later_%1$s";

    private final DataSource source;
    private final Clock clock;

    KeptNotices(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** How many are kept whose reference no payout bore when they came. */
    public long unknown() {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM webhook_event WHERE " + UNKNOWN);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /** The latest whose reference no payout bore when they came, the newest first. */
    public List<KeptNotice> unknown(int limit) {
        return select(UNKNOWN, limit);
    }

    /** The latest that contradict the ledger, the newest first. */
    public List<KeptNotice> contradicting(int limit) {
        return select("fate = 'CONTRADICTED'", limit);
    }

    private List<KeptNotice> select(String condition, int limit) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT w.*, " + CAME_LATER.formatted("file_id") + ", "
                    + CAME_LATER.formatted("line_no") + " FROM webhook_event w WHERE " + condition + " ORDER BY received_at DESC, djamo_id, topic LIMIT ?")) {
                select.setInt(1, limit);
                try (ResultSet rows = select.executeQuery()) {
                    List<KeptNotice> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(KeptNotice.of(rows));
                    }
                    return found;
                }
            }
        });
    }

    /**
     * Keeps one within a write.
     *
     * @param payout the payout that it contradicts, or null
     * @return false where it was kept before
     */
    boolean keep(Connection connection, Notice notice, PayoutId payout) throws SQLException {
        String fate = payout == null ? "UNKNOWN" : "CONTRADICTED";
        try (PreparedStatement again = connection.prepareStatement("UPDATE webhook_event SET times = times + 1"
                + " WHERE djamo_id = ? AND topic = ? AND fate = ?")) {
            again.setString(1, notice.djamoId());
            again.setString(2, notice.topic());
            again.setString(3, fate);
            if (again.executeUpdate() > 0) {
                return false;
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO webhook_event (djamo_id, topic, fate, reference, amount, msisdn, file_id, line_no, received_at, times)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
                ON CONFLICT (djamo_id, topic) DO UPDATE SET fate = excluded.fate, reference = excluded.reference, amount = excluded.amount,
                  msisdn = excluded.msisdn, file_id = excluded.file_id, line_no = excluded.line_no, times = webhook_event.times + 1
                WHERE excluded.fate = 'CONTRADICTED' OR webhook_event.fate <> 'CONTRADICTED'""")) {
            insert.setString(1, notice.djamoId());
            insert.setString(2, notice.topic());
            insert.setString(3, fate);
            insert.setString(4, notice.reference());
            insert.setObject(5, notice.amount(), Types.BIGINT);
            insert.setString(6, notice.msisdn());
            insert.setObject(7, payout == null ? null : payout.fileId(), Types.BIGINT);
            insert.setObject(8, payout == null ? null : payout.lineNo(), Types.BIGINT);
            insert.setLong(9, clock.millis());
            insert.executeUpdate();
        }
        prune(connection, fate);
        return true;
    }

    /** Of each fate so many: whatever others do with the same account takes no contradiction away. */
    private void prune(Connection connection, String fate) throws SQLException {
        try (PreparedStatement old = connection.prepareStatement("DELETE FROM webhook_event WHERE received_at < ?");
                PreparedStatement more = connection.prepareStatement("DELETE FROM webhook_event WHERE (djamo_id, topic) IN (SELECT djamo_id, topic"
                        + " FROM webhook_event WHERE fate = ? ORDER BY received_at DESC, djamo_id, topic LIMIT ? OFFSET " + MOST + ")")) {
            old.setLong(1, clock.millis() - KEPT_MILLIS);
            old.executeUpdate();
            more.setString(1, fate);
            more.setInt(2, MOST);
            more.executeUpdate();
        }
    }
}
