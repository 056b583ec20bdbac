package dev.djamopayouts.file;

import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Makes a payout row of a raw one: reads each field, and gathers all that is wrong with them in one refusal. */
final class RowReader {

    private final String sha256;
    private final ReadingRules rules;
    private final MsisdnCell msisdns;

    RowReader(String sha256, ReadingRules rules) {
        this.sha256 = sha256;
        this.rules = rules;
        msisdns = new MsisdnCell(rules.defaultRegion());
    }

    PayoutRow read(RawRow row) {
        if (row.fault() != null) {
            return new PayoutRow(row.lineNo(), row.cells(), null, null, null, null, "", new Reason(ReasonCode.FF01, row.fault()));
        }
        String given = given(row.reference());
        Msisdn msisdn = isReadable(row.msisdn()) ? msisdns.read(row.msisdn().text()) : null;
        Xof amount = amount(row.amount());
        Reference reference = row.reference() == null || isReadable(row.reference()) ? reference(given, row.lineNo()) : null;
        Reason refusal = null;
        if (msisdn == null || reference == null || amount == null || outOfBounds(amount)) {
            refusal = refusal(row, msisdn, amount, reference, given);
        }
        String description = row.description() == null ? "" : Description.of(row.description().text());
        return new PayoutRow(row.lineNo(), row.cells(), given, reference, msisdn, amount, description, refusal);
    }

    private static boolean isReadable(Field field) {
        return field != null && field.fault() == null;
    }

    private static Xof amount(Field field) {
        long francs = isReadable(field) ? AmountCell.francs(field.text()) : AmountCell.UNREADABLE;
        return francs == AmountCell.UNREADABLE ? null : new Xof(francs);
    }

    private static String given(Field field) {
        String given = field == null ? "" : Blanks.strip(field.text());
        return given.isEmpty() ? null : given;
    }

    private Reference reference(String given, long lineNo) {
        if (given == null) {
            return Reference.derived(sha256, lineNo);
        }
        return Reference.isValid(given) ? new Reference(given) : null;
    }

    private boolean outOfBounds(Xof amount) {
        return amount.compareTo(rules.minAmount()) < 0 || amount.compareTo(rules.maxAmount()) > 0;
    }

    /** The first fault gives the code; the text names them all, so that a row is mended in one go. */
    private Reason refusal(RawRow row, Msisdn msisdn, Xof amount, Reference reference, String given) {
        List<Reason> faults = new ArrayList<>();
        if (msisdn == null) {
            faults.add(new Reason(ReasonCode.AC01, fault(row.msisdn(), text -> MsisdnFault.of(text, rules.defaultRegion()))));
        }
        if (amount == null) {
            faults.add(new Reason(ReasonCode.FF01, fault(row.amount(), AmountCell::fault)));
        } else if (amount.compareTo(Xof.ZERO) == 0) {
            faults.add(new Reason(ReasonCode.AM01, "the amount is zero: write whole francs from " + rules.minAmount()));
        } else if (amount.compareTo(rules.minAmount()) < 0) {
            faults.add(new Reason(ReasonCode.AM06, "the amount " + Excerpt.of(row.amount().text()) + " is below the minimum: pay at"
                    + " least " + rules.minAmount() + " XOF"));
        } else if (amount.compareTo(rules.maxAmount()) > 0) {
            faults.add(new Reason(ReasonCode.AM02, "the amount " + Excerpt.of(row.amount().text()) + " is above the maximum: pay at"
                    + " most " + rules.maxAmount() + " XOF in one payout"));
        }
        if (reference == null) {
            faults.add(new Reason(ReasonCode.FF01, fault(row.reference(), text -> "the reference " + Excerpt.of(given)
                    + " is no reference: write 1 to " + Reference.MAX_LENGTH + " printable characters, or leave it empty")));
        }
        return new Reason(faults.get(0).code(), new Words(
                faults.stream().map(fault -> fault.words().english()).collect(Collectors.joining("; also ")),
                faults.stream().map(fault -> fault.words().french()).collect(Collectors.joining(" ; de plus "))));
    }

    /** What the form found wrong with a field, or else what is wrong with its text; a field that is not there has none. */
    private static Words fault(Field field, UnaryOperator<String> ofText) {
        if (field != null && field.fault() != null) {
            return field.fault();
        }
        String text = ofText.apply(field == null ? "" : field.text());
        return new Words(text, text);
    }
}
