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
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes a payout row of a raw one: reads each field, and gathers all that is wrong with them in one refusal. */
final class RowReader {

    private final String sha256;
    private final ReadingRules rules;
    private final MsisdnCell msisdns;
    private final UnaryOperator<String> plain;
    private final int mostReferenceChars;

    /** @param source of the rows, whose cells it makes plain */
    RowReader(String sha256, ReadingRules rules, RowSource source) {
        this.plain = source::plain;
        this.mostReferenceChars = source.form().mostReferenceChars();
        this.sha256 = sha256;
        this.rules = rules;
        msisdns = new MsisdnCell(rules.defaultRegion());
    }

    PayoutRow read(RawRow given) {
        return readAgreed(rules.profile().fixed().isEmpty() ? given : new RawRow(given.lineNo(), given.cells(), given.reference(), given.msisdn(),
                agreed(Column.AMOUNT, given.amount()), agreed(Column.DESCRIPTION, given.description()), given.fault()));
    }

    /** What was agreed for every row stands for whatever the row says. */
    private Field agreed(Column column, Field given) {
        String fixed = rules.profile().fixed().get(column);
        return fixed == null ? given : Field.of(fixed);
    }

    private PayoutRow readAgreed(RawRow row) {
        if (row.fault() != null) {
            return new PayoutRow(row.lineNo(), row.cells(), null, null, null, null, "",
                    hinted(row, new Reason(ReasonCode.FF01, row.fault())));
        }
        String given = given(row.reference());
        Msisdn msisdn = isReadable(row.msisdn()) ? msisdns.read(row.msisdn().text()) : null;
        Xof amount = amount(row.amount());
        Reference reference = row.reference() == null || isReadable(row.reference()) ? reference(given, row.lineNo()) : null;
        Reason refusal = null;
        if (msisdn == null || reference == null || amount == null || outOfBounds(amount)) {
            refusal = refusal(row, msisdn, amount, reference, given);
            refusal = msisdn == null ? hinted(row, refusal) : refusal;
        }
        String description = row.description() == null ? "" : Description.of(row.description().text());
        return new PayoutRow(row.lineNo(), row.cells(), given, reference, msisdn, amount, description, refusal);
    }

    /** A line of totals that nobody agreed on is a bad row like any other; but its sender should know what to do. */
    private Reason hinted(RawRow row, Reason reason) {
        if (!TrailerRule.looksLikeOne(row, plain)) {
            return reason;
        }
        return new Reason(reason.code(), new Words(reason.words().english()
                + "; if this is a line of totals, have the operator agree to one, or leave it out",
                reason.words().french() + " ; si c'est une ligne de totaux, convenez-en avec l'exploitant, ou enlevez-la"));
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
            return Reference.derived(sha256, lineNo, mostReferenceChars);
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
            faults.add(new Reason(ReasonCode.AM01, new Words("the amount is zero: write whole francs from " + rules.minAmount(),
                    "le montant est nul : écrivez des francs entiers à partir de " + rules.minAmount())));
        } else if (amount.compareTo(rules.minAmount()) < 0) {
            faults.add(new Reason(ReasonCode.AM06, new Words("the amount " + Excerpt.of(row.amount().text()) + " is below the minimum: pay at"
                    + " least " + rules.minAmount() + " XOF", "le montant " + Excerpt.of(row.amount().text())
                    + " est en dessous du minimum : payez au moins " + rules.minAmount() + " XOF")));
        } else if (amount.compareTo(rules.maxAmount()) > 0) {
            faults.add(new Reason(ReasonCode.AM02, new Words("the amount " + Excerpt.of(row.amount().text()) + " is above the maximum: pay at"
                    + " most " + rules.maxAmount() + " XOF in one payout", "le montant " + Excerpt.of(row.amount().text())
                    + " est au-dessus du maximum : payez au plus " + rules.maxAmount() + " XOF par paiement")));
        }
        if (reference == null) {
            faults.add(new Reason(ReasonCode.FF01, fault(row.reference(), text -> new Words("the reference " + Excerpt.of(given)
                    + " is no reference: write 1 to " + Reference.MAX_LENGTH + " printable characters, or leave it empty",
                    "la référence " + Excerpt.of(given) + " n'en est pas une : écrivez de 1 à " + Reference.MAX_LENGTH
                    + " caractères imprimables, ou laissez-la vide"))));
        }
        Words all = faults.stream().map(Reason::words).reduce((one, next) -> one.then("; also ", " ; de plus ").then(next)).orElseThrow();
        return new Reason(faults.get(0).code(), all);
    }

    /** What the form found wrong with a field, or else what is wrong with its text; a field that is not there has none. */
    private static Words fault(Field field, Function<String, Words> ofText) {
        return field != null && field.fault() != null ? field.fault() : ofText.apply(field == null ? "" : field.text());
    }
}
