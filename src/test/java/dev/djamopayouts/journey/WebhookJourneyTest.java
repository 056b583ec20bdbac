package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's real deliveries, good and bad, registered with the operator's command. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookJourneyTest {

    private static final String LOOK = "GET /v1/transactions/<id>";
    /** The numbers that end in 03 fail. */
    private static final String THIRTY = "reference,msisdn,amount,description\n" + IntStream.range(0, 30)
            .mapToObj(i -> "W-" + i + ",07030%05d,50000,x%n".formatted(i + 100)).collect(Collectors.joining());

    @TempDir
    Path folder;

    @Test
    void with_webhooks_alone_every_payout_ends_and_nobody_asks_how_it_stands() {
        try (WebhookLine line = new WebhookLine(folder, 3, 50).withoutPolling().start()) {
            line.journey().drop("paie.csv", THIRTY);
            line.journey().audit();
            assertThat(line.journey().sandbox().book().calls().keySet()).noneMatch(call -> call.contains("<id>") || call.contains("{id}"));
            System.out.println(line.journey().sandbox().book().calls() + " " + line.journey().sandbox().book().summary());
        }
    }
}
