package dev.djamopayouts.file;

/**
 * A cell or a range of a sheet by its letters and numbers.
 *
 * @param firstRow    from 1
 * @param firstColumn from 0
 */
record SheetPlace(int firstRow, int firstColumn, int lastRow, int lastColumn) {

    /** What every spreadsheet has, and no more. */
    static final int MOST_ROWS = 1_048_576;
    static final int MOST_COLUMNS = 16_384;
    private static final int LETTERS = 26;

    boolean has(int row, int column) {
        return row >= firstRow && row <= lastRow && column >= firstColumn && column <= lastColumn;
    }

    /** The range {@code C2:C9} or the cell {@code C2}, or null where there can be no such. */
    static SheetPlace of(String text) {
        int colon = text.indexOf(':');
        SheetPlace first = cell(colon < 0 ? text : text.substring(0, colon));
        SheetPlace last = colon < 0 ? first : cell(text.substring(colon + 1));
        return first == null || last == null ? null
                : new SheetPlace(first.firstRow, first.firstColumn, last.firstRow, last.firstColumn);
    }

    private static SheetPlace cell(String text) {
        int column = 0;
        int i = 0;
        for (; i < text.length() && text.charAt(i) >= 'A' && text.charAt(i) <= 'Z' && column <= MOST_COLUMNS; i++) {
            column = column * LETTERS + text.charAt(i) - 'A' + 1;
        }
        int row = row(text.substring(i));
        return column < 1 || column > MOST_COLUMNS || row < 1 ? null : new SheetPlace(row, column - 1, row, column - 1);
    }

    /** A row's number from 1, or 0 where there can be no such. */
    static int row(String text) {
        boolean digits = !text.isEmpty() && text.length() <= 7 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int row = digits ? Integer.parseInt(text) : 0;
        return row <= MOST_ROWS ? row : 0;
    }

    /** The letters of a column. */
    static String letters(int column) {
        String letters = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / LETTERS) {
            letters = (char) ('A' + (rest - 1) % LETTERS) + letters;
        }
        return letters;
    }
}
