package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.Stage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MoneyFirstTest {

    private final AtomicLong nanos = new AtomicLong();
    private final MoneyFirst first = new MoneyFirst(32, nanos::get);

    private void after(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Test
    void while_nothing_is_to_be_sent_all_that_is_due_is_asked_about() {
        after(1);
        assertThat(first.looks(500)).isEqualTo(500);
        first.looked();
        assertThat(first.looks(500)).isEqualTo(500);
    }

    @Test
    void while_payouts_are_sent_a_few_are_asked_about_now_and_then() {
        first.claimed(Stage.SUBMIT, 100);
        first.taken(Stage.SUBMIT, 100);
        assertThat(first.looks(500)).isEqualTo(4);
        first.looked();
        assertThat(first.looks(500)).isZero();
        after(501);
        first.claimed(Stage.CHECK, 1);
        first.taken(Stage.CHECK, 1);
        assertThat(first.looks(3)).isEqualTo(3);
        after(1_001);
        assertThat(first.looks(500)).as("nothing was sent for a second").isEqualTo(500);
    }

    @Test
    void while_what_was_claimed_waits_for_a_thread_only_few_are_asked_about() {
        first.claimed(Stage.CHECK, 100);
        first.claimed(Stage.SUBMIT, 1);
        first.taken(Stage.CHECK, 100);
        first.taken(Stage.RESOLVE, 1);
        after(5_000);
        assertThat(first.looks(500)).isEqualTo(4);
        first.taken(Stage.SUBMIT, 1);
        assertThat(first.looks(500)).isEqualTo(500);
    }

    @Test
    void what_only_asks_or_found_nothing_keeps_nobody_waiting() {
        after(1);
        first.claimed(Stage.SUBMIT, 0);
        first.claimed(Stage.RESOLVE, 7);
        first.claimed(Stage.TRACK, 7);
        assertThat(first.looks(500)).isEqualTo(500);
    }

    @Test
    void with_few_calls_at_once_one_is_asked_about() {
        MoneyFirst narrow = new MoneyFirst(1, nanos::get);
        narrow.claimed(Stage.SUBMIT, 1);
        assertThat(narrow.looks(500)).isEqualTo(1);
    }
}
