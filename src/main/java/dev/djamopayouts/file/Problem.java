package dev.djamopayouts.file;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.util.Objects;

/**
 * One thing that is wrong with a payout file, as the nack lists it.
 *
 * @param lineNo the line of the file, 1 being the first; 0 where it concerns the file as a whole
 * @param field  {@code msisdn}, {@code amount}, {@code reference}, {@code row}, {@code header}, {@code totals} or {@code file}
 * @param reason why, with the remedy; never a whole msisdn
 */
public record Problem(long lineNo, String field, Reason reason) {

    public Problem {
        Objects.requireNonNull(field, "field");
        Objects.requireNonNull(reason, "reason");
    }

    /** What is wrong with a refused row; {@link IllegalArgumentException} for a valid one. */
    public static Problem of(PayoutRow row) {
        if (row.refusal() == null) {
            throw new IllegalArgumentException("line " + row.lineNo() + " is valid");
        }
        return new Problem(row.lineNo(), fieldOf(row), row.refusal());
    }

    private static String fieldOf(PayoutRow row) {
        return switch (row.refusal().code()) {
            case AC01, BE06 -> "msisdn";
            case AM01, AM02, AM06 -> "amount";
            case AM05 -> "reference";
            case FF01 -> unreadField(row);
            case AM04, AM10, NARR -> "row";
        };
    }

    /** FF01 stands for several fields: the first one that could not be read is meant. */
    private static String unreadField(PayoutRow row) {
        if (row.msisdn() == null) {
            return "row";
        }
        return row.amount() == null ? "amount" : "reference";
    }

    static Problem inFile(Words words) {
        return new Problem(0, "file", new Reason(ReasonCode.FF01, words));
    }

    static Problem inHeader(long lineNo, Words words) {
        return new Problem(lineNo, "header", new Reason(ReasonCode.FF01, words));
    }

    static Problem inRow(long lineNo, Words words) {
        return new Problem(lineNo, "row", new Reason(ReasonCode.FF01, words));
    }
}
