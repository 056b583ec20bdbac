package dev.djamopayouts.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The cells of a row as one string, for keeping in the ledger: each cell ends with a tab, so that no cells and one
 * empty cell differ. Tab, backslash and NUL (which PostgreSQL cannot store) are written {@code \t}, {@code \\} and
 * {@code \0}; everything else stands for itself.
 */
public final class RowCells {

    private static final char END = '\t';
    private static final char ESCAPE = '\\';

    private RowCells() {
    }

    /** One string that {@link #decode(String)} turns back into exactly these cells. */
    public static String encode(List<String> cells) {
        int chars = 0;
        for (String cell : cells) {
            chars += cell.length() + 1;
        }
        StringBuilder encoded = new StringBuilder(chars);
        for (String cell : cells) {
            append(encoded, cell);
            encoded.append(END);
        }
        return encoded.toString();
    }

    /** The cells that were encoded; {@link IllegalArgumentException} for a string that encode never gives. */
    public static List<String> decode(String encoded) {
        List<String> cells = new ArrayList<>();
        int start = 0;
        for (int end = encoded.indexOf(END); end >= 0; end = encoded.indexOf(END, start)) {
            cells.add(unescape(encoded.substring(start, end)));
            start = end + 1;
        }
        if (start != encoded.length()) {
            throw new IllegalArgumentException("not encoded cells: the last one has no end");
        }
        return Collections.unmodifiableList(cells);
    }

    private static void append(StringBuilder encoded, String cell) {
        // Three searches of a short string cost less than a look at each character, and nearly every cell is plain.
        if (cell.indexOf(END) < 0 && cell.indexOf(ESCAPE) < 0 && cell.indexOf('\0') < 0) {
            encoded.append(cell);
            return;
        }
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            switch (c) {
                case END -> encoded.append("\\t");
                case ESCAPE -> encoded.append("\\\\");
                case '\0' -> encoded.append("\\0");
                default -> encoded.append(c);
            }
        }
    }

    private static String unescape(String cell) {
        int escape = cell.indexOf(ESCAPE);
        if (escape < 0) {
            return cell;
        }
        StringBuilder plain = new StringBuilder(cell.length());
        int start = 0;
        for (; escape >= 0; escape = cell.indexOf(ESCAPE, start)) {
            plain.append(cell, start, escape).append(escaped(cell, escape + 1));
            start = escape + 2;
        }
        return plain.append(cell, start, cell.length()).toString();
    }

    private static char escaped(String cell, int index) {
        char c = index < cell.length() ? cell.charAt(index) : END;
        return switch (c) {
            case 't' -> END;
            case ESCAPE -> ESCAPE;
            case '0' -> '\0';
            default -> throw new IllegalArgumentException("not encoded cells: a backslash that escapes nothing");
        };
    }
}
