package dev.djamopayouts.file;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The rows of a CSV, one after the other, blank lines skipped. fastcsv parses (RFC 4180, strict about quotes); this
 * holds it to the bounds and turns its failures into refusals that say which line to mend.
 */
final class CsvLines implements AutoCloseable {

    /** fastcsv fills its buffer by this much, which must not eat into the room for a cell. */
    private static final int PARSER_ROOM = 2 * 8192;

    private final ReadingRules rules;
    private final Cells cells;
    private final CsvReader<CsvLine> reader;
    private final CloseableIterator<CsvLine> lines;

    CsvLines(Reader text, char separator, ReadingRules rules) {
        this.rules = rules;
        cells = new Cells(rules);
        // Doubled quotes double what a cell takes in the buffer; the cells themselves are bounded by the handler.
        reader = CsvReader.builder().fieldSeparator(separator).quoteCharacter('"').allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE).missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(2 * rules.maxRowChars() + PARSER_ROOM)
                .build(cells, text);
        lines = reader.iterator();
    }

    /**
     * The next row, or null at the end of the file.
     *
     * @throws FileRefused          where rows can no longer be told apart, or one exceeds a bound
     * @throws UncheckedIOException where the file cannot be read
     */
    CsvLine next() {
        try {
            return lines.hasNext() ? lines.next() : null;
        } catch (CsvParseException e) {
            throw refusal(e);
        }
    }

    private RuntimeException refusal(CsvParseException failure) {
        // fastcsv wraps what the reader or the handler threw; a refusal of ours is already what is to be said.
        if (failure.getCause() instanceof FileRefused refused) {
            return refused;
        }
        if (failure.getCause() != null) {
            return failure;
        }
        String message = failure.getMessage();
        long line = cells.openLine();
        if (message.startsWith("Unclosed quoted field")) {
            return new FileRefused(Problem.inRow(line, new Words("a quote opened at line " + line
                    + " is never closed: close it, or remove it, or double it where it belongs to the text",
                    "un guillemet ouvert à la ligne " + line
                    + " n'est jamais fermé : fermez-le, retirez-le, ou doublez-le là où il fait partie du texte")));
        }
        if (message.startsWith("Unexpected character after closing quote")) {
            return new FileRefused(Problem.inRow(line, new Words("in the cell that begins with a quote at line " + line
                    + ", more text follows the closing quote: double the quotes that belong to the text, or close the"
                    + " quote where the cell ends", "dans la cellule qui commence par un guillemet à la ligne " + line
                    + ", du texte suit le guillemet fermant : doublez les guillemets qui font partie du texte, ou fermez le"
                    + " guillemet là où la cellule finit")));
        }
        return new FileRefused(Problem.inRow(line, new Words("the cell that begins at line " + line + " is longer than "
                + rules.maxRowChars() + " characters: close a quote that was opened there, or shorten the cell",
                "la cellule qui commence à la ligne " + line + " dépasse " + rules.maxRowChars()
                + " caractères : fermez un guillemet qui y a été ouvert, ou raccourcissez la cellule")));
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Collects the cells of the row that is being parsed. */
    private static final class Cells extends AbstractBaseCsvCallbackHandler<CsvLine> {

        private final ReadingRules rules;
        private String[] row = new String[8];
        private int count;
        private int chars;

        Cells(ReadingRules rules) {
            this.rules = rules;
        }

        @Override
        protected void handleBegin(long startingLineNumber) {
            count = 0;
            chars = 0;
        }

        @Override
        protected void handleField(int index, char[] buffer, int offset, int length, boolean quoted) {
            chars += length;
            if (chars > rules.maxRowChars()) {
                throw new FileRefused(Problem.inRow(getStartingLineNumber(), new Words("the row at line " + getStartingLineNumber()
                        + " has more than " + rules.maxRowChars() + " characters: shorten it, or close a quote that"
                        + " was opened there", "la ligne " + getStartingLineNumber() + " a plus de " + rules.maxRowChars()
                        + " caractères : raccourcissez-la, ou fermez un guillemet qui y a été ouvert")));
            }
            if (index == rules.maxColumns()) {
                throw new FileRefused(Problem.inRow(getStartingLineNumber(), new Words("the row at line " + getStartingLineNumber()
                        + " has more than " + rules.maxColumns() + " cells: remove columns",
                        "la ligne " + getStartingLineNumber() + " a plus de " + rules.maxColumns() + " cellules : retirez des colonnes")));
            }
            if (index == row.length) {
                row = Arrays.copyOf(row, 2 * row.length);
            }
            row[index] = length == 0 ? "" : new String(buffer, offset, length);
            count = index + 1;
        }

        @Override
        protected CsvLine buildRecord() {
            // A line of blanks asks for nothing; fastcsv itself skips only lines without any character.
            if (count == 0 || count == 1 && Blanks.isBlank(row[0])) {
                return null;
            }
            return new CsvLine(getStartingLineNumber(), Collections.unmodifiableList(
                    Arrays.asList(Arrays.copyOf(row, count))));
        }

        /** The line that the cell being parsed starts at: the row's first, and the line breaks inside its cells. */
        long openLine() {
            long line = getStartingLineNumber();
            for (int i = 0; i < count; i++) {
                line += lineBreaks(row[i]);
            }
            return line;
        }

        private static long lineBreaks(String cell) {
            return cell.replace("\r\n", "\n").chars().filter(c -> c == '\n' || c == '\r').count();
        }
    }
}
