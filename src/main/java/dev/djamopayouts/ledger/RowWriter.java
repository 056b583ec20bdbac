package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Language;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Writes the rows of the one file that is being received. */
final class RowWriter {

    private final GroupCommit commits;
    private final HalfReceived halfReceived;
    private final Clock clock;
    private final long fileId;
    private final Suspicion suspicion;

    RowWriter(GroupCommit commits, HalfReceived halfReceived, Clock clock, long fileId, Suspicion suspicion) {
        this.commits = commits;
        this.halfReceived = halfReceived;
        this.clock = clock;
        this.fileId = fileId;
        this.suspicion = suspicion;
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

    /**
     * Marks which of the rows behind the one line up to the other look like another payment, as {@link AlikeRows} has it; all
     * of the file's rows up to there were added before. Completes when it is durable.
     */
    CompletableFuture<Void> compare(long afterLine, long lastLine) {
        return commits.submit(connection -> {
            new AlikeRows(connection, fileId, language(connection), suspicion, clock.millis()).mark(afterLine, lastLine);
            return null;
        });
    }

    /** Of the file's answers; fails where another has begun to receive since. */
    private Language language(Connection connection) throws SQLException {
        halfReceived.require(connection);
        return PayoutFileEntry.one(connection, "id = CAST(? AS BIGINT)", Long.toString(fileId)).orElseThrow().language();
    }
}
