package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.Audit.Finding;
import dev.djamopayouts.ledger.Audit.Head;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/** Whether the trail is the one that was written: every hash is made again, in the order of the events. */
final class ChainAudit {

    private final Connection connection;
    private final Head kept;
    private final Consumer<Finding> findings;
    private final Map<Check, Long> looked;
    private Head last = new Head(0, "the trail begins");
    private boolean keptSeen;

    ChainAudit(Connection connection, Head kept, Consumer<Finding> findings, Map<Check, Long> looked) {
        this.connection = connection;
        this.kept = kept;
        this.findings = findings;
        this.looked = looked;
    }

    /** The end of the trail as it is written down. */
    static Head head(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT seq, hash FROM event_head");
                ResultSet row = select.executeQuery()) {
            return row.next() ? new Head(row.getLong(1), row.getString(2)) : new Head(0, "none");
        }
    }

    void run() throws SQLException {
        long events = 0;
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM event ORDER BY seq")) {
            select.setFetchSize(FileAudit.FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    events++;
                    link(SealedEvent.of(rows));
                }
            }
        }
        looked.put(Check.CHAIN, events);
        Head head = head(connection);
        if (!head.equals(last)) {
            find(Check.CHAIN, "event " + Math.max(head.seq(), last.seq()), "the trail ends at " + last + ", its head says " + head);
        }
        if (kept != null) {
            looked.put(Check.ANCHOR, kept.seq());
            if (!keptSeen) {
                find(Check.ANCHOR, "event " + kept.seq(), "the trail has no such event");
            }
        }
    }

    private void link(SealedEvent event) {
        String place = "event " + event.seq();
        boolean gap = event.seq() != last.seq() + 1;
        if (gap) {
            find(Check.CHAIN, place, "it comes after event " + last.seq() + ": what was between them is missing");
        } else if (!event.hashAfter(last.hash()).equals(event.hash())) {
            find(Check.CHAIN, place, "it is not what was written: its hash does not agree with it and the event before it"
                    + of(event.event()));
        }
        // From here on by what stands there, so that one edit is one finding.
        last = new Head(event.seq(), event.hash());
        if (kept != null && kept.seq() == event.seq()) {
            keptSeen = true;
            if (!kept.equals(last)) {
                find(Check.ANCHOR, place, "its hash is " + event.hash() + " where " + kept.hash() + " was kept");
            }
        }
    }

    private static String of(Event event) {
        return event.lineNo() == null ? " (payout file " + event.fileId() + ")"
                : " (payout " + event.fileId() + "-" + event.lineNo() + ")";
    }

    private void find(Check check, String place, String text) {
        findings.accept(new Finding(check, place, text));
    }
}
