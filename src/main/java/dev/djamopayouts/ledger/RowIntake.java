package dev.djamopayouts.ledger;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * The rows of one file on their way into the ledger. While a chunk is being written, the one before it, which is durable by
 * then, is counted as it stands in the ledger, and the caller reads the next one. For one thread.
 */
public final class RowIntake {

    /** Writes a chunk; the result comes when it is durable. */
    @FunctionalInterface
    interface Writer {
        CompletableFuture<Void> add(List<NewPayout> rows);
    }

    private final long fileId;
    private final Writer writer;
    private final RowCount rows;
    private final RowCount.Sums sums = new RowCount.Sums();
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private long countedLine;
    private long durableLine;
    private long lastLine;

    RowIntake(long fileId, Writer writer, RowCount rows) {
        this.fileId = fileId;
        this.writer = writer;
        this.rows = rows;
    }

    /**
     * Adds the next rows, in the order of their lines. Returns when those before them are durable.
     *
     * @throws LedgerFailed where those could not be written: none that are added later count for anything then
     */
    public void add(List<NewPayout> next) {
        CompletableFuture<Void> before = underWay;
        underWay = writer.add(next);
        await(before);
        durableLine = lastLine;
        lastLine = next.get(next.size() - 1).lineNo();
        countDurable();
    }

    /** Adds rows and returns when they are durable. */
    void addAndWait(List<NewPayout> next) {
        add(next);
        await(underWay);
    }

    /** Waits until every row is durable, and counts them all as they stand in the ledger. */
    public PayoutFiles.Count count() {
        await(underWay);
        durableLine = lastLine;
        countDurable();
        return sums.count();
    }

    private void countDurable() {
        if (durableLine > countedLine) {
            rows.add(fileId, countedLine, durableLine, sums);
            countedLine = durableLine;
        }
    }

    private static void await(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException e) {
            throw LedgerFailed.from(e.getCause());
        }
    }
}
