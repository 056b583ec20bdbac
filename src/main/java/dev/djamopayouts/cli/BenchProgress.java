package dev.djamopayouts.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/**
 * Tells a person who waits how far a bench is: a line when a part begins, then a bar on a terminal, a line every few seconds
 * elsewhere.
 */
final class BenchProgress implements AutoCloseable {

    private static final int BAR_COLUMNS = 100;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final boolean terminal = Ansi.AUTO.enabled();
    private ProgressBar bar;
    private long partNanos;
    private long nextNanos;

    BenchProgress(PrintWriter err) {
        this.err = err;
    }

    /** A part of the bench begins, and the one before it has ended. */
    void begin(String part) {
        close();
        partNanos = System.nanoTime();
        nextNanos = partNanos + EVERY_NANOS;
        err.println(part + " …");
        err.flush();
    }

    /** @param what such as {@code accepted} */
    void show(long done, long of, String what) {
        if (terminal) {
            bar = bar == null ? bar(of) : bar;
            bar.stepTo(done).setExtraMessage(" " + what);
            return;
        }
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + EVERY_NANOS;
            err.printf("  %s s: %s of %s rows %s%n", TimeUnit.NANOSECONDS.toSeconds(now - partNanos), Table.text(done), Table.text(of), what);
            err.flush();
        }
    }

    private static ProgressBar bar(long rows) {
        return new ProgressBarBuilder().setTaskName("  rows").setInitialMax(rows).setStyle(ProgressBarStyle.ASCII)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_COLUMNS)).hideEta().build();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
