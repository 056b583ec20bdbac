package dev.djamopayouts.ledger;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * The rows of one file on their way into the ledger: added in chunks, and held a block of chunks at a time against earlier
 * payments. While a chunk is being written, whatever is finished by then is counted as it stands in the ledger, and the
 * caller reads the next one and looks which of its numbers are known to be customers'. For one thread.
 */
public final class RowIntake {

    /** Others wait while a block is compared; but the more rows it has, the fewer pages are written for each. */
    private static final int ROWS_IN_BLOCK = 25_000;

    private final long fileId;
    private final RowWriter writer;
    private final RowCount rows;
    private final DataSource source;
    private final long checkedSince;
    private final RowCount.Sums sums = new RowCount.Sums();
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private long countedLine;
    private long comparedLine;
    private long lastLine;
    private long uncompared;

    /** @param checkedSince a "yes" to a customer check counts where it is younger */
    RowIntake(long fileId, RowWriter writer, RowCount rows, DataSource source, long checkedSince) {
        this.fileId = fileId;
        this.writer = writer;
        this.rows = rows;
        this.source = source;
        this.checkedSince = checkedSince;
    }

    /**
     * Adds the next rows, in the order of their lines. Returns when those before them are durable.
     *
     * @throws LedgerFailed where those could not be written, or these not looked up: none that are added later count for anything then
     */
    public void add(List<NewPayout> next) {
        if (lastLine == 0) {
            comparedLine = next.get(0).lineNo() - 1;
            countedLine = comparedLine;
        }
        CompletableFuture<Void> before = underWay;
        long comparedBefore = comparedLine;
        underWay = writer.add(next, customers(next));
        lastLine = next.get(next.size() - 1).lineNo();
        uncompared += next.size();
        if (uncompared >= ROWS_IN_BLOCK) {
            compare();
        }
        await(before);
        countTo(comparedBefore);
    }

    private Set<String> customers(List<NewPayout> next) {
        List<String> msisdns = next.stream().filter(row -> row.refusal() == null).map(row -> row.msisdn().e164()).toList();
        return Ledger.read(source, connection -> Customers.known(connection, msisdns, checkedSince));
    }

    /** Adds rows and returns when they are durable. */
    void addAndWait(List<NewPayout> next) {
        add(next);
        finish();
    }

    /** Waits until every row is durable, and counts them all as they stand in the ledger. */
    public PayoutFiles.Count count() {
        finish();
        countTo(comparedLine);
        return sums.count();
    }

    private void finish() {
        if (uncompared > 0) {
            compare();
        }
        await(underWay);
    }

    private void compare() {
        underWay = CompletableFuture.allOf(underWay, writer.compare(comparedLine, lastLine));
        comparedLine = lastLine;
        uncompared = 0;
    }

    private void countTo(long line) {
        if (line > countedLine) {
            rows.add(fileId, countedLine, line, sums);
            countedLine = line;
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
