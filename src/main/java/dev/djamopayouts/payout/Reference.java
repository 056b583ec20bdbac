package dev.djamopayouts.payout;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The reference a payout bears at Djamo: written before it is sent, never changed, and once sent never borne by another
 * payout.
 *
 * @param value 1 to 64 printable characters, no spaces at either end
 */
public record Reference(String value) {

    public static final int MAX_LENGTH = 64;
    /** How often one payment may be asked for, the first time included: beyond that somebody must look. */
    public static final int MOST_AGAIN = 99;
    private static final int SHA_DIGITS = 32;
    private static final String AGAIN = "~";
    /** The sign and the number behind it. */
    private static final int AGAIN_LENGTH = 3;
    private static final int CUT_DIGITS = 16;

    public Reference {
        if (!isValid(value)) {
            throw new IllegalArgumentException("a reference has 1 to " + MAX_LENGTH + " printable characters");
        }
    }

    /** Whether a text may serve as a reference as it stands. */
    public static boolean isValid(String text) {
        return !text.isEmpty() && text.length() <= MAX_LENGTH && text.strip().length() == text.length()
                && text.codePoints().allMatch(Reference::isPrintable);
    }

    /**
     * The reference of a row that brought none: from the file's sha256 and the line, so that the same file always
     * gives the same reference.
     */
    public static Reference derived(String sha256Hex, long lineNo) {
        return derived(sha256Hex, lineNo, MAX_LENGTH);
    }

    /**
     * The same where a reference has less room: a little less of the hash stands in it then.
     *
     * @param mostChars at least 35, so that enough of the hash stays for any line
     */
    public static Reference derived(String sha256Hex, long lineNo, int mostChars) {
        String line = "-" + lineNo;
        return new Reference(sha256Hex.substring(0, Math.min(SHA_DIGITS, mostChars - line.length())) + line);
    }

    /**
     * The reference of a payout that asks again for what was sent under this one and not paid: {@code SAL-7}, {@code SAL-7~2},
     * {@code SAL-7~3} … The tilde needs no encoding in a query, and hardly anybody numbers with it. A long reference is cut
     * and told from others that begin alike by a hash.
     *
     * @param number 1 for this reference itself, at most {@link #MOST_AGAIN}
     */
    public Reference again(int number) {
        if (number < 1 || number > MOST_AGAIN) {
            throw new IllegalArgumentException("a payment is asked for 1 to " + MOST_AGAIN + " times: " + number);
        }
        return number == 1 ? this : new Reference(stem() + AGAIN + number);
    }

    /** Whether the text may be what {@link #again} makes, by chance or since it was made so. */
    public static boolean looksMade(String text) {
        return text.contains(AGAIN);
    }

    private String stem() {
        if (value.length() <= MAX_LENGTH - AGAIN_LENGTH) {
            return value;
        }
        int end = MAX_LENGTH - AGAIN_LENGTH - 1 - CUT_DIGITS;
        int whole = Character.isHighSurrogate(value.charAt(end - 1)) ? end - 1 : end;
        return value.substring(0, whole) + AGAIN + sha256(value).substring(0, CUT_DIGITS);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED,
                    Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
