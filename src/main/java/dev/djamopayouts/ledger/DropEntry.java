package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.ledger.PayoutFiles.Drop;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;

/** Enters a drop in the ledger under a number and an answer name of its own. */
final class DropEntry {

    /** To the letter what the indexes of contents hold. */
    private static final String ACCEPTED = "state IN ('ACCEPTED', 'SETTLED')";

    private DropEntry() {
    }

    static PayoutFileEntry enter(Connection connection, Drop drop, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO payout_file (id, drop_id, inbox, name, answer_name, sha256, content_sha256, bytes, state, received_at, sender, language)
                SELECT COALESCE(MAX(id), 0) + 1, ?, ?, ?, ?, ?, ?, ?, 'RECEIVING', ?, ?, ? FROM payout_file""")) {
            insert.setString(1, drop.dropId());
            insert.setString(2, drop.inbox());
            insert.setString(3, drop.name());
            insert.setString(4, freeAnswerName(connection, drop.name()));
            insert.setString(5, drop.sha256());
            insert.setString(6, drop.contentSha256());
            insert.setLong(7, drop.bytes());
            insert.setLong(8, now);
            insert.setString(9, drop.sender());
            insert.setString(10, drop.language().code());
            insert.executeUpdate();
        }
        return PayoutFileEntry.one(connection, "drop_id = ?", drop.dropId()).orElseThrow();
    }

    /** Read again from its start, so what counts is what is read now. */
    static PayoutFileEntry again(Connection connection, PayoutFileEntry known, Drop drop) throws SQLException {
        if (known.state() != FileState.RECEIVING || isTheSame(known, drop)) {
            return known;
        }
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE payout_file SET sha256 = ?, content_sha256 = ?, bytes = ?, sender = ?, language = ? WHERE id = ?")) {
            update.setString(1, drop.sha256());
            update.setString(2, drop.contentSha256());
            update.setLong(3, drop.bytes());
            update.setString(4, drop.sender());
            update.setString(5, drop.language().code());
            update.setLong(6, known.id());
            update.executeUpdate();
        }
        return PayoutFileEntry.one(connection, "drop_id = ?", drop.dropId()).orElseThrow();
    }

    /** A profile may have been renamed, or its language changed, before the file was read to its end. */
    private static boolean isTheSame(PayoutFileEntry known, Drop drop) {
        return known.sha256().equals(drop.sha256()) && known.contentSha256().equals(drop.contentSha256())
                && known.bytes() == drop.bytes() && Objects.equals(known.sender(), drop.sender()) && known.language() == drop.language();
    }

    /** The accepted file that had what this drop has: the content, or the very same bytes. */
    static Optional<PayoutFileEntry> accepted(Connection connection, PayoutFileEntry file) throws SQLException {
        Optional<PayoutFileEntry> first = PayoutFileEntry.one(connection, ACCEPTED + " AND content_sha256 = ?", file.contentSha256());
        return first.isPresent() ? first : PayoutFileEntry.one(connection, ACCEPTED + " AND sha256 = ?", file.sha256());
    }

    private static String freeAnswerName(Connection connection, String name) throws SQLException {
        int number = 1;
        String candidate = name;
        while (PayoutFileEntry.one(connection, "answer_name = ?", candidate).isPresent()) {
            number++;
            candidate = name + "." + number;
        }
        return candidate;
    }
}
