package dev.djamopayouts.file;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a payout row of a line's cells: reads each field, and gathers all that is wrong with them in one refusal. */
final class RowReader {

    private final FileForm form;
    private final String sha256;
    private final ReadingRules rules;
    private final MsisdnCell msisdns;

    RowReader(FileForm form, String sha256, ReadingRules rules) {
        this.form = form;
        this.sha256 = sha256;
        this.rules = rules;
        msisdns = new MsisdnCell(rules.defaultRegion());
    }

    PayoutRow read(CsvLine line) {
        List<String> cells = line.cells();
        int expected = form.header().size();
        if (cells.size() != expected) {
            // Which cell is which is anyone's guess now, so none is read.
            return new PayoutRow(line.lineNo(), cells, null, null, null, null, "", new Reason(ReasonCode.FF01,
                    "the row has " + cells.size() + " cells where the header has " + expected
                            + ": add or remove separators, and put quotes around a text that has one in it"));
        }
        String msisdnCell = cells.get(form.msisdnColumn());
        String amountCell = cells.get(form.amountColumn());
        String given = given(cells);
        Msisdn msisdn = msisdns.read(msisdnCell);
        long francs = AmountCell.francs(amountCell);
        Xof amount = francs == AmountCell.UNREADABLE ? null : new Xof(francs);
        Reference reference = reference(given, line.lineNo());
        Reason refusal = null;
        if (msisdn == null || reference == null || amount == null || outOfBounds(amount)) {
            refusal = refusal(msisdn, msisdnCell, amount, amountCell, reference, given);
        }
        return new PayoutRow(line.lineNo(), cells, given, reference, msisdn, amount, description(cells), refusal);
    }

    private String given(List<String> cells) {
        if (form.referenceColumn() == FileForm.ABSENT) {
            return null;
        }
        String given = Blanks.strip(cells.get(form.referenceColumn()));
        return given.isEmpty() ? null : given;
    }

    private Reference reference(String given, long lineNo) {
        if (given == null) {
            return Reference.derived(sha256, lineNo);
        }
        return Reference.isValid(given) ? new Reference(given) : null;
    }

    private String description(List<String> cells) {
        return form.descriptionColumn() == FileForm.ABSENT ? "" : Description.of(cells.get(form.descriptionColumn()));
    }

    private boolean outOfBounds(Xof amount) {
        return amount.compareTo(rules.minAmount()) < 0 || amount.compareTo(rules.maxAmount()) > 0;
    }

    /** The first fault gives the code; the text names them all, so that a row is mended in one go. */
    private Reason refusal(Msisdn msisdn, String msisdnCell, Xof amount, String amountCell, Reference reference,
                           String given) {
        List<Reason> faults = new ArrayList<>();
        if (msisdn == null) {
            faults.add(new Reason(ReasonCode.AC01, MsisdnFault.of(msisdnCell, rules.defaultRegion())));
        }
        if (amount == null) {
            faults.add(new Reason(ReasonCode.FF01, AmountCell.fault(amountCell)));
        } else if (amount.compareTo(Xof.ZERO) == 0) {
            faults.add(new Reason(ReasonCode.AM01, "the amount is zero: write whole francs from " + rules.minAmount()));
        } else if (amount.compareTo(rules.minAmount()) < 0) {
            faults.add(new Reason(ReasonCode.AM06, "the amount of " + amount + " XOF is below the minimum: pay at least "
                    + rules.minAmount() + " XOF"));
        } else if (amount.compareTo(rules.maxAmount()) > 0) {
            faults.add(new Reason(ReasonCode.AM02, "the amount of " + amount + " XOF is above the maximum: pay at most "
                    + rules.maxAmount() + " XOF in one payout"));
        }
        if (reference == null) {
            faults.add(new Reason(ReasonCode.FF01, "the reference " + Excerpt.of(given) + " is no reference: write 1 to "
                    + Reference.MAX_LENGTH + " printable characters, or leave it empty"));
        }
        return new Reason(faults.get(0).code(), faults.stream().map(Reason::text).collect(Collectors.joining("; also ")));
    }
}
