package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A PmtInf: the payments of one payer for one day, what stands before the first of them, and their totals. */
final class PainBlock {

    private static final Pattern DAY = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(T[0-9:.]+)?(Z|[+-][0-9]{2}:[0-9]{2})?");
    private static final Set<String> BEFORE_TOTALS = Set.of("PmtInfId", "PmtMtd", "ReqdAdvcTp", "BtchBookg");
    private static final Set<String> NOT_AFTER_TOTALS = Set.of("PmtInfId", "PmtMtd", "ReqdAdvcTp", "BtchBookg", "NbOfTxs", "CtrlSum");

    private final String id;
    private final String before;
    private final String after;
    private final PainSums sums;

    private PainBlock(String id, String before, String after, PainSums sums) {
        this.id = id;
        this.before = before;
        this.after = after;
        this.sums = sums;
    }

    /**
     * Judges what a PmtInf says of all its payments.
     *
     * @param number which one of the message, from 1
     */
    static PainBlock of(XmlElement head, long number, String namespace, ReadingRules rules) {
        String id = PainHeader.id(head, "PmtInfId");
        mustBeTransfer(head);
        mustBeDue(head, id, rules.dates());
        Words place = new Words("PmtInf " + number + " (" + Excerpt.of(id) + ")", "le PmtInf " + number + " (" + Excerpt.of(id) + ")");
        return new PainBlock(id, PainHeader.others(head, namespace, BEFORE_TOTALS, true),
                PainHeader.others(head, namespace, NOT_AFTER_TOTALS, false),
                new PainSums(place, head.textOf("NbOfTxs"), head.textOf("CtrlSum")));
    }

    private static void mustBeTransfer(XmlElement head) {
        String method = PainHeader.required(head, "PmtMtd");
        if (!method.equals("TRF")) {
            throw head.refused(new Words("orders PmtMtd " + Excerpt.of(method) + ": only TRF, a credit transfer, is paid",
                    "demande PmtMtd " + Excerpt.of(method) + " : seul TRF, un virement, est payé"));
        }
    }

    /** A payroll is not paid before its day: there is no calendar here that would keep it until then. */
    private static void mustBeDue(XmlElement head, String id, ExecutionDates dates) {
        XmlElement date = head.only("ReqdExctnDt");
        String day = date == null || date.children().isEmpty() ? PainHeader.required(head, "ReqdExctnDt")
                : PainHeader.required(date, date.only("Dt") == null ? "DtTm" : "Dt");
        Matcher parts = DAY.matcher(day);
        LocalDate due = null;
        try {
            due = parts.matches() ? LocalDate.parse(parts.group(1)) : null;
        } catch (DateTimeParseException e) {
            // 2026-02-30 has the look of a day and is none: refused below like anything else.
        }
        if (due == null) {
            throw head.refused(new Words("has the ReqdExctnDt " + Excerpt.of(day) + ", which is no day: write it like 2026-11-25",
                    "comporte le ReqdExctnDt " + Excerpt.of(day) + ", qui n'est pas une date : écrivez-le comme 2026-11-25"));
        }
        if (!dates.isDue(due)) {
            throw head.refused(new Words("asks to pay PmtInf " + Excerpt.of(id) + " on " + due
                    + " (ReqdExctnDt), and files are paid as they come: drop it on that day, or set payouts.pain.future-date=pay-now if that date may be ignored",
                    "demande de payer le PmtInf " + Excerpt.of(id) + " le " + due
                    + " (ReqdExctnDt), or les fichiers sont payés dès leur arrivée : déposez-le ce jour-là, ou réglez payouts.pain.future-date=pay-now si cette date peut être ignorée"));
        }
    }

    String id() {
        return id;
    }

    /** What it has before its totals, as XML. */
    String before() {
        return before;
    }

    /** What it has between its totals and its first payment, as XML. */
    String after() {
        return after;
    }

    PainSums sums() {
        return sums;
    }
}
