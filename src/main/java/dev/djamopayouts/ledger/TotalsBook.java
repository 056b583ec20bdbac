package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Control totals that come in files of their own: they wait here for the payout file of their name and inbox, and stay until
 * one was accepted with them, so that a mended copy of a refused file is held against them too. Taken under the same lease
 * as payout files: between the look at them and the answer to a file no others can come.
 */
public final class TotalsBook {

    /**
     * What became of control totals that came.
     *
     * @param replaced whether others had waited for the same file, which count no more
     * @param lateFor  the accepted file that had to do without them, or null while they wait
     */
    public record Received(boolean replaced, LateFor lateFor) {
    }

    /** Those that wait for the file of a name in an inbox. */
    private static final String OF_FILE = "inbox = ? AND COALESCE(sender, '') = ? AND name = ? AND fate IS NULL";
    private static final String WAITING = "SELECT * FROM control_totals WHERE "
            + OF_FILE;

    private final GroupCommit commits;
    private final DataSource source;
    private final HalfReceived halfReceived;
    private final Clock clock;

    TotalsBook(GroupCommit commits, DataSource source, HalfReceived halfReceived, Clock clock) {
        this.commits = commits;
        this.source = source;
        this.halfReceived = halfReceived;
        this.clock = clock;
    }

    /**
     * Keeps totals that came, once: the same drop again, after a crash, changes nothing and gives the same answer. Waits while
     * another instance receives a file.
     *
     * @param lateMillis how long after a file was accepted without any they are still taken for its own; later ones are
     *                   those of the next file of that name
     */
    public Received receive(GivenTotals given, long lateMillis) {
        halfReceived.begin();
        return commits.write(connection -> {
            halfReceived.require(connection);
            Received received = known(connection, given.dropId());
            if (received == null) {
                received = enter(connection, given, lateMillis);
            }
            halfReceived.end(connection);
            return received;
        });
    }

    private static Received known(Connection connection, String dropId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM control_totals WHERE drop_id = ?")) {
            select.setString(1, dropId);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                String fate = row.getString("fate");
                boolean late = "LATE".equals(fate) || "CONTRADICTED".equals(fate);
                return new Received(false, late ? LateFor.of(connection, row.getString("file_id")) : null);
            }
        }
    }

    private Received enter(Connection connection, GivenTotals given, long lateMillis) throws SQLException {
        LateFor late = LateFor.find(connection, given, lateMillis);
        int replaced = late != null ? 0 : update(connection,
                "UPDATE control_totals SET fate = 'REPLACED' WHERE " + OF_FILE, given.inbox(), sender(given.sender()), given.name());
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO control_totals (drop_id, inbox, sender, name, row_count, amount, sha256, received_at, fate, file_id)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, given.dropId());
            insert.setString(2, given.inbox());
            insert.setString(3, given.sender());
            insert.setString(4, given.name());
            insert.setLong(5, given.rows());
            insert.setLong(6, given.francs());
            insert.setString(7, given.sha256());
            insert.setLong(8, given.receivedAtMillis());
            insert.setString(9, late == null ? null : late.agreesWith(given) ? "LATE" : "CONTRADICTED");
            if (late == null) {
                insert.setNull(10, java.sql.Types.BIGINT);
            } else {
                insert.setLong(10, late.file().id());
            }
            insert.executeUpdate();
        }
        return new Received(replaced > 0, late);
    }

    /** Whether the totals of this drop are here, whatever became of them. */
    public boolean has(String dropId) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM control_totals WHERE drop_id = ?")) {
                select.setString(1, dropId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** The totals that wait for a file of this name. */
    public Optional<GivenTotals> waitingFor(PayoutFileEntry file) {
        return Ledger.read(source, connection -> waitingFor(connection, file));
    }

    private static Optional<GivenTotals> waitingFor(Connection connection, PayoutFileEntry file) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(WAITING)) {
            select.setString(1, file.inbox());
            select.setString(2, sender(file.sender()));
            select.setString(3, file.name());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(GivenTotals.of(row)) : Optional.empty();
            }
        }
    }

    /** Leaves a file that needs totals for later, and lets others be received. */
    public void await(PayoutFileEntry file) {
        commits.write(connection -> {
            halfReceived.require(connection);
            update(connection, "UPDATE payout_file SET awaits_totals = 1 WHERE id = CAST(? AS BIGINT) AND state = 'RECEIVING'",
                    Long.toString(file.id()));
            halfReceived.end(connection);
            return null;
        });
    }

    /**
     * Whether there is nothing to do yet with a drop that was left for later: no totals came, and the wait is not over.
     *
     * @param waitMillis how long a file waits for its totals, from when it was first received
     */
    public boolean isAwaited(String dropId, long waitMillis) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT 1 FROM payout_file f WHERE drop_id = ? AND state = 'RECEIVING' AND awaits_totals = 1 AND received_at > ?
                      AND NOT EXISTS (SELECT 1 FROM control_totals t WHERE t.inbox = f.inbox
                        AND COALESCE(t.sender, '') = COALESCE(f.sender, '') AND t.name = f.name AND t.fate IS NULL)""")) {
                select.setString(1, dropId);
                select.setLong(2, clock.millis() - waitMillis);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /** The log has said that no file came for these. */
    public void told(GivenTotals totals) {
        commits.write(connection -> update(connection, "UPDATE control_totals SET told = 1 WHERE drop_id = ?", totals.dropId()));
    }

    /** Keeps a file's own line of totals, before it is accepted. */
    public void keepTrailer(PayoutFileEntry file, String trailer) {
        commits.write(connection -> {
            halfReceived.require(connection);
            return update(connection, "UPDATE payout_file SET trailer = ? WHERE id = CAST(? AS BIGINT) AND state = 'RECEIVING'", trailer,
                    Long.toString(file.id()));
        });
    }

    /** The line of totals that a file came with. */
    public Optional<String> trailer(long fileId) {
        return Ledger.read(source, connection -> trailer(connection, fileId));
    }

    private static Optional<String> trailer(Connection connection, long fileId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT trailer FROM payout_file WHERE id = ?")) {
            select.setLong(1, fileId);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
            }
        }
    }

    /**
     * Within the write that finds a file to be a duplicate: totals that are of it are used up. Others are those of the next
     * file of that name, which an old copy must not take away.
     *
     * @param first the accepted file that had the same content
     */
    String useForCopy(Connection connection, PayoutFileEntry file, PayoutFileEntry first) throws SQLException {
        Optional<GivenTotals> waiting = waitingFor(connection, file);
        LateFor accepted = LateFor.of(connection, Long.toString(first.id()));
        return waiting.isPresent() && accepted.agreesWith(waiting.get(), file.sha256()) ? use(connection, file) : "";
    }

    /** Within the write that accepts a file: its totals are used up. Gives what the trail keeps. */
    String use(Connection connection, PayoutFileEntry file) throws SQLException {
        int used = update(connection, "UPDATE control_totals SET fate = 'USED', file_id = CAST(? AS BIGINT)"
                + " WHERE " + OF_FILE, Long.toString(file.id()), file.inbox(), sender(file.sender()), file.name());
        List<String> sources = new ArrayList<>();
        if (trailer(connection, file.id()).isPresent()) {
            sources.add("trailer");
        }
        if (used > 0) {
            sources.add("sidecar");
        }
        return sources.isEmpty() ? "" : " totals=" + String.join("+", sources);
    }

    private static String sender(String name) {
        return name == null ? "" : name;
    }

    static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setString(i + 1, values[i]);
            }
            return update.executeUpdate();
        }
    }
}
