package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A clean stop finishes the calls that were sent, hands back the others unsent, and leaves nothing in doubt. Where it is timed
 * the bound is far from what it takes, and well below what it took if each stage waited for itself.
 */
class StopJourneyTest {

    private static final String ROWS = "reference,msisdn,amount,description\n" + IntStream.range(0, 400)
            .mapToObj("P-%1$d,0704%1$06d,50000,x\n"::formatted).collect(Collectors.joining());

    @TempDir
    Path folder;

    private Journey journey() {
        return new Journey(folder, SandboxOptions.builder().settleMillis(20).build()).set("payouts.concurrency", "8");
    }

    @Test
    void calls_under_way_are_finished_and_nothing_is_in_doubt() throws InterruptedException {
        try (Journey journey = journey().set("payouts.shutdown-seconds", "40"); ChildRuntime child = ChildRuntime.start(journey)) {
            journey.drop("paie.csv", ROWS);
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(10));
            journey.sandbox().faults(Faults.builder().latencyMillis(4_500).build());
            int before = journey.sandbox().book().size();
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).as("a slow call under way").isGreaterThan(before + 2));
            child.terminate();
            Books books = journey.books();
            assertThat(books.rows("SUBMITTING")).isEmpty();
            assertThat(books.rows("UNKNOWN")).as(() -> child.log()).isEmpty();
            assertThat(books.rows().stream().filter(Books.Row::isBooked).count()).isEqualTo(journey.sandbox().book().size());
            journey.sandbox().faults(Faults.none());
            journey.start().audit();
            assertThat(journey.sandbox().book().summary().mostPostsForOneReference()).isEqualTo(1);
        }
    }

    @Test
    void calls_that_take_longer_than_a_stop_may_do_not_make_it_longer_however_many_stages_wait_for_theirs() throws InterruptedException {
        try (Journey journey = journey().set("payouts.shutdown-seconds", "10"); ChildRuntime child = ChildRuntime.start(journey)) {
            journey.drop("paie.csv", ROWS);
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(10));
            journey.sandbox().faults(Faults.builder().latencyMillis(25_000).build());
            int before = journey.sandbox().book().size();
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).as("a slow call under way").isGreaterThan(before + 2));
            assertThat(child.terminate()).as(() -> child.log()).isLessThan(Duration.ofSeconds(15));
            assertThat(journey.books().rows("SUBMITTING")).as("the calls under way: they are looked up when their claims end")
                    .hasSizeLessThanOrEqualTo(8);
            assertThat(journey.books().rows().stream().filter(row -> row.isBooked() || row.state().equals("SUBMITTING")).count())
                    .isGreaterThanOrEqualTo(journey.sandbox().book().size());
        }
    }

    @Test
    void calls_that_wait_for_the_rate_limit_are_handed_back_unsent_at_once() throws InterruptedException {
        try (Journey journey = journey().set("payouts.rate-limit", "1").set("payouts.shutdown-seconds", "40");
                ChildRuntime child = ChildRuntime.start(journey)) {
            journey.drop("paie.csv", ROWS);
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(1));
            Journey.eventually(() -> assertThat(journey.books().rows("SUBMITTING")).hasSizeGreaterThan(2));
            int booked = journey.sandbox().book().size();
            assertThat(child.terminate()).as(() -> child.log()).isLessThan(Duration.ofSeconds(20));
            Books books = journey.books();
            assertThat(books.rows("SUBMITTING")).isEmpty();
            assertThat(books.rows("UNKNOWN")).isEmpty();
            assertThat(journey.sandbox().book().size()).as("of eight calls that waited, a second each").isBetween(booked, booked + 1);
        }
    }
}
