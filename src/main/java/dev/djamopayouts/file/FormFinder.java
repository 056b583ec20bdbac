package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import dev.djamopayouts.file.JsonForm.Layout;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds out by its content, never by its name, what form a payout file is in, and opens it as that. */
final class FormFinder {

    private static final int HEAD_BYTES = 4096;

    private FormFinder() {
    }

    /** The rows of the file; {@link FileRefused} where it is in no form that we read. */
    static RowSource open(Path file, ReadingRules rules) throws IOException {
        FileKind.mustBeText(file);
        Layout layout = layout(head(file));
        return layout == null ? CsvRows.open(file, rules) : json(file, layout, rules);
    }

    private static JsonRows json(Path file, Layout layout, ReadingRules rules) throws IOException {
        JsonFactory factory = JsonText.factory(rules.maxRowChars());
        StrictUtf8 text = StrictUtf8.open(file);
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

    private static String head(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.UTF_8);
            return head.startsWith("\uFEFF") ? head.substring(1) : head;
        }
    }
}
