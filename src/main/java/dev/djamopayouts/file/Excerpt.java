package dev.djamopayouts.file;

import dev.djamopayouts.payout.Msisdn;

/** A cell as a message may show it: short, on one line, and masked where it could hold a phone number. */
final class Excerpt {

    private static final int MOST_CHARS = 32;
    /** The shortest number worth hiding: an old one of Côte d'Ivoire. */
    private static final int DIGITS_OF_A_NUMBER = 8;

    private Excerpt() {
    }

    static String of(String cell) {
        StringBuilder shown = new StringBuilder();
        int digits = 0;
        int end = Math.min(cell.length(), MOST_CHARS);
        for (int i = 0; i < end; i++) {
            char c = cell.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
            digits += Character.isDigit(c) ? 1 : 0;
        }
        String text = digits >= DIGITS_OF_A_NUMBER ? Msisdn.masked(shown.toString()) : shown.toString();
        return "“" + text + (end < cell.length() ? "…" : "") + "”";
    }
}
