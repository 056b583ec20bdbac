package dev.djamopayouts.file;

import java.io.Closeable;

/** The rows of a payout file of one form, one after the other; holds no more than one of them. */
sealed interface RowSource extends Closeable permits CsvRows, JsonRows, XlsxRows, PainRows {

    /**
     * The next row, or null at the end of the file.
     *
     * @throws FileRefused                  where rows can no longer be told apart, or one exceeds a bound
     * @throws java.io.UncheckedIOException where the file cannot be read
     */
    RawRow next();

    /** A cell that it gave as a person reads it. */
    default String plain(String cell) {
        return cell;
    }

    /** How the file is written, as far as it was read. */
    FileForm form();
}
