package dev.djamopayouts.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit trail as a writer adds to it: whoever changes the state of a payout or of a file appends the transition within
 * the same piece of work. What was appended is sealed just before the commit, all of a group at once, and is forgotten when
 * the group is rolled back.
 *
 * <p>Belongs to one {@link WriterConnection} and to its thread.
 */
final class Trail {

    private record Stamped(long at, Event event) {
    }

    private final Clock clock;
    private final String instance;
    private final List<Stamped> appended = new ArrayList<>();
    private boolean open;

    Trail(Clock clock, String instance) {
        this.clock = clock;
        this.instance = instance;
    }

    /** A transition that the transaction under way makes. */
    void append(Event event) {
        if (!open) {
            throw new IllegalStateException("an event of payout file " + event.fileId() + " belongs to the write that makes it");
        }
        appended.add(new Stamped(clock.millis(), event));
    }

    /** A transaction begins. */
    void begin() {
        appended.clear();
        open = true;
    }

    /** The transaction ends, whatever became of it. */
    void end() {
        appended.clear();
        open = false;
    }

    /**
     * Writes what was appended behind the trail's end. From here to the commit no other instance can add to it, so this is
     * the last thing that a transaction does.
     */
    void seal(WriterConnection writer) throws SQLException {
        if (appended.isEmpty()) {
            return;
        }
        PreparedStatement lock = writer.prepared("UPDATE event_head SET seq = seq + ? RETURNING seq, hash");
        lock.setLong(1, appended.size());
        long lastSeq;
        String lastHash;
        try (ResultSet head = lock.executeQuery()) {
            if (!head.next()) {
                throw new LedgerFailed("the audit trail of the ledger has lost its head (table event_head); restore the ledger"
                        + " from a backup, or ask for help: nothing is paid that cannot be proved", null);
            }
            lastSeq = head.getLong(1) - appended.size();
            lastHash = head.getString(2);
        }
        seal(writer, lastSeq, lastHash);
    }

    private void seal(WriterConnection writer, long lastSeq, String lastHash) throws SQLException {
        String hash = lastHash;
        PreparedStatement insert = writer.prepared(SealedEvent.INSERT);
        long seq = lastSeq;
        for (Stamped each : appended) {
            seq++;
            SealedEvent sealed = SealedEvent.after(hash, seq, each.at, instance, each.event);
            sealed.bind(insert);
            insert.addBatch();
            hash = sealed.hash();
        }
        insert.executeBatch();
        PreparedStatement head = writer.prepared("UPDATE event_head SET hash = ?");
        head.setString(1, hash);
        head.executeUpdate();
    }
}
