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

    @Override
    public String toString() {
        return masked();
    }
}
