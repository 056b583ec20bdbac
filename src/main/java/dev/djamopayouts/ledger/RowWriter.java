package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.PayoutId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writes the rows of the one file that is being received. */
final class RowWriter {

    private final GroupCommit commits;
    private final HalfReceived halfReceived;
    private final Clock clock;
    private final long fileId;

    RowWriter(GroupCommit commits, HalfReceived halfReceived, Clock clock, long fileId) {
        this.commits = commits;
        this.halfReceived = halfReceived;
        this.clock = clock;
        this.fileId = fileId;
    }

    /**
     * Adds rows; completes when they are durable.
     *
     * @param customers numbers that need not be checked
     */
    CompletableFuture<Void> add(List<NewPayout> rows, Set<String> customers) {
        return commits.submit(connection -> {
            new PayoutInsert(commits.writer(), fileId, language(connection), clock.millis(), customers).insert(rows);
            return null;
        });
    }

    /** Has the rows behind the one line up to the other, added before, found by those that are like them. Completes when that is durable. */
    CompletableFuture<Void> enterAlike(long afterLine, long lastLine) {
        return commits.submit(connection -> {
            halfReceived.require(connection);
            new AlikeRows(connection, fileId).add(afterLine, lastLine);
            return null;
        });
    }

    /** Marks rows that look like another payment, and returns when that is durable. */
    void mark(Map<Long, PayoutId> alike, Suspicion suspicion) {
        commits.write(connection -> {
            new AlikeRows(connection, fileId).mark(alike, suspicion, language(connection), clock.millis());
            return null;
        });
    }

    /** Of the file's answers; fails where another has begun to receive since. */
    private Language language(Connection connection) throws SQLException {
        halfReceived.require(connection);
        return PayoutFileEntry.one(connection, "id = CAST(? AS BIGINT)", Long.toString(fileId)).orElseThrow().language();
    }
}
