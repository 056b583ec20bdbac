package dev.djamopayouts.route;

import dev.djamopayouts.file.ControlTotals;
import dev.djamopayouts.file.FileFacts;
import dev.djamopayouts.file.FileForm;
import dev.djamopayouts.file.PayoutFile;
import dev.djamopayouts.file.PayoutRow;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles.Taken;
import dev.djamopayouts.ledger.RowIntake;
import java.io.IOException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;

/** One payout file while it is being received. */
final class Reading {

    private final Spool.Spooled spooled;
    private final Taken taken;
    private final SenderRules rules;
    private PayoutFile rows;
    private RowIntake intake;
    private ControlTotals sidecar;
    private boolean givenUp;
    private long added;

    Reading(Spool.Spooled spooled, Taken taken, SenderRules rules) {
        this.spooled = spooled;
        this.taken = taken;
        this.rules = rules;
    }

    Spool.Spooled spooled() {
        return spooled;
    }

    PayoutFileEntry entry() {
        return taken.entry();
    }

    /** What holds for the file. */
    SenderRules rules() {
        return rules;
    }

    PayoutFileEntry firstWithSameContent() {
        return taken.firstWithSameContent();
    }

    /** Whether this very drop was answered before the process stopped: it only has to leave the inbox. */
    boolean isAnswered() {
        return entry().state() != PayoutFileEntry.FileState.RECEIVING;
    }

    boolean isDuplicate() {
        return firstWithSameContent() != null;
    }

    /** The splitter walks on through what is left when it has failed: after a failure there is nothing left. */
    Iterator<List<PayoutRow>> read(PayoutFile file, int rowsInChunk) {
        rows = file;
        Iterator<List<PayoutRow>> chunks = file.chunks(rowsInChunk);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !givenUp && chunks.hasNext();
            }

            @Override
            public List<PayoutRow> next() {
                try {
                    return chunks.next();
                } catch (RuntimeException e) {
                    giveUp();
                    throw e;
                }
            }
        };
    }

    /** No more rows are asked for. */
    void giveUp() {
        givenUp = true;
    }

    /** The rows as a file, once it was opened. */
    PayoutFile file() {
        return rows;
    }

    /** Where its rows go. */
    void into(RowIntake rowIntake) {
        intake = rowIntake;
    }

    RowIntake intake() {
        return intake;
    }

    /** Control totals that came beside the file. */
    void heldAgainst(ControlTotals totals) {
        sidecar = totals;
    }

    /** Those, or null. */
    ControlTotals sidecar() {
        return sidecar;
    }

    /** Rows are on their way into the ledger. */
    void added(int rowCount) {
        added += rowCount;
    }

    /** How many rows were read and given to the ledger. */
    long added() {
        return added;
    }

    /** How the file is written: the whole of it once the last row was read. */
    FileForm form() {
        return rows.form();
    }

    FileFacts facts() {
        return facts(entry());
    }

    /** What answers say of a file. */
    static FileFacts facts(PayoutFileEntry file) {
        return new FileFacts(file.id(), file.name(), file.sha256(), file.contentSha256(), file.bytes(),
                Instant.ofEpochMilli(file.receivedAtMillis()), file.sender(), file.language());
    }

    void close() throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}
