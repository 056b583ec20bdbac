package dev.djamopayouts.file;

import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How a payout file is written, so that reports come back in the same form. */
public sealed interface FileForm permits CsvForm, JsonForm, XlsxForm, PainForm {

    /** What a file in this form is, for people: {@code CSV separated by semicolons, windows-1252}. */
    Words words();

    /** The names of the cells that rows have, in their order. */
    List<String> header();

    /** Whether the names stand once before the rows, and not in each of them. */
    boolean isHeaderApart();

    /** The whole of it as one string, for keeping in the ledger. */
    String text();

    /** What the names of reports in this form end in, without the point. */
    String extension();

    /** The CSV that {@code result.csv} is written as. */
    CsvForm asCsv();

    /** Those of a row's cells that people read in a result: as many as the header has names where the rest is for machines. */
    default List<String> shown(List<String> cells) {
        return cells;
    }

    /** A cell of a row of this form as a person reads it. */
    default String plain(String cell) {
        return cell;
    }

    /**
     * A row's cells with this reference in its cell of the reference, where the form has one and the row left it empty: so
     * that the row is known again when it is mended and dropped once more.
     */
    List<String> withReference(List<String> cells, String reference);

    /** Whether the file itself says what its rows come to, and was refused where they do not. */
    default boolean bearsTotals() {
        return false;
    }

    /** The longest reference that fits in a cell of it. */
    default int mostReferenceChars() {
        return Reference.MAX_LENGTH;
    }

    /** A whole number as a cell of a row of this form. */
    default String number(long number) {
        return Long.toString(number);
    }

    /** Begins the result in this form at that path, over anything that is there. */
    Report result(Path target) throws IOException;

    /** Begins the file of unpaid rows in this form at that path, over anything that is there. */
    Report failures(Path target) throws IOException;

    /** Reads what {@link #text()} gave; {@link IllegalArgumentException} for anything else. */
    static FileForm parse(String text) {
        List<String> parts = RowCells.decode(text);
        String mark = parts.isEmpty() ? "" : parts.get(0);
        return switch (mark) {
            case CsvForm.MARK, CsvForm.CHARSET_MARK -> CsvForm.parse(parts);
            case JsonForm.ARRAY_MARK, JsonForm.LINES_MARK, JsonForm.AGREED_ARRAY_MARK, JsonForm.AGREED_LINES_MARK -> JsonForm.parse(parts);
            case XlsxForm.MARK -> XlsxForm.parse(parts);
            case PainForm.MARK -> PainForm.parse(parts);
            default -> throw new IllegalArgumentException("not the form of a payout file, or of a newer version");
        };
    }
}
