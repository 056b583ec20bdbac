package dev.djamopayouts.file;

import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a report in the form of a workbook: the rows' own cells as what they came, and in a result our columns behind them.
 * A text is always written as a text, so that nothing in it runs as a formula.
 */
final class XlsxReport implements Report {

    private static final int LEAST_WIDTH = 12;
    private static final int MOST_WIDTH = 40;
    /** In characters; the other columns of ours are as wide as their names. */
    private static final Map<String, Integer> WIDTHS = Map.of("djamo_reference", 24, "djamo_id", 42, "reason_text", 60,
            "submitted_at", 26, "final_at", 26);

    private final SheetOut out;
    private final XlsxForm form;
    private final boolean withResult;

    private XlsxReport(SheetOut out, XlsxForm form, boolean withResult) {
        this.out = out;
        this.form = form;
        this.withResult = withResult;
    }

    /** All rows with what became of them. */
    static XlsxReport result(Path target, XlsxForm form) throws IOException {
        return create(target, form, true);
    }

    /** Rows that were not paid, as they came. */
    static XlsxReport failures(Path target, XlsxForm form) throws IOException {
        return create(target, form, false);
    }

    private static XlsxReport create(Path target, XlsxForm form, boolean withResult) throws IOException {
        List<String> ours = withResult ? ResultFile.COLUMNS : List.of();
        int[] widths = new int[form.header().size() + ours.size()];
        for (int i = 0; i < widths.length; i++) {
            String name = i < form.header().size() ? form.header().get(i) : ours.get(i - form.header().size());
            int least = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, name.length() + 4));
            widths[i] = i < form.header().size() ? least : WIDTHS.getOrDefault(name, least);
        }
        XlsxReport report = new XlsxReport(new SheetOut(target, form.sheet(), widths), form, withResult);
        try {
            report.header(ours);
            return report;
        } catch (IOException | RuntimeException e) {
            report.out.abandon();
            throw e;
        }
    }

    private void header(List<String> ours) throws IOException {
        out.beginRow();
        for (String name : form.header()) {
            out.text(name, SheetStyle.HEADER);
        }
        for (String name : ours) {
            out.text(name, SheetStyle.HEADER);
        }
        out.endRow();
    }

    @Override
    public void add(ResultRow row) {
        try {
            out.beginRow();
            own(row.cells());
            if (withResult) {
                result(row);
            }
            out.endRow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void own(List<String> cells) throws IOException {
        for (int i = 0; i < form.header().size(); i++) {
            String kept = i < cells.size() ? cells.get(i) : "";
            String value = XlsxCell.value(kept);
            switch (XlsxCell.kind(kept)) {
                case XlsxCell.NUMBER -> out.value(SheetOut.NUMBER, value, i == form.amountColumn() ? SheetStyle.AMOUNT : SheetStyle.PLAIN);
                case XlsxCell.PERCENT -> out.value(SheetOut.NUMBER, value, SheetStyle.PERCENT);
                case XlsxCell.DATE -> out.value(SheetOut.NUMBER, value, dateStyle(new BigDecimal(value)));
                case XlsxCell.BOOLEAN -> out.value(SheetOut.BOOLEAN, value, SheetStyle.PLAIN);
                case XlsxCell.ERROR -> out.value(SheetOut.ERROR, value, SheetStyle.PLAIN);
                default -> out.text(value, SheetStyle.TEXT);
            }
        }
    }

    private static SheetStyle dateStyle(BigDecimal days) {
        if (days.stripTrailingZeros().scale() <= 0) {
            return SheetStyle.DATE;
        }
        return days.compareTo(BigDecimal.ONE) < 0 ? SheetStyle.TIME : SheetStyle.DATE_AND_TIME;
    }

    private void result(ResultRow row) throws IOException {
        out.value(SheetOut.NUMBER, Long.toString(row.lineNo()), SheetStyle.PLAIN);
        text(row.payoutId());
        text(row.djamoReference());
        text(row.djamoId());
        out.text(row.status().name(), style(row.status()));
        text(row.status().isoStatus());
        text(row.reason() == null ? null : row.reason().code().name());
        text(row.reasonText());
        francs(row.fee());
        francs(row.total());
        text(row.submittedAt());
        text(row.finalAt());
        out.value(SheetOut.NUMBER, Integer.toString(row.attempts()), SheetStyle.PLAIN);
    }

    private static SheetStyle style(PayoutState state) {
        return switch (state) {
            case COMPLETED -> SheetStyle.PAID;
            case FAILED, REJECTED -> SheetStyle.REFUSED;
            case RECEIVED, CHECKED, SUBMITTING, PENDING, UNKNOWN, HELD -> SheetStyle.OPEN;
        };
    }

    private void text(Object value) throws IOException {
        out.text(value == null ? "" : value.toString(), SheetStyle.TEXT);
    }

    private void francs(Xof value) throws IOException {
        if (value == null) {
            out.text("", SheetStyle.TEXT);
        } else {
            out.value(SheetOut.NUMBER, Long.toString(value.francs()), SheetStyle.AMOUNT);
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
