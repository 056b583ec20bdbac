package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.PayoutState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outbox of final payouts, the settlement of files, and the rows that reports are written from. */
public final class Outcomes {

    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private static final String NOTHING_WAITS = PayoutFiles.OPEN + " AND state = 'ACCEPTED'" + Arrays.stream(PayoutState.values())
            .filter(state -> !state.isFinal() && state != PayoutState.HELD).map(state -> " AND " + Claims.firstDue(state) + " IS NULL")
            .collect(Collectors.joining()) + " AND (SELECT p.line_no FROM payout p WHERE p.file_id = payout_file.id AND p.state = 'HELD'"
            + " ORDER BY p.line_no LIMIT 1) IS NULL";

    private final GroupCommit commits;
    private final DataSource source;
    private final Database database;
    private final Clock clock;
    private final Claims claims;
    private final GroupCommit.Together<Delivered, Integer> delivered = Outcomes::deliver;

    Outcomes(GroupCommit commits, Claims claims, DataSource source, Database database, Clock clock) {
        this.commits = commits;
        this.source = source;
        this.database = database;
        this.clock = clock;
        this.claims = claims;
    }

    /** Claims final payouts whose outcome is not delivered. */
    public List<SettledPayout> claim(int limit) {
        return claims.claim(Stage.OUTCOME, limit, 0, SettledPayout.COLUMNS, SettledPayout::of);
    }

    /**
     * The endpoint accepted the outcome: it is not sent again. Returns at once, so that deliveries share their commits; one
     * whose commit fails stays claimed, and is sent again when the lease runs out.
     */
    public CompletableFuture<Integer> delivered(SettledPayout payout) {
        return commits.submit(delivered, new Delivered(payout, clock.millis())).whenComplete((count, failure) -> {
            if (failure != null) {
                LOG.warn("the delivery of the outcome of {} was not recorded, it is delivered again: {}", payout, failure.getMessage());
            }
        });
    }

    /** The endpoint did not accept the outcome: try again at the given time. Returns at once and completes when it is durable. */
    public CompletableFuture<Integer> tryAgain(SettledPayout payout, long atMillis) {
        return commits.submit(connection -> {
            PreparedStatement update = commits.prepared("UPDATE payout SET due_at = ? WHERE file_id = ? AND line_no = ? AND epoch = ?");
            bind(update, payout, atMillis);
            return update.executeUpdate();
        });
    }

    private record Delivered(SettledPayout payout, long atMillis) {
    }

    private static List<Integer> deliver(WriterConnection writer, List<Delivered> all) throws SQLException {
        PreparedStatement update = writer.prepared(
                "UPDATE payout SET delivered_at = ?, due_at = NULL WHERE file_id = ? AND line_no = ? AND epoch = ?");
        for (Delivered each : all) {
            bind(update, each.payout(), each.atMillis());
            update.addBatch();
        }
        return IntStream.of(update.executeBatch()).boxed().toList();
    }

    private static void bind(PreparedStatement update, SettledPayout payout, long value) throws SQLException {
        update.setLong(1, value);
        update.setLong(2, payout.id().fileId());
        update.setLong(3, payout.id().lineNo());
        update.setLong(4, payout.epoch());
    }

    /**
     * Settles every file whose rows are all final: its reports are due from then on; and closes those whose outcomes are
     * all delivered and whose rows are all there.
     *
     * @return the files settled now
     */
    public List<PayoutFileEntry> settle() {
        List<PayoutFileEntry> done = files(NOTHING_WAITS);
        // Those were the quick looks; this one reads the file's rows, and a final state never changes.
        done.removeIf(file -> has(file, "NOT IN ('COMPLETED', 'FAILED', 'REJECTED')"));
        for (PayoutFileEntry file : done) {
            boolean unpaid = has(file, "IN ('FAILED', 'REJECTED')");
            commits.write(connection -> {
                settle(connection, file, unpaid);
                return null;
            });
        }
        // A file that lost a row stays open, where Figures.unaccounted tells of it.
        files(PayoutFiles.OPEN + " AND " + """
                state = 'SETTLED' AND (SELECT p.line_no FROM payout p WHERE p.file_id = payout_file.id
                  AND p.due_at IS NOT NULL ORDER BY p.state, p.due_at LIMIT 1) IS NULL
                  AND row_count = (SELECT COUNT(*) FROM payout p WHERE p.file_id = payout_file.id)""")
                .forEach(this::close);
        return done;
    }

    private boolean has(PayoutFileEntry file, String states) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT 1 FROM payout WHERE file_id = ? AND state " + states + " LIMIT 1")) {
                select.setLong(1, file.id());
                try (ResultSet any = select.executeQuery()) {
                    return any.next();
                }
            }
        });
    }

    private void settle(Connection connection, PayoutFileEntry file, boolean unpaid) throws SQLException {
        long now = clock.millis();
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE payout_file SET state = 'SETTLED', settled_at = ? WHERE id = ? AND state = 'ACCEPTED'")) {
            update.setLong(1, now);
            update.setLong(2, file.id());
            if (update.executeUpdate() == 1) {
                commits.trail().append(Event.ofFile(file.id(), Event.Kind.SETTLED, FileState.ACCEPTED, FileState.SETTLED, null));
                for (String kind : Answers.reports(file, unpaid)) {
                    Answers.add(connection, file, kind, null, now);
                }
            }
        }
    }

    private void close(PayoutFileEntry file) {
        commits.write(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE payout_file SET closed_at = ? WHERE id = ? AND closed_at IS NULL")) {
                update.setLong(1, clock.millis());
                update.setLong(2, file.id());
                if (update.executeUpdate() == 1) {
                    commits.trail().append(Event.ofFile(file.id(), Event.Kind.CLOSED, FileState.SETTLED, FileState.SETTLED, null));
                }
                return null;
            }
        });
    }

    private List<PayoutFileEntry> files(String condition) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout_file WHERE " + condition);
                    ResultSet rows = select.executeQuery()) {
                List<PayoutFileEntry> files = new ArrayList<>();
                while (rows.next()) {
                    files.add(PayoutFileEntry.of(rows));
                }
                return files;
            }
        });
    }

    /** Gives each row of a file in the order of its lines, one at a time: memory does not grow with the file. */
    public void eachRow(long fileId, Consumer<SettledPayout> reader) {
        Ledger.read(source, connection -> {
            database.readInParts(connection);
            try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout WHERE file_id = ? ORDER BY line_no")) {
                select.setFetchSize(500);
                select.setLong(1, fileId);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        reader.accept(SettledPayout.of(rows));
                    }
                }
                return null;
            }
        });
    }
}
