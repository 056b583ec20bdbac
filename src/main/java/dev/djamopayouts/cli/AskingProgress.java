package dev.djamopayouts.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** How far the questions to Djamo are, where they take long: a bar on a terminal, a line every few seconds elsewhere. */
final class AskingProgress implements AutoCloseable {

    private static final int BAR_COLUMNS = 100;
    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final Voice voice;
    private final IntSupplier numbers;
    private final LongSupplier nanos;
    private final boolean terminal = Ansi.AUTO.enabled();
    private final long startNanos;
    private long nextNanos;
    private int most;
    private ProgressBar bar;

    /** @param numbers how many there are, once the first of them is answered */
    AskingProgress(PrintWriter err, Voice voice, IntSupplier numbers, LongSupplier nanos) {
        this.err = err;
        this.voice = voice;
        this.numbers = numbers;
        this.nanos = nanos;
        startNanos = nanos.getAsLong();
        nextNanos = startNanos + EVERY_NANOS;
    }

    /** So many are answered; by any thread, and not always in their order. */
    synchronized void answered(int count) {
        most = Math.max(most, count);
        long now = nanos.getAsLong();
        if (now - nextNanos < 0) {
            return;
        }
        if (terminal) {
            bar = bar == null ? bar() : bar;
            bar.stepTo(most);
            return;
        }
        err.println(voice.said("  %,d s: %,d of %,d numbers asked", "  %,d s : %,d numéros demandés sur %,d",
                TimeUnit.NANOSECONDS.toSeconds(now - startNanos), most, numbers.getAsInt()));
        err.flush();
        nextNanos = now + EVERY_NANOS;
    }

    private ProgressBar bar() {
        return new ProgressBarBuilder().setTaskName(voice.said("  numbers", "  numéros")).setInitialMax(numbers.getAsInt())
                .setStyle(ProgressBarStyle.ASCII).setConsumer(new ConsoleProgressBarConsumer(System.err, BAR_COLUMNS)).build();
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
