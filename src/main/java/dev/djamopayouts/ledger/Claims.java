package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * Claims: due payouts of the open files, fairly shared, each given to one claimant until its lease runs out.
 *
 * <p>The SQL leaves a planner one good way, for the statistics of a file that came a minute ago say that it has no rows: what
 * was chosen is found by its whole key, and what is looked for in each row is a subquery that no join can take the place of.
 */
final class Claims {

    /** Reads one claimed row. */
    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** The columns of every claim. */
    static final String CLAIM = "file_id, line_no, epoch, attempts, doubt, ";

    /** Of a row of payout that waits for its check: nobody is asking about its number. */
    static final String NOT_ASKED = "(SELECT asked.line_no FROM payout asked WHERE asked.msisdn = payout.msisdn"
            + " AND asked.state = 'RECEIVED' AND asked.tries > 0 AND asked.due_at > ? LIMIT 1) IS NULL";

    /**
     * Of such a row: its number is not known. What {@link KnownCustomers} has not looked at yet would be asked a second time; and
     * it concludes what was learnt at the very moment that the file came, too.
     */
    private static final String NOT_KNOWN = "(SELECT c.customer FROM customer_check c WHERE c.msisdn = payout.msisdn"
            + " AND (c.checked_at > (SELECT f.received_at FROM payout_file f WHERE f.id = payout.file_id)"
            + " OR c.checked_at > ? AND c.customer = 1)) IS NULL";

    private final GroupCommit commits;
    private final DataSource source;
    private final Database database;
    private final Clock clock;
    private final long leaseMillis;
    private final AheadOfTime ahead;
    /** The last file that each stage was given payouts of: the next claim begins after it. */
    private final Map<Stage, Long> served = Collections.synchronizedMap(new EnumMap<>(Stage.class));
    /** Every stage looks at every poll, day and night. */
    private final Map<Stage, String> look = new EnumMap<>(Stage.class);

    Claims(GroupCommit commits, DataSource source, Database database, Clock clock, long leaseMillis) {
        this.commits = commits;
        this.source = source;
        this.database = database;
        this.clock = clock;
        this.leaseMillis = leaseMillis;
        this.ahead = new AheadOfTime(source, clock, leaseMillis);
        for (Stage stage : Stage.values()) {
            look.put(stage, "SELECT id FROM payout_file WHERE " + PayoutFiles.OPEN + stage.takes().stream()
                    .map(state -> firstDue(state) + " <= ?").collect(Collectors.joining(" OR ", " AND (", ") ORDER BY id")));
        }
    }

    /** Of a row of payout_file: when its first payout in that state is due, or null; ordered as one index is, so that it is read. */
    static String firstDue(PayoutState state) {
        return "(SELECT p.due_at FROM payout p WHERE p.file_id = payout_file.id AND p.state = '" + state
                + "' AND p.due_at IS NOT NULL ORDER BY p.due_at LIMIT 1)";
    }

    /** What was written while the clock was ahead. */
    AheadOfTime ahead() {
        return ahead;
    }

    /** Claims of the same ledger by batches. */
    BatchClaims batches() {
        return new BatchClaims(this, commits, source, database, clock, leaseMillis);
    }

    /**
     * Claims no more than the limit; durable when it returns.
     *
     * @param checkValidMillis for a check: how long a "yes" is good for the same number
     * @param columns          of {@code payout} that the reader reads, beside {@link #CLAIM}
     */
    <T> List<T> claim(Stage stage, int limit, long checkValidMillis, String columns, RowReader<T> reader) {
        if (stage == Stage.RESOLVE && database == Database.SQLITE) {
            ahead.endClaims(commits);
        }
        // Most polls find nothing: look before taking the writer's time. A file found stays open until its rows are done.
        List<Long> files = filesWithWork(stage);
        if (files.isEmpty()) {
            return List.of();
        }
        List<Long> inTurn = inTurn(files, served.getOrDefault(stage, 0L));
        return commits.write(connection -> claim(stage, limit, checkValidMillis, inTurn, columns, reader));
    }

    /**
     * How many due rows a check that claims so many looks at for different numbers, those whose number is being asked about not
     * counted. Each costs a look, and in most files every row has a number of its own.
     */
    static int lookAhead(int limit) {
        return limit + limit / 4 + 50;
    }

    /** The open files that have due payouts for the stage. */
    List<Long> filesWithWork(Stage stage) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(look.get(stage))) {
                long now = clock.millis();
                for (int at = 1; at <= stage.takes().size(); at++) {
                    select.setLong(at, now);
                }
                try (ResultSet rows = select.executeQuery()) {
                    List<Long> ids = new ArrayList<>();
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                    return ids;
                }
            }
        });
    }

    /** The files after the one that was served last, then those up to it. */
    static List<Long> inTurn(List<Long> files, long lastServed) {
        List<Long> inTurn = new ArrayList<>(files);
        long before = files.stream().filter(id -> id <= lastServed).count();
        Collections.rotate(inTurn, -(int) before);
        return inTurn;
    }

    private <T> List<T> claim(Stage stage, int limit, long checkValidMillis, List<Long> files, String columns, RowReader<T> reader)
            throws SQLException {
        List<T> claimed = new ArrayList<>();
        for (int i = 0; i < files.size() && claimed.size() < limit; i++) {
            // What a file leaves of its share goes to the files after it.
            int share = Math.floorDiv(limit - claimed.size() + files.size() - i - 1, files.size() - i);
            int full = claimed.size() + share;
            for (PayoutState from : stage.takes()) {
                claimFrom(stage, from, files.get(i), full - claimed.size(), checkValidMillis, columns, reader, claimed);
            }
            served.put(stage, files.get(i));
        }
        return claimed;
    }

    private <T> void claimFrom(Stage stage, PayoutState from, long fileId, int limit, long checkValidMillis, String columns,
                               RowReader<T> reader, List<T> claimed) throws SQLException {
        long now = clock.millis();
        PayoutState to = stage.claimed(from);
        PreparedStatement update = commits.prepared(sql(stage, from, columns));
        int at = 0;
        update.setLong(++at, fileId);
        update.setLong(++at, now);
        if (stage == Stage.CHECK) {
            update.setLong(++at, now);
            update.setLong(++at, now - checkValidMillis);
            update.setInt(++at, lookAhead(limit));
        }
        update.setInt(++at, limit);
        update.setLong(++at, now + leaseMillis);
        if (stage == Stage.SUBMIT) {
            update.setLong(++at, now);
        }
        if (from == PayoutState.SUBMITTING) {
            // From now, not from the lease's end: whoever held it may have been frozen, and send only now.
            update.setLong(++at, now);
        }
        // A database gives them as it came by them.
        SortedMap<Long, T> inOrder = new TreeMap<>();
        try (ResultSet rows = update.executeQuery()) {
            while (rows.next()) {
                inOrder.put(rows.getLong("line_no"), reader.read(rows));
                if (to != from) {
                    commits.trail().append(Event.ofPayout(new PayoutId(rows.getLong("file_id"), rows.getLong("line_no")),
                            Event.Kind.CLAIMED, from, to, rows.getLong("epoch"), rows.getInt("attempts"))
                            .because(rows.getString("doubt")));
                }
            }
        }
        claimed.addAll(inOrder.values());
    }

    /** The rows are chosen once, before any is changed: inside the UPDATE a planner may choose them again for each row. */
    private String sql(Stage stage, PayoutState from, String columns) {
        PayoutState to = stage.claimed(from);
        return "WITH " + chosen(stage, from) + " UPDATE payout SET epoch = epoch + 1, due_at = ?, state = '" + to + "'"
                + (from == to ? ", tries = tries + 1" : ", tries = 1")
                + (stage == Stage.SUBMIT ? ", attempts = attempts + 1, submitted_at = COALESCE(submitted_at, ?)" : "")
                + (from == PayoutState.SUBMITTING ? ", doubt = '" + Doubt.INTERRUPTED + "', doubt_since = ?, answers_lost = answers_lost + 1" : "")
                + " WHERE (file_id, line_no) IN (SELECT file_id, line_no FROM chosen) RETURNING " + CLAIM + columns;
    }

    private String chosen(Stage stage, PayoutState from) {
        String due = " AS MATERIALIZED (SELECT file_id, line_no, msisdn FROM payout WHERE file_id = ? AND state = '" + from
                + "' AND due_at <= ?";
        String first = " ORDER BY due_at, line_no LIMIT ?" + database.skipLocked() + ")";
        if (stage != Stage.CHECK) {
            return "chosen" + due + first;
        }
        // One payout for a number, and none whose number is being asked about: the answer will serve them all. Those are
        // left out before looking ahead, or more of them than it looks at would keep everybody else waiting.
        return "due" + due + " AND " + NOT_ASKED + " AND " + NOT_KNOWN + first + ", chosen AS MATERIALIZED"
                + " (SELECT MIN(file_id) AS file_id, MIN(line_no) AS line_no FROM due GROUP BY msisdn ORDER BY 2 LIMIT ?)";
    }
}
