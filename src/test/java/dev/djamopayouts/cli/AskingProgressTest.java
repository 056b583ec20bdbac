package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Language;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AskingProgressTest {

    private final StringWriter err = new StringWriter();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);

    private void at(AskingProgress progress, long seconds, int answered) {
        nanos.set(Long.MAX_VALUE - 1_000 + TimeUnit.SECONDS.toNanos(seconds));
        progress.answered(answered);
    }

    @Test
    void a_line_comes_every_few_seconds_and_none_where_it_is_quick() {
        try (AskingProgress progress = new AskingProgress(new PrintWriter(err), new Voice(Language.ENGLISH), () -> 12_000, nanos::get)) {
            at(progress, 4, 900);
            assertThat(err.toString()).isEmpty();
            at(progress, 5, 1_000);
            at(progress, 6, 1_100);
            at(progress, 10, 1_200);
            at(progress, 15, 1_150);
        }
        assertThat(err.toString().lines()).containsExactly("  5 s: 1,000 of 12,000 numbers asked", "  10 s: 1,200 of 12,000 numbers asked",
                "  15 s: 1,200 of 12,000 numbers asked");
    }

    @Test
    void it_speaks_french() {
        try (AskingProgress progress = new AskingProgress(new PrintWriter(err), new Voice(Language.FRENCH), () -> 12_000, nanos::get)) {
            at(progress, 7, 1_000);
        }
        assertThat(err.toString()).isEqualToIgnoringNewLines("  7 s : 1\u202F000 numéros demandés sur 12\u202F000");
    }
}
