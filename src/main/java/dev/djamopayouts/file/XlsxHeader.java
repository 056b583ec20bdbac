package dev.djamopayouts.file;

import dev.djamopayouts.file.SheetRows.SheetRow;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The row of a sheet that names its columns. A title, a logo or a date may stand above it; a payout may not, since nobody
 * would read it.
 *
 * @param lineNo the row's number, from 1
 */
record XlsxHeader(int lineNo, List<String> cells, HeaderColumns columns) {

    /** How many rows with something in them are looked at. */
    static final int MOST_ROWS_ABOVE = 20;
    private static final int SHOWN_COLUMNS = 20;

    /** Reads the sheet up to its header; {@link FileRefused} where there is none that payouts can be read by. */
    static XlsxHeader find(SheetRows rows, String sheet, boolean from1904, ReadingRules rules) throws IOException {
        ColumnNames names = new ColumnNames(rules.profile());
        MsisdnCell msisdns = new MsisdnCell(rules.defaultRegion());
        XlsxHeader best = null;
        int above = 0;
        for (SheetRow row = rows.next(); row != null; row = rows.next()) {
            XlsxHeader header = of(row, from1904, names);
            if (header.columns().missing().isEmpty()) {
                if (!header.columns().wrong().isEmpty()) {
                    throw new FileRefused(header.columns().wrong());
                }
                return header;
            }
            if (looksLikePayout(header, msisdns, names)) {
                throw WorkbookFault.inRow(row.number(), "there is a payout in row " + row.number() + " of the sheet " + Excerpt.of(sheet)
                        + " and no header above it: write a row like " + names.example(Language.ENGLISH) + " above the first payout",
                        "il y a un paiement à la ligne " + row.number() + " de la feuille " + Excerpt.of(sheet)
                        + " et pas d'en-tête au-dessus : écrivez une ligne comme " + names.example(Language.FRENCH) + " au-dessus du premier paiement");
            }
            best = best == null || header.columns().positions().size() > best.columns().positions().size() ? header : best;
            if (++above == MOST_ROWS_ABOVE) {
                break;
            }
        }
        throw noHeader(best, sheet, names);
    }

    /** Whether the sheet has a header like ours near its top, and anything below. */
    static boolean isAbovePayouts(SheetRows rows, boolean from1904, ReadingRules rules) throws IOException {
        ColumnNames names = new ColumnNames(rules.profile());
        for (int i = 0; i < MOST_ROWS_ABOVE; i++) {
            SheetRow row = rows.next();
            if (row == null) {
                return false;
            }
            if (of(row, from1904, names).columns().missing().isEmpty()) {
                return rows.next() != null;
            }
        }
        return false;
    }

    private static XlsxHeader of(SheetRow row, boolean from1904, ColumnNames names) {
        List<String> cells = new ArrayList<>();
        for (SheetCell cell : row.cells()) {
            while (cells.size() < cell.column()) {
                cells.add("");
            }
            cells.add(XlsxCell.plain(cell, from1904));
        }
        return new XlsxHeader(row.number(), cells, names.columns(row.number(), cells));
    }

    /** A number is enough for one where all amounts are agreed. */
    private static boolean looksLikePayout(XlsxHeader row, MsisdnCell msisdns, ColumnNames names) {
        return row.cells().stream().anyMatch(cell -> msisdns.read(cell) != null)
                && (names.isFixed(Column.AMOUNT) || row.cells().stream().anyMatch(cell -> msisdns.read(cell) == null && AmountCell.francs(cell) != AmountCell.UNREADABLE));
    }

    private static FileRefused noHeader(XlsxHeader best, String sheet, ColumnNames names) {
        if (best == null) {
            return WorkbookFault.of("the sheet " + Excerpt.of(sheet) + " is empty: fill it, or put the sheet with the payouts first",
                    "la feuille " + Excerpt.of(sheet) + " est vide : remplissez-la, ou placez en premier la feuille des paiements");
        }
        String shown = best.cells().stream().filter(cell -> !cell.isEmpty()).limit(SHOWN_COLUMNS).map(Excerpt::of).collect(Collectors.joining(", "));
        String missing = best.columns().missing().stream().map(Column::field).collect(Collectors.joining(", "));
        String missingInFrench = best.columns().missing().stream().map(ColumnNames::inFrench).collect(Collectors.joining(", "));
        return new FileRefused(List.of(new Problem(best.lineNo(), "header", new Reason(ReasonCode.FF01, new Words(
                "no column for " + missing + " was found in the first " + MOST_ROWS_ABOVE + " rows of the sheet " + Excerpt.of(sheet) + ": row "
                        + best.lineNo() + " has " + shown + "; begin the sheet with a header like " + names.example(Language.ENGLISH),
                "aucune colonne pour " + missingInFrench + " dans les " + MOST_ROWS_ABOVE + " premières lignes de la feuille " + Excerpt.of(sheet)
                        + " : la ligne " + best.lineNo() + " a " + shown
                        + " ; commencez la feuille par un en-tête comme " + names.example(Language.FRENCH))))));
    }

    /** Which of our columns it is, or null. */
    Column columnAt(int position) {
        for (Column column : Column.values()) {
            if (columns.at(column) == position) {
                return column;
            }
        }
        return null;
    }

    /** Whether a range has cells of a column in which an empty one means something else than in a description. */
    boolean readsBy(SheetPlace place) {
        for (int i = place.firstColumn(); i <= place.lastColumn() && i < cells.size(); i++) {
            Column column = columnAt(i);
            if (column != null && column != Column.DESCRIPTION) {
                return true;
            }
        }
        return false;
    }
}
