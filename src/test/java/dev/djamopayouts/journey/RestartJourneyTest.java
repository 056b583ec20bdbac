package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process stops, is stopped, or dies between any two instructions: nobody is paid twice and no row is lost. */
class RestartJourneyTest {

    private static final Faults LOST_ANSWERS = Faults.builder().seed(11).latencyMillis(2).latencyJitterMillis(10)
            .cutBeforeAcceptance(0.01).cutAfterAcceptance(0.03).serverErrorAfterAcceptance(0.02).serverErrorBeforeAcceptance(0.01)
            .unreadableAnswer(0.01).build();

    @TempDir
    Path folder;

    private Journey journey() {
        return new Journey(folder, SandboxOptions.builder().settleMillis(20).faults(LOST_ANSWERS).build())
                .set("payouts.concurrency", "16");
    }

    private static String rows(int count) {
        StringBuilder rows = new StringBuilder("reference,msisdn,amount,description\n");
        for (int row = 0; row < count; row++) {
            rows.append("K-%d,0701%06d,%d,x\n".formatted(row, row, 5_000 + row));
        }
        return rows.toString();
    }

    @Test
    void stopped_and_started_in_the_middle_of_a_file_several_times_it_pays_each_row_once() {
        try (Journey journey = journey()) {
            Random random = new Random(3);
            journey.drop("paie.csv", rows(400));
            for (int stop = 0; stop < 4; stop++) {
                journey.start();
                int until = journey.sandbox().book().size() + random.nextInt(120);
                Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThanOrEqualTo(Math.min(until, 390)));
                journey.stop();
                assertThat(journey.books().rows("SUBMITTING")).as("rows that a clean stop left in the middle of a call").isEmpty();
            }
            journey.start().audit();
        }
    }

    @Test
    void killed_at_any_moment_of_a_long_file_it_pays_each_row_once() throws InterruptedException {
        // What was never sent waits for the end of its claim before it is sent again.
        try (Journey journey = journey().set("payouts.lease-ms", "8000").set("djamo.connect-timeout-ms", "1000")
                .set("djamo.response-timeout-ms", "3000")) {
            Random random = new Random(5);
            journey.drop("paie.csv", rows(2_000));
            for (int kill = 0; kill < 6; kill++) {
                try (ChildRuntime child = ChildRuntime.start(journey)) {
                    int calls = calls(journey) + 50 + random.nextInt(700);
                    Journey.eventually(() -> assertThat(calls(journey)).as(child.isAlive() + "").isGreaterThan(calls));
                    child.kill();
                }
            }
            assertThat(journey.books().entries()).noneMatch(Books.Entry::closed);
            journey.sandbox().faults(Faults.none());
            journey.start().audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(2_000);
        }
    }

    private static int calls(Journey journey) {
        return journey.sandbox().book().calls().values().stream().flatMap(byStatus -> byStatus.values().stream())
                .mapToInt(Long::intValue).sum();
    }

    @Test
    void a_signal_to_end_leaves_no_payout_in_the_middle_of_a_call() throws InterruptedException {
        try (Journey journey = journey(); ChildRuntime child = ChildRuntime.start(journey)) {
            journey.drop("paie.csv", rows(500));
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isGreaterThan(100));
            child.terminate();
            Books books = journey.books();
            assertThat(books.rows("SUBMITTING")).isEmpty();
            assertThat(books.rows("CHECKED").size() + books.rows("RECEIVED").size()).as("rows that wait").isPositive();
            journey.sandbox().faults(Faults.none());
            journey.start().audit();
        }
    }
}
