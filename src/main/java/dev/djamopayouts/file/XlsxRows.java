package dev.djamopayouts.file;

import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.file.SheetRows.SheetRow;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The rows of one sheet of a workbook below its header. A formula is not believed where money hangs on it. */
final class XlsxRows implements RowSource {

    /** What the columns of a result need to the right of the input's own. */
    private static final int MOST_COLUMNS = SheetPlace.MOST_COLUMNS - ResultFile.COLUMNS.size();

    private final XlsxWorkbook workbook;
    private final ReadingRules rules;
    private final String sheet;
    private final SheetRows rows;
    private final XlsxHeader header;
    private final int mostColumns;
    private int width;

    private XlsxRows(XlsxWorkbook workbook, ReadingRules rules, String sheet, SheetRows rows, XlsxHeader header) {
        this.workbook = workbook;
        this.rules = rules;
        this.sheet = sheet;
        this.rows = rows;
        this.header = header;
        mostColumns = Math.min(rules.maxColumns(), MOST_COLUMNS);
        width = header.cells().size();
        rows.watchMerged(place -> place.lastRow() > place.firstRow() && place.firstRow() > header.lineNo() && header.readsBy(place));
    }

    /** Opens the workbook, finds its sheet and reads that as far as its header. */
    static XlsxRows open(Path file, ReadingRules rules) throws IOException {
        XlsxWorkbook workbook = XlsxWorkbook.open(file, rules);
        try {
            WorkbookIndex.SheetEntry sheet = workbook.index().sheet(rules.profile().sheet());
            if (rules.profile().sheet() == null) {
                mustBeTheOnlyOne(workbook, sheet, rules);
            }
            SheetRows rows = workbook.rows(sheet);
            XlsxHeader header = XlsxHeader.find(rows, sheet.name(), workbook.from1904(), rules);
            if (header.cells().size() > Math.min(rules.maxColumns(), MOST_COLUMNS)) {
                throw tooWide(header.lineNo(), Math.min(rules.maxColumns(), MOST_COLUMNS));
            }
            return new XlsxRows(workbook, rules, sheet.name(), rows, header);
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw e;
        }
    }

    /** Whoever fills two sheets means both to be paid; read is one. */
    private static void mustBeTheOnlyOne(XlsxWorkbook workbook, WorkbookIndex.SheetEntry read, ReadingRules rules) throws IOException {
        List<WorkbookIndex.SheetEntry> filled = new ArrayList<>();
        for (WorkbookIndex.SheetEntry other : workbook.index().visible()) {
            if (!other.equals(read)) {
                try (SheetRows rows = workbook.rows(other)) {
                    if (XlsxHeader.isAbovePayouts(rows, workbook.from1904(), rules)) {
                        filled.add(other);
                    }
                }
            }
        }
        if (!filled.isEmpty()) {
            throw WorkbookFault.of("the sheet " + Excerpt.of(read.name()) + " would be read, but there are payouts on " + WorkbookIndex.names(filled)
                    + " too: drop one workbook for each sheet, or hide the sheets that are not to be paid",
                    "la feuille " + Excerpt.of(read.name()) + " serait lue, mais il y a aussi des paiements sur " + WorkbookIndex.names(filled)
                    + " : déposez un classeur par feuille, ou masquez les feuilles à ne pas payer");
        }
    }

    @Override
    public RawRow next() {
        try {
            SheetRow row = rows.next();
            if (row == null) {
                mustNotBeMerged();
                return null;
            }
            return row(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Only the first cell of a merged range has a value: whose amount it is nobody can say. */
    private void mustNotBeMerged() {
        SheetPlace merged = rows.merged();
        if (merged != null) {
            String range = SheetPlace.letters(merged.firstColumn()) + merged.firstRow() + ":" + SheetPlace.letters(merged.lastColumn()) + merged.lastRow();
            throw WorkbookFault.inRow(merged.firstRow(), "the cells " + range + " are merged over several rows: unmerge them and fill each row",
                    "les cellules " + range + " sont fusionnées sur plusieurs lignes : défusionnez-les et remplissez chaque ligne");
        }
    }

    private RawRow row(SheetRow row) {
        List<String> formulas = new ArrayList<>();
        SheetCell[] ours = new SheetCell[Column.values().length];
        int last = row.cells().get(row.cells().size() - 1).column();
        if (last >= mostColumns) {
            throw tooWide(row.number(), mostColumns);
        }
        width = Math.max(width, last + 1);
        List<String> cells = new ArrayList<>(Collections.nCopies(Math.max(header.cells().size(), last + 1), ""));
        long chars = 0;
        for (SheetCell cell : row.cells()) {
            Column column = header.columnAt(cell.column());
            boolean refused = cell.isFormula() && column != null && column != Column.DESCRIPTION;
            if (refused) {
                formulas.add(place(row, cell.column()));
            }
            if (column != null) {
                ours[column.ordinal()] = cell;
            }
            String kept = refused ? XlsxCell.formula(cell) : XlsxCell.of(cell, workbook.from1904());
            chars += kept.length();
            cells.set(cell.column(), kept);
        }
        if (chars > rules.maxRowChars()) {
            throw WorkbookFault.inRow(row.number(), "the row has more than " + rules.maxRowChars() + " characters: shorten it",
                    "la ligne a plus de " + rules.maxRowChars() + " caractères : raccourcissez-la");
        }
        return raw(row, Collections.unmodifiableList(cells), ours, formulas);
    }

    private RawRow raw(SheetRow row, List<String> cells, SheetCell[] ours, List<String> formulas) {
        if (!formulas.isEmpty()) {
            String places = formulas.stream().collect(Collectors.joining(", "));
            return new RawRow(row.number(), cells, null, null, null, null, new Words("there is a formula in " + places
                    + ", and what it shows may be out of date: copy the column and paste it over itself as values",
                    "il y a une formule en " + places + ", et ce qu'elle montre peut être périmé : copiez la colonne et collez-la sur"
                            + " elle-même en valeurs"));
        }
        Field description = field(Column.DESCRIPTION, row, ours);
        // A beneficiary must not read less than was meant.
        Words fault = description == null ? null : description.fault();
        return new RawRow(row.number(), cells, field(Column.REFERENCE, row, ours), field(Column.MSISDN, row, ours),
                field(Column.AMOUNT, row, ours), description, fault);
    }

    private Field field(Column column, SheetRow row, SheetCell[] ours) {
        int at = header.columns().at(column);
        return at == CsvForm.ABSENT ? null : XlsxFields.of(column, ours[column.ordinal()], place(row, at), workbook.from1904());
    }

    private static String place(SheetRow row, int column) {
        return SheetPlace.letters(column) + row.number();
    }

    private static FileRefused tooWide(int row, int most) {
        return WorkbookFault.inRow(row, "the row has a cell to the right of column " + SheetPlace.letters(most - 1) + ", and " + most
                + " columns are read: delete what stands there",
                "la ligne a une cellule à droite de la colonne " + SheetPlace.letters(most - 1) + ", et " + most
                + " colonnes sont lues : supprimez ce qui s'y trouve");
    }

    /** Columns without a name to the right of the header have an empty one, so that what stands there comes back too. */
    @Override
    public XlsxForm form() {
        List<String> names = new ArrayList<>(header.cells());
        names.addAll(Collections.nCopies(width - names.size(), ""));
        return new XlsxForm(sheet, names, header.columns().at(Column.REFERENCE), header.columns().at(Column.AMOUNT));
    }

    @Override
    public String plain(String cell) {
        return XlsxCell.plain(cell);
    }

    @Override
    public void close() throws IOException {
        try (workbook) {
            rows.close();
        }
    }
}
