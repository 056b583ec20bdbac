package dev.djamopayouts.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows under a header in columns of plain text, for terminals, mails and tickets alike. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();
    private final boolean[] right;

    /** @param header one title a column; a title that begins with {@code >} makes a column of numbers, set to the right */
    Table(String... header) {
        right = new boolean[header.length];
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < header.length; i++) {
            right[i] = header[i].startsWith(">");
            titles.add(right[i] ? header[i].substring(1) : header[i]);
        }
        lines.add(titles);
    }

    /** Adds a row: whole numbers are grouped, null is an empty cell. */
    Table row(Object... cells) {
        if (cells.length != right.length) {
            throw new IllegalArgumentException(cells.length + " cells for " + right.length + " columns");
        }
        List<String> line = new ArrayList<>();
        for (Object cell : cells) {
            line.add(text(cell));
        }
        lines.add(line);
        return this;
    }

    /** {@code 1,234,567} for a number, the empty text for null. */
    static String text(Object cell) {
        if (cell instanceof Long || cell instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", cell);
        }
        return cell == null ? "" : cell.toString();
    }

    void print(PrintWriter out, String indent) {
        int[] widths = new int[right.length];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder(indent);
            for (int i = 0; i < widths.length; i++) {
                String pad = " ".repeat(widths[i] - line.get(i).length());
                text.append(i == 0 ? "" : GAP).append(right[i] ? pad + line.get(i) : line.get(i) + pad);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
