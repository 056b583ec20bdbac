package dev.djamopayouts.file;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Text of a workbook. What XML cannot hold is written {@code _x0001_} there, and what looks like it {@code _x005F_x0001_}. */
final class SheetText {

    /** More a cell does not hold: Excel calls such a workbook damaged. */
    static final int MOST_CHARS = 32_767;
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private SheetText() {
    }

    static String read(String written) {
        if (written.indexOf("_x") < 0) {
            return written;
        }
        return ESCAPE.matcher(written).replaceAll(match -> {
            char c = (char) Integer.parseInt(match.group(1), 16);
            return Matcher.quoteReplacement(Character.isSurrogate(c) ? match.group() : String.valueOf(c));
        });
    }

    static String write(String text) {
        String escaped = text.indexOf("_x") < 0 ? text : ESCAPE.matcher(text).replaceAll("_x005F$0");
        if (JsonText.isWhole(escaped) && escaped.chars().allMatch(SheetText::isInXml)) {
            return escaped;
        }
        StringBuilder written = new StringBuilder();
        escaped.codePoints().forEach(c -> {
            if (isInXml(c) && !isHalf(c)) {
                written.appendCodePoint(c);
            } else {
                written.append("_x%04X_".formatted(c));
            }
        });
        return written.toString();
    }

    /** Halves of pairs pass here: whether they are whole pairs is looked at elsewhere. */
    private static boolean isInXml(int c) {
        return c >= ' ' && c != 0xFFFE && c != 0xFFFF || c == '\t' || c == '\n';
    }

    private static boolean isHalf(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
