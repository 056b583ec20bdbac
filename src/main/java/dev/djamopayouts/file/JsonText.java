package dev.djamopayouts.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** JSON of others, read within bounds and written back as it came. */
final class JsonText {

    /** Deeper than anybody nests what belongs to a payout. */
    private static final int MOST_DEPTH = 16;
    /** Longer than any number that means something here, an account's included. */
    private static final int MOST_DIGITS = 100;
    /** Longer than any name of a member. */
    private static final int MOST_NAME_CHARS = 200;
    private static final char UNREADABLE = '\uFFFD';

    private JsonText() {
    }

    /** Reads within those bounds; refuses the same name twice in an object, since readers differ in which one they take. */
    static JsonFactory factory(int maxStringChars) {
        return new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).maxNumberLength(MOST_DIGITS)
                        .maxNameLength(MOST_NAME_CHARS).maxStringLength(maxStringChars).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                // A sender's names are kept nowhere: a file of a million different ones must not fill a table of ours.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES).disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .build();
    }

    /**
     * The value the parser stands at, as JSON on one line: numbers digit for digit as they came.
     *
     * @param maxChars bounds what is held of it; beyond, {@link StreamConstraintsException}
     */
    static String copy(JsonParser parser, JsonFactory factory, int maxChars) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(text)) {
            int depth = 0;
            do {
                depth += copyToken(parser, out);
                if (text.getBuffer().length() > maxChars) {
                    throw new StreamConstraintsException("more than " + maxChars + " characters");
                }
            } while (depth > 0 && parser.nextToken() != null);
        }
        return withoutHalves(text.toString());
    }

    private static int copyToken(JsonParser parser, JsonGenerator out) throws IOException {
        JsonToken token = parser.currentToken();
        switch (token) {
            case FIELD_NAME -> out.writeFieldName(parser.currentName());
            case VALUE_STRING -> out.writeString(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.writeNumber(number(parser.getText()));
            default -> out.copyCurrentEvent(parser);
        }
        return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
    }

    /** The parser minds the bound only where it makes a number of the digits, which we never ask for. */
    private static String number(String digits) throws StreamConstraintsException {
        if (digits.length() > MOST_DIGITS) {
            throw new StreamConstraintsException("a number of more than " + MOST_DIGITS + " digits");
        }
        return digits;
    }

    /** Half a surrogate pair, which UTF-8 cannot write, stays the escape that it came as. */
    private static String withoutHalves(String json) {
        if (isWhole(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 12);
        json.codePoints().forEach(c -> {
            if (isHalf(c)) {
                escaped.append("\\u%04X".formatted(c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    /** What our own fields may hold: text that UTF-8 and every database can write. */
    static String writable(String text) {
        if (isWhole(text) && text.indexOf('\0') < 0) {
            return text;
        }
        StringBuilder written = new StringBuilder(text.length());
        text.codePoints().forEach(c -> written.appendCodePoint(isHalf(c) || c == 0 ? UNREADABLE : c));
        return written.toString();
    }

    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(JsonText::isHalf);
            }
        }
        return true;
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** A text as JSON writes it. */
    static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    /** A value as a person reads it: a text without its quotes, nothing for null, anything else as it stands. */
    static String plain(String json) {
        if (json.equals("null")) {
            return "";
        }
        if (!json.startsWith("\"")) {
            return json;
        }
        try (JsonParser parser = factory(Integer.MAX_VALUE).createParser(json)) {
            parser.nextToken();
            return writable(parser.getText());
        } catch (IOException e) {
            throw new UncheckedIOException("a cell that we wrote ourselves is always JSON", e);
        }
    }
}
