package dev.djamopayouts.payout;

/**
 * The reference a payout bears at Djamo: written before it is sent, never changed, never used for another payout.
 *
 * @param value 1 to 64 printable characters, no spaces at either end
 */
public record Reference(String value) {

    public static final int MAX_LENGTH = 64;
    private static final int SHA_DIGITS = 32;

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
        return new Reference(sha256Hex.substring(0, SHA_DIGITS) + "-" + lineNo);
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
