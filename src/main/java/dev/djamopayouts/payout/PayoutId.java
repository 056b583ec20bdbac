package dev.djamopayouts.payout;

/**
 * Which payout: the ledger's number of its file and its line there. Written {@code 12-345}, the same for ever.
 *
 * @param fileId the ledger's number of the payout file, 1 or more
 * @param lineNo the line of the file the row starts at, 1 being the first line of the file
 */
public record PayoutId(long fileId, long lineNo) {

    /** Reads what {@link #toString()} wrote; {@link IllegalArgumentException} for anything else. */
    public static PayoutId parse(String text) {
        int dash = text.indexOf('-');
        try {
            return new PayoutId(Long.parseLong(text.substring(0, Math.max(dash, 0))), Long.parseLong(text.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a payout id (like 12-345): " + text, e);
        }
    }

    @Override
    public String toString() {
        return fileId + "-" + lineNo;
    }
}
