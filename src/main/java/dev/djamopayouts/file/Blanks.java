package dev.djamopayouts.file;

/** The blanks people and spreadsheets put around and inside numbers, the ones of French typography among them. */
final class Blanks {

    private static final char NO_BREAK = '\u00A0';
    private static final char THIN = '\u2009';
    private static final char NARROW_NO_BREAK = '\u202F';

    private Blanks() {
    }

    /** A blank that may stand between groups of digits. */
    static boolean isSpace(char c) {
        return c == ' ' || c == NO_BREAK || c == NARROW_NO_BREAK || c == THIN;
    }

    /** A blank that may stand around a value. */
    static boolean isBlank(char c) {
        return isSpace(c) || c == '\t' || c == '\n' || c == '\r';
    }

    static boolean isBlank(String text) {
        return start(text) == text.length();
    }

    /** Without the blanks around it; the text itself where there are none. */
    static String strip(String text) {
        int start = start(text);
        return text.substring(start, end(text, start));
    }

    /** Where the value starts; the length where there is none. */
    static int start(String text) {
        int start = 0;
        while (start < text.length() && isBlank(text.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Where the value that starts there ends. */
    static int end(String text, int start) {
        int end = text.length();
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
