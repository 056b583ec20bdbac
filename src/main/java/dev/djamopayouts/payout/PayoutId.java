package dev.djamopayouts.payout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which payout: the ledger's number of its file and its line there. Written {@code 12-345}, the same for ever.
 *
 * @param fileId the ledger's number of the payout file, 1 or more
 * @param lineNo the line of the file the row starts at, 1 being the first line of the file
 */
public record PayoutId(long fileId, long lineNo) {

    /** No sign and no leading zero, so that one payout has one writing. */
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,17})-([1-9][0-9]{0,17})");

    public PayoutId {
        if (fileId < 1 || lineNo < 1) {
            throw new IllegalArgumentException("files and lines are counted from 1: " + fileId + "-" + lineNo);
        }
    }

    /** Reads what {@link #toString()} wrote; {@link IllegalArgumentException} for anything else. */
    public static PayoutId parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a payout id (like 12-345): " + text);
        }
        return new PayoutId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)));
    }

    @Override
    public String toString() {
        return fileId + "-" + lineNo;
    }
}
