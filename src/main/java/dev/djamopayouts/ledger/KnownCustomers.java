package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Concludes checks whose answer is known already, many at once and without a call: what was learnt of a number in this file
 * or lately in another one holds for every payout to it.
 */
final class KnownCustomers {

    /**
     * What was learnt since the file came always counts, and a "yes" for a while longer: who was no customer before may have
     * opened an account for this payment.
     */
    private static final String KNOWN = """
            known AS MATERIALIZED (SELECT file_id, line_no FROM due WHERE (SELECT c.customer FROM customer_check c WHERE c.msisdn = due.msisdn
              AND (c.checked_at >= (SELECT received_at FROM payout_file WHERE id = ?) OR c.checked_at > ?)) = ?)""";

    private final GroupCommit commits;
    private final Database database;
    private final Clock clock;
    private final Recording recording;

    KnownCustomers(GroupCommit commits, Database database, Clock clock, Recording recording) {
        this.commits = commits;
        this.database = database;
        this.clock = clock;
        this.recording = recording;
    }

    /**
     * Within a write: concludes what is known of the due rows of a file.
     *
     * @param lookAhead   how many due rows it looks at, those whose number is being asked about not counted
     * @param validMillis how long a "yes" is good for other files
     * @return how many rows were concluded
     */
    int share(WriterConnection writer, long fileId, int lookAhead, long validMillis, Function<Msisdn, Reason> notACustomer)
            throws SQLException {
        return shareCustomers(writer, fileId, lookAhead, validMillis) + shareOthers(writer, fileId, lookAhead, notACustomer);
    }

    private int shareCustomers(WriterConnection writer, long fileId, int lookAhead, long validMillis) throws SQLException {
        long now = clock.millis();
        PreparedStatement update = writer.prepared("WITH " + due() + ", " + KNOWN
                + " UPDATE payout SET state = 'CHECKED', due_at = ?, epoch = epoch + 1, tries = 0"
                + " WHERE (file_id, line_no) IN (SELECT file_id, line_no FROM known) RETURNING line_no, epoch, attempts");
        int at = bindKnown(update, fileId, lookAhead, 1, now, now - validMillis);
        update.setLong(++at, now);
        int shared = 0;
        try (ResultSet rows = update.executeQuery()) {
            while (rows.next()) {
                writer.trail().append(Event.ofPayout(new PayoutId(fileId, rows.getLong(1)), Event.Kind.SHARED, PayoutState.RECEIVED,
                        PayoutState.CHECKED, rows.getLong(2), rows.getInt(3)));
                shared++;
            }
        }
        return shared;
    }

    /** Each is told of its own number, so these are concluded row by row; they are few. */
    private int shareOthers(WriterConnection writer, long fileId, int lookAhead, Function<Msisdn, Reason> notACustomer) throws SQLException {
        long now = clock.millis();
        PreparedStatement select = writer.prepared("WITH " + due() + ", " + KNOWN + " SELECT " + Claims.CLAIM + PayoutReader.COLUMNS + " FROM payout"
                + " WHERE (file_id, line_no) IN (SELECT file_id, line_no FROM known)");
        // A "no" is never older than the file.
        bindKnown(select, fileId, lookAhead, 0, now, Long.MAX_VALUE);
        List<PayoutChange> changes = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                Payout payout = PayoutReader.read(rows);
                changes.add(PayoutChange.of(payout, new Outcome.Rejected(notACustomer.apply(payout.msisdn())), Evidence.NONE, now));
            }
        }
        return changes.isEmpty() ? 0 : (int) recording.run(writer, changes).stream().filter(Recorded::taken).count();
    }

    private String due() {
        return "due AS MATERIALIZED (SELECT file_id, line_no, msisdn FROM payout WHERE file_id = ? AND state = 'RECEIVED' AND due_at <= ? AND "
                + Claims.NOT_ASKED + " ORDER BY due_at, line_no LIMIT ?" + database.skipLocked() + ")";
    }

    private static int bindKnown(PreparedStatement statement, long fileId, int lookAhead, int customer, long now, long since)
            throws SQLException {
        int at = 0;
        statement.setLong(++at, fileId);
        statement.setLong(++at, now);
        statement.setLong(++at, now);
        statement.setInt(++at, lookAhead);
        statement.setLong(++at, fileId);
        statement.setLong(++at, since);
        statement.setInt(++at, customer);
        return at;
    }
}
