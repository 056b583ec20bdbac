package dev.djamopayouts.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

/** Tells a person who waits how far a bench is: a line when a part begins and every few seconds after. */
final class BenchProgress {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private String part = "";
    private long partNanos;
    private long nextNanos;

    BenchProgress(PrintWriter err) {
        this.err = err;
    }

    void begin(String newPart) {
        part = newPart;
        partNanos = System.nanoTime();
        nextNanos = partNanos + EVERY_NANOS;
        err.println(part + " …");
        err.flush();
    }

    /** @param what such as {@code accepted} */
    void show(long done, long of, String what) {
        long now = System.nanoTime();
        if (now - nextNanos >= 0) {
            nextNanos = now + EVERY_NANOS;
            err.printf("  %s s: %s of %s rows %s%n", TimeUnit.NANOSECONDS.toSeconds(now - partNanos), Table.text(done), Table.text(of), what);
            err.flush();
        }
    }
}
