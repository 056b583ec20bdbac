package dev.djamopayouts.file;

import java.io.IOException;

/** A report on a payout file that is being written, row after row, in one form. */
public sealed interface Report extends AutoCloseable permits ResultFile, FailuresFile, JsonReport, XlsxReport, PainReport, PainFailures {

    /** Adds a row; {@link java.io.UncheckedIOException} where the disk does not take it. */
    void add(ResultRow row);

    /** A row that is not in the report passes by, in its place among the others: for forms where it tells something of those that are. */
    default void pass(ResultRow row) {
    }

    /** Ends it. Everything is on the disk after it, so that the rename that follows never shows half a report. */
    @Override
    void close() throws IOException;
}
