package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Language;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A payout file as the ledger knows it.
 *
 * @param id             the ledger's number of it
 * @param inbox          {@code folder} or {@code sftp}
 * @param name           as it was dropped
 * @param answerName     the name its answers begin with
 * @param sha256         of its bytes as they were dropped, hex; empty where it was not read
 * @param contentSha256  of what it holds once it is unpacked: the same however it came packed
 * @param form           header and dialect, null before it is accepted
 * @param extension      what the names of reports in its own form end in, without the point
 * @param rows           rows in the file
 * @param valid          rows that may be paid
 * @param validFrancs    their sum
 * @param receivedAtMillis epoch milliseconds
 * @param acceptedAtMillis epoch milliseconds, 0 before
 * @param settledAtMillis  epoch milliseconds, 0 before
 * @param sender         whose file it is, or null: it came into a common inbox
 * @param language       of its answers
 */
public record PayoutFileEntry(long id, String inbox, String name, String answerName, String sha256, String contentSha256, long bytes,
                              FileState state, String form, String extension, long rows, long valid, long validFrancs,
                              long receivedAtMillis, long acceptedAtMillis, long settledAtMillis, String sender, Language language) {

    /** Where a payout file stands. */
    public enum FileState {
        RECEIVING, ACCEPTED, REFUSED, DUPLICATE, SETTLED
    }

    /** Whether its result comes in its own form beside the CSV. */
    public boolean hasOwnResult() {
        return !extension.equals("csv");
    }

    /** Whether what it holds is not simply its bytes. */
    public boolean isPacked() {
        return !contentSha256.equals(sha256);
    }

    /** What the audit trail keeps of the file that came. */
    String facts() {
        return "sha256=" + sha256 + (isPacked() ? " content=" + contentSha256 : "") + " bytes=" + bytes;
    }

    static PayoutFileEntry of(ResultSet row) throws SQLException {
        return new PayoutFileEntry(row.getLong("id"), row.getString("inbox"), row.getString("name"),
                row.getString("answer_name"), row.getString("sha256"), row.getString("content_sha256"), row.getLong("bytes"),
                FileState.valueOf(row.getString("state")), row.getString("form"), row.getString("form_extension"), row.getLong("row_count"),
                row.getLong("valid_count"), row.getLong("valid_total"), row.getLong("received_at"),
                row.getLong("accepted_at"), row.getLong("settled_at"), row.getString("sender"), Language.of(row.getString("language")));
    }

    /** The only file of a condition on one value, if any. */
    static Optional<PayoutFileEntry> one(Connection connection, String condition, String value) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout_file WHERE " + condition)) {
            select.setString(1, value);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(of(row)) : Optional.empty();
            }
        }
    }
}
