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

/** The answers to payout files, each delivered to each destination until it is accepted there. */
public final class Answers {

    /** Where answers go. */
    public enum Destination {
        /** The outbox folder: every answer. */
        FOLDER,
        /** Beside the SFTP inbox: answers to files that came from there. */
        SFTP;

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * An answer to deliver.
     *
     * @param kind    ack, nack, dup, each of them with {@code -pain002} too, result, own-result (the result in the file's
     *                own form) or failures
     * @param name    the file name to deliver it under
     * @param content null for results and failures, which are written from the rows
     * @param tries   how often its delivery was tried, this time included
     */
    public record Answer(PayoutFileEntry file, String kind, Destination destination, String name, String content, int tries) {

        /** Which answer, without its content. */
        @Override
        public String toString() {
            return "answer " + name;
        }
    }

    /** Behind ack, nack or dup: the same as a payment status report of ISO 20022. */
    private static final String STATUS_REPORT = "-pain002";
    /** The result as CSV, which every file gets. */
    public static final String RESULT = "result";
    /** The result in the file's own form, where that is no CSV. */
    public static final String OWN_RESULT = "own-result";
    /** The rows that were not paid, in the file's own form. */
    public static final String FAILURES = "failures";

    private static final String SFTP_INBOX = "sftp";

    private final GroupCommit commits;
    private final DataSource source;
    private final Database database;
    private final Clock clock;
    private final long leaseMillis;

    Answers(GroupCommit commits, DataSource source, Database database, Clock clock, long leaseMillis) {
        this.commits = commits;
        this.source = source;
        this.database = database;
        this.clock = clock;
        this.leaseMillis = leaseMillis;
    }

    static void add(Connection connection, PayoutFileEntry file, String kind, String content, long now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO answer (file_id, kind, destination, name, content, due_at) VALUES (?, ?, ?, ?, ?, ?)")) {
            for (Destination destination : Destination.values()) {
                if (destination == Destination.FOLDER || SFTP_INBOX.equals(file.inbox())) {
                    insert.setLong(1, file.id());
                    insert.setString(2, kind);
                    insert.setString(3, destination.key());
                    insert.setString(4, file.answerName() + suffix(file, kind));
                    insert.setString(5, content);
                    insert.setLong(6, now);
                    insert.addBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Adds an answer that tells at once what became of the file: as JSON, and as a status report where that is not null. */
    static void addBoth(Connection connection, PayoutFileEntry file, String kind, String json, long now, String... statusReports)
            throws SQLException {
        add(connection, file, kind, json, now);
        for (String statusReport : statusReports) {
            if (statusReport != null) {
                add(connection, file, kind + STATUS_REPORT, statusReport, now);
            }
        }
    }

    /** What the name of an answer ends in. */
    private static String suffix(PayoutFileEntry file, String kind) {
        return switch (kind) {
            case RESULT -> ".result.csv";
            case OWN_RESULT -> ".result." + file.extension();
            case FAILURES -> ".failures." + file.extension();
            default -> kind.endsWith(STATUS_REPORT) ? "." + kind.replace(STATUS_REPORT, ".pain002.xml") : "." + kind + ".json";
        };
    }

    /** The reports that a settled file gets. */
    static List<String> reports(PayoutFileEntry file, boolean unpaid) {
        List<String> kinds = new ArrayList<>(List.of(RESULT));
        if (file.hasOwnResult()) {
            kinds.add(OWN_RESULT);
        }
        if (unpaid) {
            kinds.add(FAILURES);
        }
        return kinds;
    }

    /** Claims answers that are due at a destination, the oldest first. */
    public List<Answer> claim(Destination destination, int limit) {
        // Most polls find nothing: look before taking the writer's time.
        if (!anyDue(destination)) {
            return List.of();
        }
        return commits.write(connection -> {
            long now = clock.millis();
            List<Answer> claimed = new ArrayList<>();
            try (PreparedStatement update = connection.prepareStatement("WITH chosen AS MATERIALIZED (SELECT file_id, kind, destination"
                    + " FROM answer WHERE destination = ? AND delivered_at IS NULL AND due_at <= ? ORDER BY due_at, file_id LIMIT ?"
                    + database.skipLocked() + ") UPDATE answer SET due_at = ?, tries = tries + 1 WHERE (file_id, kind, destination)"
                    + " IN (SELECT file_id, kind, destination FROM chosen) RETURNING *")) {
                update.setString(1, destination.key());
                update.setLong(2, now);
                update.setInt(3, limit);
                update.setLong(4, now + leaseMillis);
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        claimed.add(answer(connection, destination, rows));
                    }
                }
            }
            return claimed;
        });
    }

    private boolean anyDue(Destination destination) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT 1 FROM answer WHERE destination = ? AND delivered_at IS NULL AND due_at <= ? LIMIT 1")) {
                select.setString(1, destination.key());
                select.setLong(2, clock.millis());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private static Answer answer(Connection connection, Destination destination, ResultSet row) throws SQLException {
        Optional<PayoutFileEntry> file = PayoutFiles.one(connection, "id = CAST(? AS BIGINT)", row.getString("file_id"));
        return new Answer(file.orElseThrow(), row.getString("kind"), destination, row.getString("name"),
                row.getString("content"), row.getInt("tries"));
    }

    /** Makes every answer due that a process before this one had claimed: only for whoever owns the ledger alone. */
    void takeOver() {
        commits.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement("UPDATE answer SET due_at = ? WHERE delivered_at IS NULL")) {
                update.setLong(1, clock.millis());
                return update.executeUpdate();
            }
        });
    }

    /** The destination has it. */
    public void delivered(Answer answer) {
        update(answer, "delivered_at = ?", clock.millis());
    }

    /** The destination did not take it: try again at the given time. */
    public void tryAgain(Answer answer, long atMillis) {
        update(answer, "due_at = ?", atMillis);
    }

    private void update(Answer answer, String set, long value) {
        commits.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE answer SET " + set + " WHERE file_id = ? AND kind = ? AND destination = ?")) {
                update.setLong(1, value);
                update.setLong(2, answer.file().id());
                update.setString(3, answer.kind());
                update.setString(4, answer.destination().key());
                return update.executeUpdate();
            }
        });
    }

    /** How many answers wait for delivery. */
    public long waiting() {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT COUNT(*) FROM answer WHERE delivered_at IS NULL");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
