package dev.djamopayouts.file;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Map;

/**
 * Writes what a charset does not have in what it has: a letter without its accent, a straight quote for a curly one, and else
 * the number of the character in brackets. No character is lost in silence.
 */
final class Transliteration {

    private static final Map<Integer, String> LIKE = Map.ofEntries(Map.entry(0x201C, "\""), Map.entry(0x201D, "\""),
            Map.entry(0x201E, "\""), Map.entry(0x2018, "'"), Map.entry(0x2019, "'"), Map.entry(0x2013, "-"), Map.entry(0x2014, "-"),
            Map.entry(0x2011, "-"), Map.entry(0x2022, "*"), Map.entry(0x20AC, "EUR"), Map.entry(0x0152, "OE"), Map.entry(0x0153, "oe"));

    private final CharsetEncoder encoder;

    /** For that charset; UTF-8 and UTF-16 have every character. */
    Transliteration(Charset charset) {
        encoder = charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.UTF_16LE)
                || charset.equals(StandardCharsets.UTF_16BE) ? null : charset.newEncoder();
    }

    /** The text as the charset can write it; the same where it can. */
    String of(String text) {
        if (encoder == null || encoder.canEncode(text)) {
            return text;
        }
        StringBuilder written = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> written.append(of(c)));
        return written.toString();
    }

    private String of(int codePoint) {
        String character = Character.toString(codePoint);
        if (encoder.canEncode(character)) {
            return character;
        }
        String like = LIKE.getOrDefault(codePoint, Normalizer.normalize(character, Normalizer.Form.NFKD).replaceAll("\\p{M}", ""));
        return !like.isEmpty() && encoder.canEncode(like) ? like : "[U+%04X]".formatted(codePoint);
    }
}
