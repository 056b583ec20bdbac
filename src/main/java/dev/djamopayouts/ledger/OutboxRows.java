package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Answers.Destination;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which rows of {@code answer} are due for an outbox, as a condition. It names one destination, because the index has
 * what waits in order for one at a time.
 *
 * @param senders what stands for the question marks between the first, the destination, and the last, the time
 */
record OutboxRows(String condition, Destination destination, List<String> senders) {

    private static final String NOBODYS = "f.sender IS NULL";

    /** Each kind of row that goes there. */
    static List<OutboxRows> of(Outbox outbox) {
        if (outbox instanceof Outbox.OfSender own) {
            // Both: the sender's places may have moved to a server, or from one, since the file came.
            return Stream.of(Destination.values()).map(it -> rows(it, "f.sender = ?", List.of(own.sender()))).toList();
        }
        Outbox.Common common = (Outbox.Common) outbox;
        return switch (common.destination()) {
            case FOLDER -> List.of(folder(Destination.FOLDER, NOBODYS + " OR ", common.senders()), folder(Destination.SFTP, "", common.senders()));
            case SFTP -> List.of(rows(Destination.SFTP, NOBODYS, List.of()));
        };
    }

    /** With the answers to senders whom nobody knows any more. */
    private static OutboxRows folder(Destination destination, String also, Set<String> known) {
        String unknown = known.isEmpty() ? "f.sender IS NOT NULL"
                : "f.sender NOT IN (" + String.join(", ", Collections.nCopies(known.size(), "?")) + ")";
        return rows(destination, also + unknown, List.copyOf(known));
    }

    private static OutboxRows rows(Destination destination, String whose, List<String> senders) {
        return new OutboxRows("destination = ? AND EXISTS (SELECT 1 FROM payout_file f WHERE f.id = answer.file_id AND (" + whose
                + ")) AND delivered_at IS NULL AND due_at <= ?", destination, senders);
    }

    /** Sets the values of the condition from the first on; gives the place of the next one. */
    int set(PreparedStatement statement, long now) throws SQLException {
        int at = 1;
        statement.setString(at++, destination.key());
        for (String sender : senders) {
            statement.setString(at++, sender);
        }
        statement.setLong(at++, now);
        return at;
    }
}
