package dev.djamopayouts.route;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Threads that several stages share and take turns on: each stage's items keep their order, and no stage waits for all that
 * another had claimed before. When calls become slow, hundreds of checks that were claimed while they were quick would
 * otherwise keep every transfer waiting.
 */
final class StageTurns {

    private final Executor threads;
    /** Whose turn is next stands first. */
    private final Map<String, Queue<Runnable>> waiting = new LinkedHashMap<>();

    StageTurns(Executor threads) {
        this.threads = threads;
    }

    /** Takes the items of a stage; {@link RejectedExecutionException} once the threads take nothing more. */
    Executor of(String stage) {
        return item -> {
            add(stage, item);
            try {
                threads.execute(this::runNext);
            } catch (RuntimeException | Error e) {
                // Whoever gave it hears that nobody takes it.
                remove(stage, item);
                throw e;
            }
        };
    }

    private synchronized void add(String stage, Runnable item) {
        waiting.computeIfAbsent(stage, any -> new ArrayDeque<>()).add(item);
    }

    private synchronized void remove(String stage, Runnable item) {
        waiting.get(stage).remove(item);
    }

    private void runNext() {
        Runnable next = next();
        if (next != null) {
            next.run();
        }
    }

    /** Null only where the threads end, and another one took what this one was asked for. */
    private synchronized Runnable next() {
        for (Map.Entry<String, Queue<Runnable>> entry : waiting.entrySet()) {
            Runnable item = entry.getValue().poll();
            if (item != null) {
                Queue<Runnable> others = waiting.remove(entry.getKey());
                waiting.put(entry.getKey(), others);
                return item;
            }
        }
        return null;
    }
}
