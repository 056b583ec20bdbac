package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import dev.djamopayouts.file.JsonForm.Layout;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Finds out by its content, never by its name, what form a payout file is in, and opens it as that. */
final class FormFinder {

    private FormFinder() {
    }

    /** The rows of the file, unpacked where it is packed; {@link FileRefused} where it is in no form that we read. */
    static RowSource open(Path file, ReadingRules rules) throws IOException {
        Content content = content(file);
        byte[] head = FileKind.head(content);
        if (PainRows.isXml(head)) {
            return PainRows.open(content, rules);
        }
        FileKind.mustBeText(head);
        Layout layout = layout(text(head));
        return layout == null ? CsvRows.open(content, rules) : json(content, layout, rules);
    }

    /** Unpacks once: what is packed twice hides something. */
    private static Content content(Path file) throws IOException {
        Content plain = new Content.Plain(file);
        byte[] head = FileKind.head(plain);
        if (FileKind.isGzip(head)) {
            return new Content.Gzip(file);
        }
        return FileKind.isZip(head) && !Workbook.isOne(file) ? new Content.Zip(file) : plain;
    }

    private static JsonRows json(Content content, Layout layout, ReadingRules rules) throws IOException {
        JsonFactory factory = JsonText.factory(rules.maxRowChars());
        StrictUtf8 text = StrictUtf8.open(content);
        JsonObjects objects = layout == Layout.LINES ? new JsonLines(text, factory, rules.maxRowChars()) : new JsonArray(text, factory);
        return new JsonRows(objects, layout, rules, factory);
    }

    /**
     * How JSON is laid out that begins like this; null for anything else. The second character decides: a CSV may well
     * begin with a bracket.
     */
    private static Layout layout(String head) {
        int first = Blanks.start(head);
        int second = first + 1 >= head.length() ? head.length() : first + 1 + Blanks.start(head.substring(first + 1));
        if (first == head.length()) {
            return null;
        }
        char next = second < head.length() ? head.charAt(second) : ' ';
        return switch (head.charAt(first)) {
            case '[' -> " {]".indexOf(next) >= 0 ? Layout.ARRAY : null;
            case '{' -> " \"}".indexOf(next) >= 0 ? Layout.LINES : null;
            default -> null;
        };
    }

    private static String text(byte[] head) {
        String text = new String(head, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
