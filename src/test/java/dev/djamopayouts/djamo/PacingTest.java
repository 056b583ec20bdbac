package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PacingTest {

    private static final Pacing PACING = new Pacing(1_000, 60_000, 30_000, 3, 2_000, 600_000);

    @Test
    void waiting_grows_twofold_up_to_its_bound() {
        long now = 1_000_000;
        assertThat(PACING.retryAt(now, 0) - now).isEqualTo(1_000);
        assertThat(PACING.retryAt(now, 1) - now).isEqualTo(1_000);
        assertThat(PACING.retryAt(now, 2) - now).isEqualTo(2_000);
        assertThat(PACING.retryAt(now, 5) - now).isEqualTo(16_000);
        assertThat(PACING.retryAt(now, 50) - now).isEqualTo(60_000);
        assertThat(PACING.retryAt(now, Integer.MAX_VALUE) - now).isEqualTo(60_000);
        assertThat(new Pacing(86_400_000, 86_400_000, 0, 1, 1, 1).retryAt(now, 31) - now).isEqualTo(86_400_000);
        assertThat(PACING.trackAt(now, 3) - now).isEqualTo(8_000);
    }
}
