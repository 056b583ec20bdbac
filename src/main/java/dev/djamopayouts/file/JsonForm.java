package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Objects of JSON, a payout each. A cell of a row is the value as JSON writes it ({@code "0707…"} with its quotes), so
 * that a text stays a text and a number a number in the answers; an empty cell stands for a member that the row lacks.
 *
 * @param layout how the objects stand in the file
 * @param header the names of the members, in the order in which the file first has them
 * @param references which of these may hold the reference, from 0: by what is agreed, or by the usual names
 */
public record JsonForm(Layout layout, List<String> header, List<Integer> references) implements FileForm {

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
    /** The same with the places of the references behind the mark, where these do not go by the usual names. */
    static final String AGREED_ARRAY_MARK = "json 2";
    static final String AGREED_LINES_MARK = "jsonl 2";

    public JsonForm {
        header = List.copyOf(header);
        references = List.copyOf(references);
    }

    /** One whose members go by the usual names. */
    JsonForm(Layout layout, List<String> header) {
        this(layout, header, usual(header));
    }

    private static List<Integer> usual(List<String> header) {
        return IntStream.range(0, header.size()).filter(i -> Column.named(header.get(i)) == Column.REFERENCE).boxed().toList();
    }

    static JsonForm parse(List<String> parts) {
        String mark = parts.get(0);
        Layout layout = mark.equals(LINES_MARK) || mark.equals(AGREED_LINES_MARK) ? Layout.LINES : Layout.ARRAY;
        if (mark.equals(LINES_MARK) || mark.equals(ARRAY_MARK)) {
            return new JsonForm(layout, parts.subList(1, parts.size()));
        }
        List<Integer> references = parts.get(1).isEmpty() ? List.of() : Stream.of(parts.get(1).split(" ")).map(Integer::valueOf).toList();
        return new JsonForm(layout, parts.subList(2, parts.size()), references);
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
        List<String> parts = new ArrayList<>(2 + header.size());
        if (references.equals(usual(header))) {
            parts.add(layout == Layout.LINES ? LINES_MARK : ARRAY_MARK);
        } else {
            parts.add(layout == Layout.LINES ? AGREED_LINES_MARK : AGREED_ARRAY_MARK);
            parts.add(references.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
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
        if (references.isEmpty() || references.stream().anyMatch(i -> i < cells.size() && !Blanks.strip(plain(cells.get(i))).isEmpty())) {
            return cells;
        }
        int first = references.get(0);
        List<String> named = new ArrayList<>(cells);
        while (named.size() <= first) {
            named.add("");
        }
        named.set(first, JsonText.quoted(reference));
        return named;
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
