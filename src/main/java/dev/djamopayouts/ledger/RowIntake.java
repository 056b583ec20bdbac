package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.sql.DataSource;

/**
 * The rows of one file on their way into the ledger: added in chunks, and held a block of chunks at a time against earlier
 * payments. While a chunk is being written, the caller reads the next one, looks which of its numbers are known to be
 * customers' and which rows before it look like another payment, and counts those as they stand in the ledger. For one thread.
 */
public final class RowIntake {

    /** Others wait while a block is entered; but the more rows it has, the fewer pages are written for each. */
    private static final int ROWS_IN_BLOCK = 50_000;

    private final long fileId;
    private final RowWriter writer;
    private final RowCount rows;
    private final DataSource source;
    private final Suspicion suspicion;
    private final long checkedSince;
    private final RowCount.Sums sums = new RowCount.Sums();
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private long countedLine;
    private long enteredLine;
    private long lastLine;
    private long added;

    /**
     * @param suspicion    what becomes of rows that look like another payment
     * @param checkedSince a "yes" to a customer check counts where it is younger
     */
    RowIntake(long fileId, RowWriter writer, RowCount rows, DataSource source, Suspicion suspicion, long checkedSince) {
        this.fileId = fileId;
        this.writer = writer;
        this.rows = rows;
        this.source = source;
        this.suspicion = suspicion;
        this.checkedSince = checkedSince;
    }

    /**
     * Adds the next rows, in the order of their lines. Returns when those before them are durable.
     *
     * @throws LedgerFailed where those could not be written, or these not looked up: none that are added later count for anything then
     */
    public void add(List<NewPayout> next) {
        if (lastLine == 0) {
            enteredLine = next.get(0).lineNo() - 1;
            countedLine = enteredLine;
        }
        CompletableFuture<Void> before = underWay;
        long enteredBefore = enteredLine;
        underWay = writer.add(next, customers(next));
        lastLine = next.get(next.size() - 1).lineNo();
        added += next.size();
        if (added >= ROWS_IN_BLOCK) {
            enter();
        }
        await(before);
        judgeTo(enteredBefore);
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
        return sums.count();
    }

    private void finish() {
        if (added > 0) {
            enter();
        }
        await(underWay);
        judgeTo(enteredLine);
    }

    private void enter() {
        underWay = CompletableFuture.allOf(underWay, writer.enterAlike(enteredLine, lastLine));
        enteredLine = lastLine;
        added = 0;
    }

    /** Marks which of the rows up to a line look like another payment, and counts them; all of them are durable, and entered. */
    private void judgeTo(long line) {
        if (line <= countedLine) {
            return;
        }
        if (suspicion.windowMillis() > 0) {
            Map<Long, PayoutId> alike = Ledger.read(source,
                    connection -> new AlikeRows(connection, fileId).find(countedLine, line, suspicion.windowMillis()));
            if (!alike.isEmpty()) {
                writer.mark(alike, suspicion);
            }
        }
        rows.add(fileId, countedLine, line, sums);
        countedLine = line;
    }

    private static void await(CompletableFuture<Void> written) {
        try {
            written.join();
        } catch (CompletionException e) {
            throw LedgerFailed.from(e.getCause());
        }
    }
}
