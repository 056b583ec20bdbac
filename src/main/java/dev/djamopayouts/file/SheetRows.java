package dev.djamopayouts.file;

import dev.djamopayouts.file.CellFormats.Shown;
import dev.djamopayouts.file.SheetCell.Type;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * The rows of a sheet, from its first to its last; holds one at a time. Rows in which a person sees nothing are left out,
 * whatever they are formatted like. What a workbook says of its size is not believed.
 */
final class SheetRows implements Closeable {

    /** A row as people count it, from 1, and its cells that hold something, from left to right. */
    record SheetRow(int number, List<SheetCell> cells) {
    }

    /** What a cell takes beside its text, in a row that is formatted to the last column. */
    private static final long CELL_BYTES = 64;
    /** A character written as a number, in the longest way. */
    private static final long CHAR_BYTES = 10;
    private static final int MOST_RANGES = 1_000;
    private static final int MOST_NUMBER_CHARS = 40;
    private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

    private final PartXml xml;
    private final SharedStrings strings;
    private final CellFormats formats;
    private final List<SheetPlace> arrays = new ArrayList<>();
    private Predicate<SheetPlace> watched = place -> false;
    private SheetPlace merged;
    private boolean inData;
    private int rowNumber;
    private int column;

    SheetRows(PartXml xml, SharedStrings strings, CellFormats formats) {
        this.xml = xml;
        this.strings = strings;
        this.formats = formats;
    }

    /** How many bytes of a sheet a row may take that has that many characters. */
    static long mostBytes(int maxRowChars) {
        return maxRowChars * CHAR_BYTES + SheetPlace.MOST_COLUMNS * CELL_BYTES;
    }

    /** The next row, or null at the end of the sheet. */
    SheetRow next() throws IOException {
        while (xml.next()) {
            xml.fresh();
            if (xml.starts("sheetData") || xml.ends("sheetData")) {
                inData = xml.starts("sheetData");
            } else if (inData && xml.starts("row")) {
                List<SheetCell> cells = row();
                if (!cells.stream().allMatch(SheetCell::isBlank)) {
                    return new SheetRow(rowNumber, cells);
                }
            } else if (inData && xml.starts()) {
                xml.skip();
            } else if (xml.starts("mergeCell")) {
                merge();
            }
        }
        return null;
    }

    /** Which ranges of cells must not have been made one. */
    void watchMerged(Predicate<SheetPlace> ranges) {
        watched = ranges;
    }

    /** The first range that was made one and must not have been, or null; known at the end of the sheet. */
    SheetPlace merged() {
        return merged;
    }

    private void merge() {
        String range = xml.attribute("ref");
        SheetPlace place = range == null ? null : SheetPlace.of(range);
        if (merged == null && place != null && watched.test(place)) {
            merged = place;
        }
    }

    private List<SheetCell> row() throws IOException {
        String given = xml.attribute("r");
        int number = given == null ? rowNumber + 1 : SheetPlace.row(given);
        // Two rows of one number, or one before another: readers differ in what stands where.
        if (number <= rowNumber || number > SheetPlace.MOST_ROWS) {
            throw misplaced();
        }
        rowNumber = number;
        column = -1;
        arrays.removeIf(range -> range.lastRow() < number);
        List<SheetCell> cells = new ArrayList<>();
        while (xml.next() && !xml.ends("row")) {
            if (xml.starts("c")) {
                SheetCell cell = cell();
                if (cell.isFormula() || !cell.value().isEmpty()) {
                    cells.add(cell);
                }
            } else if (xml.starts()) {
                xml.skip();
            }
        }
        return cells;
    }

    private FileRefused misplaced() {
        return WorkbookFault.hostile("has rows or cells out of order, twice, or beyond the last (near row " + Math.max(1, rowNumber) + ")",
                "a des lignes ou des cellules en désordre, en double ou au-delà de la dernière (vers la ligne " + Math.max(1, rowNumber) + ")");
    }

    private SheetCell cell() throws IOException {
        String given = xml.attribute("r");
        SheetPlace place = given == null ? null : SheetPlace.of(given);
        int at = place == null ? column + 1 : place.firstColumn();
        if (given != null && (place == null || place.firstRow() != rowNumber) || at <= column || at >= SheetPlace.MOST_COLUMNS) {
            throw misplaced();
        }
        column = at;
        String type = xml.attribute("t");
        Shown shown = formats.of(xml.attribute("s"));
        String value = "";
        String formula = null;
        while (xml.next() && !xml.ends("c")) {
            if (xml.starts("v")) {
                value = xml.text();
            } else if (xml.starts("is")) {
                value = SharedStrings.text(xml, "is");
            } else if (xml.starts("f")) {
                keepRange();
                formula = xml.text();
            } else if (xml.starts()) {
                xml.skip();
            }
        }
        if (formula == null && arrays.stream().anyMatch(range -> range.has(rowNumber, at))) {
            // Only the first cell of such a range has the formula: the others look like values.
            formula = "";
        }
        return cell(type == null ? "n" : type, value, shown, formula);
    }

    private void keepRange() {
        String type = xml.attribute("t");
        String range = xml.attribute("ref");
        if (range != null && ("array".equals(type) || "dataTable".equals(type))) {
            SheetPlace place = SheetPlace.of(range);
            if (place == null || arrays.size() == MOST_RANGES) {
                throw WorkbookFault.hostile("has more than " + MOST_RANGES + " formulas over ranges, or one over no range",
                        "a plus de " + MOST_RANGES + " formules sur des plages, ou une sur aucune plage");
            }
            arrays.add(place);
        }
    }

    private SheetCell cell(String type, String value, Shown shown, String formula) {
        return switch (type) {
            case "s" -> new SheetCell(column, Type.TEXT, shared(value.strip()), shown, formula);
            case "str" -> new SheetCell(column, Type.TEXT, bounded(SheetText.read(value)), shown, formula);
            case "inlineStr" -> new SheetCell(column, Type.TEXT, bounded(value), shown, formula);
            case "b" -> new SheetCell(column, Type.BOOLEAN, value.strip(), shown, formula);
            case "e" -> new SheetCell(column, Type.ERROR, value.strip(), shown, formula);
            case "d" -> new SheetCell(column, Type.DATE, value.strip(), shown, formula);
            case "n" -> new SheetCell(column, Type.NUMBER, number(value.strip()), shown, formula);
            default -> throw unreadable();
        };
    }

    private String shared(String index) {
        if (index.isEmpty()) {
            return "";
        }
        boolean digits = index.length() <= 8 && index.chars().allMatch(c -> c >= '0' && c <= '9');
        String text = digits ? strings.get(Integer.parseInt(index)) : null;
        if (text == null) {
            throw unreadable();
        }
        return bounded(text);
    }

    private String bounded(String text) {
        if (text.length() > SheetText.MOST_CHARS) {
            throw WorkbookFault.inRow(rowNumber, "the cell " + place() + " has more than " + SheetText.MOST_CHARS
                    + " characters, which no workbook may: shorten it",
                    "la cellule " + place() + " a plus de " + SheetText.MOST_CHARS
                    + " caractères, ce qu'aucun classeur ne permet : raccourcissez-la");
        }
        return text;
    }

    private String number(String value) {
        if (value.isEmpty() || value.length() <= MOST_NUMBER_CHARS && NUMBER.matcher(value).matches()) {
            return value;
        }
        throw unreadable();
    }

    private FileRefused unreadable() {
        return WorkbookFault.saveAgain("the cell " + place() + " of the workbook (.xlsx) holds no value that can be read",
                "la cellule " + place() + " du classeur (.xlsx) n'a pas de valeur lisible");
    }

    private String place() {
        return SheetPlace.letters(column) + rowNumber;
    }

    @Override
    public void close() throws IOException {
        xml.close();
    }
}
