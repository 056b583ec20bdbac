package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Stages that share threads take turns, and every item is run once. */
class StageTurnsTest {

    private final List<Runnable> asked = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();

    @Test
    void stages_take_turns_and_each_keeps_its_order() {
        StageTurns turns = new StageTurns(asked::add);
        List.of("check 1", "check 2", "check 3", "submit 1", "track 1", "submit 2")
                .forEach(item -> turns.of(item.split(" ")[0]).execute(() -> ran.add(item)));
        asked.forEach(Runnable::run);
        assertThat(ran).containsExactly("check 1", "submit 1", "track 1", "check 2", "submit 2", "check 3");
    }

    @Test
    void an_item_that_the_threads_refuse_is_never_run() {
        List<Runnable> taken = new ArrayList<>();
        Executor full = item -> {
            if (!taken.isEmpty()) {
                throw new RejectedExecutionException("full");
            }
            taken.add(item);
        };
        Executor checks = new StageTurns(full).of("check");
        checks.execute(() -> ran.add("first"));
        assertThatThrownBy(() -> checks.execute(() -> ran.add("second"))).isInstanceOf(RejectedExecutionException.class);
        taken.get(0).run();
        taken.get(0).run();
        assertThat(ran).containsExactly("first");
    }

    @Test
    void of_many_items_from_several_threads_each_is_run_once() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        ExecutorService claimers = Executors.newFixedThreadPool(3);
        StageTurns turns = new StageTurns(threads);
        AtomicInteger runs = new AtomicInteger();
        for (String stage : List.of("check", "submit", "track")) {
            claimers.execute(() -> {
                for (int i = 0; i < 5_000; i++) {
                    turns.of(stage).execute(runs::incrementAndGet);
                }
            });
        }
        claimers.shutdown();
        assertThat(claimers.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        threads.shutdown();
        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(runs).hasValue(15_000);
    }
}
