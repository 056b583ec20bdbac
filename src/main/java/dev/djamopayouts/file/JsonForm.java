package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Objects of JSON, a payout each. A cell of a row is the value as JSON writes it ({@code "0707…"} with its quotes), so
 * that a text stays a text and a number a number in the answers; an empty cell stands for a member that the row lacks.
 *
 * @param layout how the objects stand in the file
 * @param header the names of the members, in the order in which the file first has them
 */
public record JsonForm(Layout layout, List<String> header) implements FileForm {

    /** How the objects stand in the file. */
    public enum Layout {
        /** One array of them. */
        ARRAY("json", new Words("JSON array", "tableau JSON")),
        /** One on each line. */
        LINES("jsonl", Words.same("JSON Lines"));

        private final String extension;
        private final Words words;

        Layout(String extension, Words words) {
            this.extension = extension;
            this.words = words;
        }
    }

    static final String ARRAY_MARK = "json 1";
    static final String LINES_MARK = "jsonl 1";

    public JsonForm {
        header = List.copyOf(header);
    }

    static JsonForm parse(List<String> parts) {
        return new JsonForm(parts.get(0).equals(LINES_MARK) ? Layout.LINES : Layout.ARRAY, parts.subList(1, parts.size()));
    }

    @Override
    public Words words() {
        return layout.words;
    }

    @Override
    public boolean isHeaderApart() {
        return false;
    }

    @Override
    public String text() {
        List<String> parts = new ArrayList<>(1 + header.size());
        parts.add(layout == Layout.LINES ? LINES_MARK : ARRAY_MARK);
        parts.addAll(header);
        return RowCells.encode(parts);
    }

    @Override
    public String extension() {
        return layout.extension;
    }

    /** The positions of our columns are not asked for in a report. */
    @Override
    public CsvForm asCsv() {
        return new CsvForm(header, ',', false, "\n", CsvForm.ABSENT, 0, 0, CsvForm.ABSENT);
    }

    @Override
    public String plain(String cell) {
        return JsonText.plain(cell);
    }

    /** In the first member that may hold it: a row has no other, or it would have brought a reference. */
    @Override
    public List<String> withReference(List<String> cells, String reference) {
        int first = CsvForm.ABSENT;
        for (int i = header.size() - 1; i >= 0; i--) {
            if (Column.named(header.get(i)) == Column.REFERENCE) {
                first = i;
                if (i < cells.size() && !Blanks.strip(plain(cells.get(i))).isEmpty()) {
                    return cells;
                }
            }
        }
        if (first == CsvForm.ABSENT) {
            return cells;
        }
        List<String> named = new ArrayList<>(cells);
        while (named.size() <= first) {
            named.add("");
        }
        named.set(first, JsonText.quoted(reference));
        return named;
    }

    @Override
    public String number(long number) {
        return Long.toString(number);
    }

    @Override
    public Report result(Path target) throws IOException {
        return JsonReport.result(target, this);
    }

    @Override
    public Report failures(Path target) throws IOException {
        return JsonReport.failures(target, this);
    }
}
