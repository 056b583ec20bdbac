package dev.djamopayouts.file;

import dev.djamopayouts.file.CellFormats.Shown;
import dev.djamopayouts.file.SheetCell.Type;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * A cell of a workbook as the ledger keeps it: one character for what it is, and then its value as the workbook has it, so
 * that a text stays a text and a date a date in the answers. An empty one is empty.
 */
final class XlsxCell {

    static final char TEXT = 't';
    static final char NUMBER = 'n';
    static final char PERCENT = 'p';
    static final char DATE = 'd';
    static final char BOOLEAN = 'b';
    static final char ERROR = 'e';

    private static final int MOST_FORMULA_CHARS = 200;
    /** The last day that spreadsheets know, of the year 9999. */
    private static final BigDecimal LAST_DAY = new BigDecimal("2958466");
    private static final BigDecimal FIRST_MARCH_1900 = new BigDecimal(61);
    private static final BigDecimal DAYS_TO_1904 = new BigDecimal(1_462);
    private static final BigDecimal SECONDS_IN_DAY = new BigDecimal(86_400);
    private static final int MOST_PLAIN_DIGITS = 40;

    private XlsxCell() {
    }

    /** @param from1904 whether dates count from 1904 in the workbook: kept ones never do */
    static String of(SheetCell cell, boolean from1904) {
        if (cell.value().isEmpty()) {
            return "";
        }
        return switch (cell.type()) {
            case TEXT, DATE -> TEXT + cell.value();
            case BOOLEAN -> BOOLEAN + (WorkbookIndex.isTrue(cell.value()) ? "1" : "0");
            case ERROR -> ERROR + cell.value();
            case NUMBER -> switch (cell.shown()) {
                case NUMBER, EXPONENT -> NUMBER + cell.value();
                case PERCENT -> PERCENT + cell.value();
                case DATE -> DATE + (from1904 ? new BigDecimal(cell.value()).add(DAYS_TO_1904).toPlainString() : cell.value());
            };
        };
    }

    /** A formula that is not believed, as a text that no reader takes for a value. */
    static String formula(SheetCell cell) {
        String formula = cell.formula().length() > MOST_FORMULA_CHARS ? cell.formula().substring(0, MOST_FORMULA_CHARS) + "…" : cell.formula();
        return TEXT + "=" + (formula.isEmpty() ? "…" : formula) + (cell.value().isEmpty() ? "" : " → " + cell.value());
    }

    static char kind(String kept) {
        return kept.isEmpty() ? TEXT : kept.charAt(0);
    }

    static String value(String kept) {
        return kept.isEmpty() ? "" : kept.substring(1);
    }

    /** As a person reads it. */
    static String plain(String kept) {
        String value = value(kept);
        return switch (kind(kept)) {
            case DATE -> date(new BigDecimal(value));
            case NUMBER -> number(new BigDecimal(value));
            case PERCENT -> number(new BigDecimal(value).movePointRight(2)) + "%";
            case BOOLEAN -> value.equals("1") ? "TRUE" : "FALSE";
            default -> value;
        };
    }

    /** The same of a cell that is not kept yet. */
    static String plain(SheetCell cell, boolean from1904) {
        return plain(of(cell, from1904));
    }

    /** Digits without an exponent, as far as anybody would read them. */
    static String number(BigDecimal number) {
        boolean readable = Math.abs((long) number.scale()) <= MOST_PLAIN_DIGITS;
        return !readable ? number.toString() : number.signum() == 0 ? "0" : number.scale() > 0
                ? number.stripTrailingZeros().toPlainString() : number.toPlainString();
    }

    /** A day's number, its time behind the point. The first 60 days count one too many: 1900 had a 29 February there. */
    private static String date(BigDecimal days) {
        if (days.signum() < 0 || days.compareTo(LAST_DAY) >= 0) {
            return number(days);
        }
        BigDecimal whole = days.setScale(0, RoundingMode.FLOOR);
        long seconds = days.subtract(whole).multiply(SECONDS_IN_DAY).setScale(0, RoundingMode.HALF_UP).longValueExact();
        if (whole.signum() == 0) {
            return LocalTime.MIDNIGHT.plusSeconds(seconds).format(DateTimeFormatter.ISO_LOCAL_TIME);
        }
        LocalDate zero = LocalDate.of(1899, 12, days.compareTo(FIRST_MARCH_1900) < 0 ? 31 : 30);
        LocalDateTime time = zero.atStartOfDay().plusDays(whole.longValueExact()).plusSeconds(seconds);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate().toString()
                : time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
    }

    /** Whether a number cell says how many, and not when or which part. */
    static boolean isCount(SheetCell cell) {
        return cell.type() == Type.NUMBER && (cell.shown() == Shown.NUMBER || cell.shown() == Shown.EXPONENT);
    }
}
