package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API that was quick and becomes slow: what was claimed while it was quick keeps no money waiting. */
class SlowApiJourneyTest {

    private static final String CHECK = "GET /v1/transactions/customers/check";

    @TempDir
    Path folder;

    /** To numbers that begin so. */
    private static String rows(String numbers) {
        return "reference,msisdn,amount,description\n" + IntStream.range(0, 400)
                .mapToObj(i -> "P-%s%06d,%1$s%2$06d,50000,x\n".formatted(numbers, i)).collect(Collectors.joining());
    }

    @Test
    void checked_payouts_are_sent_in_turn_with_the_checks_that_were_claimed_before_them() {
        try (Journey journey = new Journey(folder).set("payouts.concurrency", "4").start()) {
            journey.drop("before.csv", rows("0704"));
            journey.answer("before.csv.result.csv");
            int booked = journey.sandbox().book().size();
            long checked = journey.sandbox().book().calls(CHECK);
            journey.sandbox().faults(Faults.builder().latencyMillis(100).build());
            journey.drop("paie.csv", rows("0705"));
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(booked + 9));
            assertThat(journey.sandbox().book().calls(CHECK) - checked).as("checks before ten were sent").isLessThan(200);
            journey.sandbox().faults(Faults.none());
            journey.audit();
        }
    }
}
