package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Figures.Total;
import dev.djamopayouts.payout.PayoutState;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** How far a file is, as it goes: a bar on a terminal, a line a second elsewhere. Used by one thread. */
final class Progress implements AutoCloseable {

    private static final int BAR_COLUMNS = 100;
    private static final long LINE_EVERY_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final boolean terminal;
    private ProgressBar bar;
    private final long startNanos = System.nanoTime();
    private String lastLine = "";
    private long lastLineNanos = startNanos - LINE_EVERY_NANOS;

    Progress(PrintWriter out) {
        this.out = out;
        this.terminal = Ansi.AUTO.enabled();
    }

    private static ProgressBar bar(long rows) {
        return new ProgressBarBuilder().setTaskName("  rows").setInitialMax(rows).setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.out, BAR_COLUMNS)).hideEta().build();
    }

    /** Shows the rows as the ledger has them now. */
    void show(Map<PayoutState, Total> totals) {
        long rows = totals.values().stream().mapToLong(Total::rows).sum();
        long paid = count(totals, PayoutState.COMPLETED);
        long unpaid = count(totals, PayoutState.FAILED) + count(totals, PayoutState.REJECTED);
        long doubt = count(totals, PayoutState.UNKNOWN);
        if (terminal) {
            bar = bar == null ? bar(rows) : bar;
            bar.stepTo(paid + unpaid).setExtraMessage(" paid " + paid + ", not paid " + unpaid + ", open " + (rows - paid - unpaid));
            return;
        }
        String line = String.format(Locale.ROOT, "%,5d of %,d rows final: %,d paid, %,d not paid; %,d under way, %,d in doubt",
                paid + unpaid, rows, paid, unpaid, rows - paid - unpaid - doubt, doubt);
        if (!line.equals(lastLine) && System.nanoTime() - lastLineNanos >= LINE_EVERY_NANOS) {
            out.printf(Locale.ROOT, "  %4.1f s %s%n", (System.nanoTime() - startNanos) / 1e9, line);
            out.flush();
            lastLine = line;
            lastLineNanos = System.nanoTime();
        }
    }

    private static long count(Map<PayoutState, Total> totals, PayoutState state) {
        return totals.get(state).rows();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
