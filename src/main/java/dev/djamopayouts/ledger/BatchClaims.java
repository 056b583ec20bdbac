package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;

/**
 * Claims by batches: the CHECKED payouts in the ledger are what is aggregated, so nothing of a batch is in memory before it
 * is claimed, in one commit, and a process that dies loses none. A batch is of one file, for people reconcile by file.
 */
final class BatchClaims {

    private static final String CLAIM = "UPDATE payout SET epoch = epoch + 1, due_at = ?, state = 'SUBMITTING', tries = 1,"
            + " attempts = attempts + 1, submitted_at = COALESCE(submitted_at, ?), sent_batch = ?"
            + " WHERE (file_id, line_no) IN (VALUES %s) AND state = 'CHECKED' RETURNING " + Claims.CLAIM + PayoutReader.COLUMNS;

    private final Claims claims;
    private final GroupCommit commits;
    private final DataSource source;
    private final Database database;
    private final Clock clock;
    private final long leaseMillis;
    /** The last file that a batch was made of: the next one is looked for after it. */
    private volatile long served;

    BatchClaims(Claims claims, GroupCommit commits, DataSource source, Database database, Clock clock, long leaseMillis) {
        this.claims = claims;
        this.commits = commits;
        this.source = source;
        this.database = database;
        this.clock = clock;
        this.leaseMillis = leaseMillis;
    }

    /** Claims no more batches than the limit, one of each file in turn; durable when it returns. */
    List<PayoutBatch> claim(int limit, int size, long maxWaitMillis) {
        // Most looks find no batch that is ripe: see before taking the writer's time.
        List<Long> files = claims.filesWithWork(Stage.SUBMIT);
        List<Long> ripe = files.isEmpty() ? files : Ledger.read(source, connection -> ripeFiles(connection, files, size, maxWaitMillis));
        if (ripe.isEmpty()) {
            return List.of();
        }
        List<Long> inTurn = Claims.inTurn(ripe, served);
        return commits.write(connection -> {
            List<PayoutBatch> claimed = new ArrayList<>();
            List<Long> left = new ArrayList<>(inTurn);
            while (claimed.size() < limit && !left.isEmpty()) {
                for (Long file : List.copyOf(left)) {
                    BatchRows rows = claimed.size() < limit ? rows(connection, file, size, maxWaitMillis, database.skipLocked()) : BatchRows.NONE;
                    if (rows.isEmpty()) {
                        left.remove(file);
                    } else {
                        claimed.add(claim(file, rows, size));
                        served = file;
                    }
                }
            }
            return claimed;
        });
    }

    private List<Long> ripeFiles(Connection connection, List<Long> files, int size, long maxWaitMillis) throws SQLException {
        List<Long> ripe = new ArrayList<>();
        for (long file : files) {
            if (!rows(connection, file, size, maxWaitMillis, "").isEmpty()) {
                ripe.add(file);
            }
        }
        return ripe;
    }

    /** Those that a refused batch left come first: they are few, and the others need not pass over them then. */
    private BatchRows rows(Connection connection, long file, int size, long maxWaitMillis, String lock) throws SQLException {
        long now = clock.millis();
        BatchRows limited = BatchRows.limited(connection, file, now, size, lock).ripe(now - maxWaitMillis);
        if (!limited.isEmpty()) {
            return limited;
        }
        BatchRows free = BatchRows.free(connection, file, now, size, lock);
        return free.isEmpty() || !moreMayCome(connection, file) ? free : free.ripe(now - maxWaitMillis);
    }

    private static boolean moreMayCome(Connection connection, long file) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM payout WHERE file_id = ? AND state = 'RECEIVED' AND due_at IS NOT NULL ORDER BY due_at LIMIT 1")) {
            select.setLong(1, file);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    private PayoutBatch claim(long file, BatchRows rows, int size) throws SQLException {
        long now = clock.millis();
        String name = file + "-" + rows.firstLine() + "." + (rows.firstEpoch() + 1);
        List<Payout> payouts = new ArrayList<>();
        PreparedStatement update = commits.prepared(CLAIM.formatted(String.join(", ", Collections.nCopies(size, "(?, ?)"))));
        int at = 0;
        update.setLong(++at, now + leaseMillis);
        update.setLong(++at, now);
        update.setString(++at, name);
        for (int i = 0; i < size; i++) {
            // One that is not full names its last line again, so that one statement serves all.
            update.setLong(++at, file);
            update.setLong(++at, rows.lines().get(Math.min(i, rows.lines().size() - 1)));
        }
        try (ResultSet claimed = update.executeQuery()) {
            while (claimed.next()) {
                Payout payout = PayoutReader.read(claimed);
                payouts.add(payout);
                commits.trail().append(Event.ofPayout(payout.id(), Event.Kind.CLAIMED, PayoutState.CHECKED, PayoutState.SUBMITTING,
                        payout.claim().epoch(), payout.progress().attempts()).because("batch " + name));
            }
        }
        payouts.sort(Comparator.comparingLong(payout -> payout.id().lineNo()));
        return new PayoutBatch(name, payouts);
    }
}
