package dev.djamopayouts.payout;

import java.util.regex.Pattern;

/**
 * A beneficiary's phone number in E.164, as the Djamo API wants it ({@code +2250707123456}).
 *
 * <p>{@link #toString()} is masked, so that a number that strays into a log or an error gives nobody away;
 * only {@link #e164()} has the whole of it.
 *
 * @param e164 plus sign, country code, national number: 8 to 15 digits
 */
public record Msisdn(String e164) {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
    /** Of the two countries, without the plus sign. */
    private static final String OF_THE_TWO = "(?:225\\d{10}|221\\d{9})";
    /** Whose digits are no number of a person: a payout's id, and a day. */
    private static final String NO_NUMBER = "(?![1-9]\\d*-[1-9]\\d*(?![ .()/-]{0,2}\\d))"
            + "(?!(?:20\\d\\d([./-])[01]\\d\\1[0-3]\\d|[0-3]\\d([./-])[01]\\d\\220\\d\\d)(?!\\d))";
    /** A phone number in any usual writing; names and other ids hold digits beside a letter, a dash or an underscore. */
    private static final Pattern NUMBER = Pattern.compile("(?<!\\d)\\+?" + OF_THE_TWO + "(?!\\d)"
            + "|(?<![\\p{Alnum}_-])" + NO_NUMBER + "\\+?\\d(?:[ .()/-]{0,2}\\d){7,}(?![\\p{Alnum}_-])");
    private static final int SHOWN_AT_START = 6;
    private static final int SHOWN_AT_END = 2;

    public Msisdn {
        if (!E164.matcher(e164).matches()) {
            throw new IllegalArgumentException("not an E.164 number: " + masked(e164));
        }
    }

    /** First six and last two characters, the others as dots: {@code +22507••••••56}. */
    public String masked() {
        return masked(e164);
    }

    /** Masks any text that may hold a number, a damaged one too: short texts become dots altogether. */
    public static String masked(String text) {
        int hidden = text.length() - SHOWN_AT_START - SHOWN_AT_END;
        if (hidden < SHOWN_AT_END) {
            return "•".repeat(Math.min(text.length(), SHOWN_AT_START));
        }
        return text.substring(0, SHOWN_AT_START) + "•".repeat(Math.min(hidden, 12))
                + text.substring(text.length() - SHOWN_AT_END);
    }

    /**
     * A sentence with every phone number in it masked, however it is written: one of the two countries as {@link #masked()} has
     * it, of any other the last two digits are left.
     */
    public static String maskedIn(String sentence) {
        return NUMBER.matcher(sentence).replaceAll(found -> maskedNumber(found.group()));
    }

    private static String maskedNumber(String written) {
        String digits = written.replaceAll("\\D+", "");
        String whole = digits.replaceFirst("^00", "");
        return whole.matches(OF_THE_TWO) ? masked("+" + whole)
                : "•".repeat(Math.min(digits.length() - SHOWN_AT_END, 12)) + digits.substring(digits.length() - SHOWN_AT_END);
    }

    @Override
    public String toString() {
        return masked();
    }
}
