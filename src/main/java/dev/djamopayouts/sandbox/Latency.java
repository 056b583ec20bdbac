package dev.djamopayouts.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Has an answer go out as late as is set, and hardly later: what is measured against a latency rests on it. The event
 * loop's own timers count whole milliseconds, and are up to one late.
 */
final class Latency implements AutoCloseable {

    private final Vertx vertx;
    private final ScheduledThreadPoolExecutor timer;

    Latency(Vertx vertx) {
        this.vertx = vertx;
        this.timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "sandbox-latency");
            thread.setDaemon(true);
            return thread;
        }, new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Runs it after so long, on the event loop that this is called on; never where the sandbox stops before. */
    void after(long millis, Runnable answer) {
        Context loop = vertx.getOrCreateContext();
        timer.schedule(() -> loop.runOnContext(turn -> answer.run()), millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
