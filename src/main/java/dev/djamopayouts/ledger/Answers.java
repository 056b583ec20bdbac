package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;

/** The answers to payout files, each delivered to each destination until it is accepted there. */
public final class Answers {

    /** Where answers go. */
    public enum Destination {
        /** The outbox folder: every answer to a file of a common inbox, and those to a sender who has folders. */
        FOLDER,
        /** The outbox at an SFTP server: answers to files that came from there. */
        SFTP;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Destination of(String key) {
            return valueOf(key.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * An answer to deliver.
     *
     * @param kind    ack, nack, dup, each of them with {@code -pain002} too, result, own-result (the result in the file's
     *                own form), failures or summary
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

    /** The page on what became of the file. */
    public static final String SUMMARY = "summary";

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
            for (Destination destination : destinations(file)) {
                insert.setLong(1, file.id());
                insert.setString(2, kind);
                insert.setString(3, destination.key());
                insert.setString(4, file.answerName() + suffix(file, kind));
                insert.setString(5, content);
                insert.setLong(6, now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Where each answer to a file goes: a sender's to the sender alone. */
    static List<Destination> destinations(PayoutFileEntry file) {
        boolean remote = SFTP_INBOX.equals(file.inbox());
        if (file.sender() != null) {
            return List.of(remote ? Destination.SFTP : Destination.FOLDER);
        }
        return remote ? List.of(Destination.FOLDER, Destination.SFTP) : List.of(Destination.FOLDER);
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
            case SUMMARY -> ".summary.html";
            default -> kind.endsWith(STATUS_REPORT) ? "." + kind.replace(STATUS_REPORT, ".pain002.xml") : "." + kind + ".json";
        };
    }

    /** Whether it says what another answer says, to other readers; files of older versions may be without it. */
    static boolean repeatsAnother(String kind) {
        return kind.equals(SUMMARY) || kind.endsWith(STATUS_REPORT);
    }

    /** The reports that a settled file gets. */
    static List<String> reports(PayoutFileEntry file, boolean unpaid) {
        List<String> kinds = new ArrayList<>(List.of(RESULT, SUMMARY));
        if (file.hasOwnResult()) {
            kinds.add(OWN_RESULT);
        }
        if (unpaid) {
            kinds.add(FAILURES);
        }
        return kinds;
    }

    /** {@link #claim(Outbox, int)} where no sender has an outbox of its own. */
    public List<Answer> claim(Destination destination, int limit) {
        return claim(new Outbox.Common(destination, Set.of()), limit);
    }

    /** Claims answers that are due for an outbox, the oldest first. */
    public List<Answer> claim(Outbox outbox, int limit) {
        for (OutboxRows due : OutboxRows.of(outbox)) {
            List<Answer> claimed = claim(due, limit);
            if (!claimed.isEmpty()) {
                return claimed;
            }
        }
        return List.of();
    }

    private List<Answer> claim(OutboxRows due, int limit) {
        // Most polls find nothing: look before taking the writer's time.
        if (!anyDue(due)) {
            return List.of();
        }
        return commits.write(connection -> {
            long now = clock.millis();
            List<Answer> claimed = new ArrayList<>();
            try (PreparedStatement update = connection.prepareStatement("WITH chosen AS MATERIALIZED (SELECT file_id, kind, destination"
                    + " FROM answer WHERE " + due.condition() + " ORDER BY due_at, file_id LIMIT ?"
                    + database.skipLocked() + ") UPDATE answer SET due_at = ?, tries = tries + 1 WHERE (file_id, kind, destination)"
                    + " IN (SELECT file_id, kind, destination FROM chosen) RETURNING *")) {
                int next = due.set(update, now);
                update.setInt(next, limit);
                update.setLong(next + 1, now + leaseMillis);
                try (ResultSet rows = update.executeQuery()) {
                    while (rows.next()) {
                        claimed.add(answer(connection, rows));
                    }
                }
            }
            return claimed;
        });
    }

    private boolean anyDue(OutboxRows due) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT 1 FROM answer WHERE " + due.condition() + " LIMIT 1")) {
                due.set(select, clock.millis());
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private static Answer answer(Connection connection, ResultSet row) throws SQLException {
        Optional<PayoutFileEntry> file = PayoutFileEntry.one(connection, "id = CAST(? AS BIGINT)", row.getString("file_id"));
        return new Answer(file.orElseThrow(), row.getString("kind"), Destination.of(row.getString("destination")), row.getString("name"),
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
