package dev.djamopayouts.file;

import dev.djamopayouts.payout.Xof;
import java.util.Objects;

/**
 * What a payout file may hold. Every bound is a setting of the operator; nothing in a file is read without one.
 *
 * @param defaultRegion whose numbers are written without a country code: {@code CI} or {@code SN}
 * @param minAmount     the smallest amount of one payout, in whole francs
 * @param maxAmount     the largest amount of one payout, in whole francs
 * @param maxRows       how many rows a file may have, the header not counted
 * @param maxRowChars   how many characters the cells of one row may have together
 * @param maxColumns    how many cells a row may have
 * @param maxUnpackedBytes how many bytes a packed or encrypted file may unpack to
 * @param profile       what is agreed with the sender of the file
 * @param dates         what becomes of a file that asks to be paid on a later day
 */
public record ReadingRules(String defaultRegion, Xof minAmount, Xof maxAmount, long maxRows, int maxRowChars,
                           int maxColumns, long maxUnpackedBytes, FileProfile profile, ExecutionDates dates) {

    /** What a packed file may unpack to where nobody says otherwise: more than a plain one may have. */
    public static final long MAX_UNPACKED_BYTES = 4L << 30;

    /** Twice this and the parser's own room must still fit in an int. */
    private static final int MOST_ROW_CHARS = 100_000_000;

    public ReadingRules {
        Objects.requireNonNull(defaultRegion, "defaultRegion");
        if (!defaultRegion.equals("CI") && !defaultRegion.equals("SN")) {
            throw new IllegalArgumentException("the default region is CI or SN, not " + defaultRegion);
        }
        Objects.requireNonNull(profile, "profile");
        Objects.requireNonNull(dates, "dates");
        if (minAmount.compareTo(maxAmount) > 0) {
            throw new IllegalArgumentException("the least amount " + minAmount + " is above the largest " + maxAmount);
        }
        if (maxUnpackedBytes < 1) {
            throw new IllegalArgumentException("a packed file needs room for at least 1 byte, not " + maxUnpackedBytes);
        }
        if (maxRows < 1 || maxColumns < 2 || maxRowChars < 1 || maxRowChars > MOST_ROW_CHARS) {
            throw new IllegalArgumentException("a file needs at least 1 row, 2 columns and 1 to " + MOST_ROW_CHARS
                    + " characters in a row, not " + maxRows + ", " + maxColumns + " and " + maxRowChars);
        }
    }

    /** Rules for a file of whom nothing is agreed. */
    public ReadingRules(String defaultRegion, Xof minAmount, Xof maxAmount, long maxRows, int maxRowChars, int maxColumns) {
        this(defaultRegion, minAmount, maxAmount, maxRows, maxRowChars, maxColumns, FileProfile.NONE);
    }

    /** Rules under which a file that comes before its day is refused. */
    public ReadingRules(String defaultRegion, Xof minAmount, Xof maxAmount, long maxRows, int maxRowChars, int maxColumns,
                        FileProfile profile) {
        this(defaultRegion, minAmount, maxAmount, maxRows, maxRowChars, maxColumns, MAX_UNPACKED_BYTES, profile, ExecutionDates.KEPT);
    }
}
