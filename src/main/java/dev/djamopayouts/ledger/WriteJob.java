package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.GroupCommit.Together;
import dev.djamopayouts.ledger.GroupCommit.Work;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A piece of work that waits for its group in a {@link GroupCommit}; its result is told after the commit, and not before. */
sealed interface WriteJob<T> {

    CompletableFuture<T> result();

    /** One that is run by itself. */
    record Alone<T>(Work<T> work, CompletableFuture<T> result) implements WriteJob<T> {

        private Runnable run(WriterConnection writer) throws SQLException {
            T value = work.run(writer.connection());
            return () -> result.complete(value);
        }
    }

    /** One that is run together with all of its kind. */
    record Shared<I, R>(Together<I, R> work, I item, CompletableFuture<R> result) implements WriteJob<R> {
    }

    /** Runs all of a group within one transaction, and gives what tells their callers once it is committed. */
    static List<Runnable> runAll(WriterConnection writer, List<WriteJob<?>> group) throws SQLException {
        List<Runnable> settlements = new ArrayList<>(group.size());
        Map<Together<?, ?>, List<Shared<?, ?>>> shared = new LinkedHashMap<>();
        for (WriteJob<?> job : group) {
            if (job instanceof Shared<?, ?> one) {
                shared.computeIfAbsent(one.work(), work -> new ArrayList<>()).add(one);
            } else if (job instanceof Alone<?> alone) {
                settlements.add(alone.run(writer));
            }
        }
        for (Map.Entry<Together<?, ?>, List<Shared<?, ?>>> each : shared.entrySet()) {
            settlements.add(together(writer, each.getKey(), each.getValue()));
        }
        return settlements;
    }

    @SuppressWarnings("unchecked")
    private static <I, R> Runnable together(WriterConnection writer, Together<I, R> work, List<Shared<?, ?>> jobs) throws SQLException {
        List<I> items = new ArrayList<>(jobs.size());
        jobs.forEach(job -> items.add((I) job.item()));
        List<R> results = work.run(writer, items);
        if (results.size() != jobs.size()) {
            throw new IllegalStateException(jobs.size() + " writes have " + results.size() + " results");
        }
        return () -> {
            for (int i = 0; i < jobs.size(); i++) {
                ((CompletableFuture<R>) jobs.get(i).result()).complete(results.get(i));
            }
        };
    }
}
