package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClaimWindowTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ClaimWindow window = new ClaimWindow(4, 32, nanos::get);

    private void after(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Claims all that is free and does it. */
    private int turn() throws InterruptedException {
        int free = window.awaitHalf(1);
        window.took(free, free);
        window.gaveBack(free);
        return free;
    }

    @Test
    void it_grows_with_a_quick_route_up_to_its_most_and_shrinks_with_a_slow_one_down_to_its_least() throws InterruptedException {
        assertThat(turn()).isEqualTo(8);
        after(50);
        assertThat(turn()).isEqualTo(16);
        after(50);
        assertThat(turn()).isEqualTo(32);
        after(50);
        assertThat(turn()).isEqualTo(32);
        after(300);
        assertThat(turn()).as("neither quick nor slow").isEqualTo(32);
        after(600);
        turn();
        assertThat(turn()).isEqualTo(16);
        for (int i = 0; i < 4; i++) {
            after(600);
            turn();
        }
        assertThat(turn()).isEqualTo(4);
    }

    @Test
    void where_there_is_less_than_is_asked_for_nothing_is_learnt() throws InterruptedException {
        for (int i = 0; i < 5; i++) {
            int free = window.awaitHalf(1);
            assertThat(free).isEqualTo(8);
            window.took(2, free);
            window.gaveBack(2);
            after(5);
        }
    }

    @Test
    void nothing_is_free_until_half_of_it_is_done_and_the_claimer_is_woken_then() throws Exception {
        after(300);
        window.took(8, 8);
        assertThat(window.awaitHalf(1)).isZero();
        CompletableFuture<Integer> claimer = CompletableFuture.supplyAsync(() -> {
            try {
                return window.awaitHalf(50_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        window.gaveBack(3);
        assertThat(claimer).isNotDone();
        window.gaveBack(1);
        assertThat(claimer.get(20, TimeUnit.SECONDS)).isEqualTo(4);
    }

    @Test
    void a_stop_waits_until_all_is_done_and_no_longer_than_it_is_told() throws Exception {
        window.took(2, 8);
        assertThat(window.awaitEmpty(1)).isFalse();
        CompletableFuture<Boolean> stop = CompletableFuture.supplyAsync(() -> {
            try {
                return window.awaitEmpty(50_000);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        window.gaveBack(1);
        window.gaveBack(1);
        Awaitility.await().until(stop::isDone);
        assertThat(stop.get()).isTrue();
    }
}
