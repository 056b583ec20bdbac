package dev.djamopayouts.file;

import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.util.List;

/** The rows of a CSV, their fields found by its header. */
final class CsvRows implements RowSource {

    private final CsvForm form;
    private final CsvLines lines;

    private CsvRows(CsvForm form, CsvLines lines) {
        this.form = form;
        this.lines = lines;
    }

    /** Opens it and reads its header. */
    static CsvRows open(Content content, ReadingRules rules) throws IOException {
        CsvForm form = new HeaderFinder(rules).find(content);
        CsvLines lines = new CsvLines(StrictText.open(content, rules.profile().charset()), form.separator(), rules);
        try {
            CsvLine header = lines.next();
            if (header == null || !header.cells().equals(form.header())) {
                throw new FileRefused(Problem.inFile(new Words("the header does not end within the first " + rules.maxRowChars()
                        + " characters: shorten it, and remove blank lines before it", "l'en-tête ne se termine pas dans les "
                        + rules.maxRowChars() + " premiers caractères : raccourcissez-le, et supprimez les lignes vides avant lui")));
            }
            return new CsvRows(form, lines);
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public RawRow next() {
        CsvLine line = lines.next();
        if (line == null) {
            return null;
        }
        List<String> cells = line.cells();
        int expected = form.header().size();
        if (cells.size() != expected) {
            // Which cell is which is anyone's guess now, so none is read.
            return new RawRow(line.lineNo(), cells, null, null, null, null, new Words("the row has " + cells.size()
                    + " cells where the header has " + expected
                    + ": add or remove separators, and put quotes around a text that has one in it",
                    "la ligne a " + cells.size() + " cellules alors que l'en-tête en a " + expected
                    + " : ajoutez ou retirez des séparateurs, et mettez des guillemets autour d'un texte qui en contient un"));
        }
        return new RawRow(line.lineNo(), cells, field(cells, form.referenceColumn()), field(cells, form.msisdnColumn()),
                field(cells, form.amountColumn()), field(cells, form.descriptionColumn()), null);
    }

    private static Field field(List<String> cells, int column) {
        return column == CsvForm.ABSENT ? null : Field.of(cells.get(column));
    }

    @Override
    public FileForm form() {
        return form;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
