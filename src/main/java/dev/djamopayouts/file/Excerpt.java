package dev.djamopayouts.file;

import dev.djamopayouts.payout.Msisdn;
import java.util.regex.Pattern;

/** A cell as a message may show it: short, on one line, and masked where it could hold a phone number. */
final class Excerpt {

    private static final int MOST_CHARS = 32;
    /** The shortest number worth hiding: an old one of Côte d'Ivoire. */
    private static final int DIGITS_OF_A_NUMBER = 8;

    /** An amount of money with decimals, as accounting programs write it; a phone number has more digits or none after a point. */
    private static final Pattern DECIMAL_AMOUNT =
            Pattern.compile("[1-9]([0-9]{0,6}|[0-9]{0,2}([ .,\\u00A0\\u2009\\u202F][0-9]{3}){1,2})[.,][0-9]{1,2}");

    private Excerpt() {
    }

    /** A cell where an amount should be: one with decimals is shown, since hidden it says nothing of what to mend. */
    static String ofAmount(String cell) {
        return DECIMAL_AMOUNT.matcher(cell).matches() ? "“" + cell + "”" : of(cell);
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
