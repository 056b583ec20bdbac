package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Event.Kind;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A ledger from before there was a trail: its files are entered as they are found, once, and held to that from then on. Reads
 * every row there is.
 */
final class TrailBeginning {

    private TrailBeginning() {
    }

    /** Does nothing where the trail has begun. */
    static void write(GroupCommit commits) {
        commits.write(connection -> {
            // Locks the head first, so that of several instances that start together one does it.
            try (PreparedStatement lock = connection.prepareStatement("UPDATE event_head SET seq = seq WHERE seq = 0")) {
                if (lock.executeUpdate() == 1) {
                    for (PayoutFileEntry file : files(connection)) {
                        commits.trail().append(Event.ofFile(file.id(), Kind.FOUND, null, file.state(), facts(connection, file)));
                    }
                }
            }
            return null;
        });
    }

    private static List<PayoutFileEntry> files(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout_file ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            List<PayoutFileEntry> files = new ArrayList<>();
            while (rows.next()) {
                files.add(PayoutFileEntry.of(rows));
            }
            return files;
        }
    }

    private static String facts(Connection connection, PayoutFileEntry file) throws SQLException {
        boolean hasRows = file.state() == FileState.ACCEPTED || file.state() == FileState.SETTLED;
        return hasRows ? file.facts() + " " + RowCount.of(connection, file.id()).facts() : file.facts();
    }
}
