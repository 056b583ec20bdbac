package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PacingTest {

    private static final Pacing PACING = new Pacing(new Backoff(1_000, 60_000, bound -> 0), 30_000, 3, 2_000, 600_000);

    @Test
    void waiting_grows_twofold_up_to_its_bound() {
        long now = 1_000_000;
        assertThat(PACING.retryAt(now, 0) - now).isEqualTo(1_000);
        assertThat(PACING.retryAt(now, 1) - now).isEqualTo(1_000);
        assertThat(PACING.retryAt(now, 2) - now).isEqualTo(2_000);
        assertThat(PACING.retryAt(now, 5) - now).isEqualTo(16_000);
        assertThat(PACING.retryAt(now, 50) - now).isEqualTo(60_000);
        assertThat(PACING.retryAt(now, Integer.MAX_VALUE) - now).isEqualTo(60_000);
        assertThat(new Backoff(86_400_000, 86_400_000, bound -> 0).waitMillis(31)).isEqualTo(86_400_000);
        assertThat(PACING.trackAt(now, 3) - now).isEqualTo(8_000);
    }

    @Test
    void payouts_that_failed_together_come_back_apart_and_the_same_draws_give_the_same_waits() {
        List<Long> waits = waits(7);
        assertThat(waits).allMatch(wait -> wait >= 8_000 && wait <= 16_000).hasSize(100);
        assertThat(new TreeSet<>(waits)).as("different waits").hasSizeGreaterThan(90);
        assertThat(waits(7)).isEqualTo(waits);
        assertThat(waits(8)).isNotEqualTo(waits);
    }

    private static List<Long> waits(long seed) {
        Backoff backoff = new Backoff(1_000, 60_000, new Random(seed)::nextLong);
        return IntStream.range(0, 100).mapToObj(i -> backoff.waitMillis(5)).toList();
    }
}
