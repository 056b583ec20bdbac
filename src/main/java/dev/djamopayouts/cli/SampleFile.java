package dev.djamopayouts.cli;

import dev.djamopayouts.sandbox.MagicNumber;
import java.util.List;

/**
 * The payout file of the demo: two rows in three are ordinary, written the ways people write numbers and amounts, and
 * every third is trouble of some kind, in turn. The same size always gives the same file.
 */
final class SampleFile {

    static final int MOST_ROWS = 10_000;

    private static final List<MagicNumber> TROUBLE_AT_DJAMO = List.of(MagicNumber.NOT_A_CUSTOMER, MagicNumber.FAILS,
            MagicNumber.ERROR_BEFORE_ACCEPTANCE, MagicNumber.ERROR_AFTER_ACCEPTANCE, MagicNumber.CUT_BEFORE_ACCEPTANCE,
            MagicNumber.CUT_AFTER_ACCEPTANCE, MagicNumber.UNREADABLE_ANSWER, MagicNumber.TOO_MANY_REQUESTS,
            MagicNumber.UNPROCESSABLE, MagicNumber.REFUSED, MagicNumber.OLD_CHECK_COMPLETE);
    private static final int TROUBLE_IN_FILE = 5;
    private static final int ROUND = 3 * (TROUBLE_AT_DJAMO.size() + TROUBLE_IN_FILE);
    /** Each 429 pauses everything for a second: more of them would only be slow. */
    private static final int LAST_TOO_MANY_REQUESTS = 100;
    /** Ordinary numbers end below the magic ones. */
    private static final int ORDINARY_ENDINGS = 9_000;
    /** A prime, so that neighbours do not look alike and no number comes twice. */
    private static final int SPREAD = 7_919;

    private SampleFile() {
    }

    /** A header and so many rows, lines ended by LF. */
    static String text(int rows) {
        StringBuilder text = new StringBuilder("employee,reference,msisdn,amount,description\n");
        for (int i = 0; i < rows; i++) {
            int kind = kind(i);
            text.append("E-").append(1_000 + i).append(',').append(reference(i, kind)).append(',').append(msisdn(i, kind))
                    .append(',').append(amount(i, kind)).append(",Salary of November\n");
        }
        return text.toString();
    }

    private static int kind(int i) {
        int kind = i % 3 == 2 ? i % ROUND / 3 : -1;
        boolean tooMany = kind == TROUBLE_AT_DJAMO.indexOf(MagicNumber.TOO_MANY_REQUESTS) && i > LAST_TOO_MANY_REQUESTS;
        return tooMany ? -1 : kind;
    }

    private static String reference(int i, int kind) {
        boolean duplicate = kind == TROUBLE_AT_DJAMO.size() + 4;
        return "SAL-2026-11-" + (duplicate ? 1_000 + i - 1 : 1_000 + i);
    }

    private static String msisdn(int i, int kind) {
        if (kind >= 0 && kind < TROUBLE_AT_DJAMO.size()) {
            return TROUBLE_AT_DJAMO.get(kind).msisdn(i);
        }
        if (kind == TROUBLE_AT_DJAMO.size()) {
            return i % 2 == 0 ? "2.25071E+12" : "070712345";
        }
        String digits = String.format("05%04d%04d", 1_200 + i / ORDINARY_ENDINGS, i % ORDINARY_ENDINGS * SPREAD % ORDINARY_ENDINGS);
        return switch (i % 4) {
            case 0 -> digits;
            case 1 -> "+225" + digits;
            case 2 -> "00225" + digits;
            default -> digits.replaceAll("(..)(?=.)", "$1 ");
        };
    }

    private static String amount(int i, int kind) {
        int francs = 25_000 + i * 37 % 40 * 2_500;
        return switch (kind - TROUBLE_AT_DJAMO.size()) {
            case 1 -> "50000.50";
            case 2 -> "2500";
            case 3 -> "750000";
            default -> switch (i % 4) {
                case 1 -> Integer.toString(francs).replaceAll("(?=...$)", " ");
                case 2 -> Integer.toString(francs).replaceAll("(?=...$)", ".");
                default -> Integer.toString(francs);
            };
        };
    }
}
