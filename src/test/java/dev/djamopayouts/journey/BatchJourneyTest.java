package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.BookedTransaction;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import dev.djamopayouts.sandbox.SandboxOptionsBuilder;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batch mode: a file goes in few calls, one that is refused is halved until the bad row stands alone, and nobody is paid twice. */
class BatchJourneyTest {

    private static final String BATCH = "POST /v1/transactions/batch";
    private static final String SINGLE = "POST /v1/transactions";
    private static final String LOOKUP = "GET /v1/transactions?reference=";
    private static final String HEADER = "reference,msisdn,amount,description\n";

    @TempDir
    Path folder;

    private Journey batches(SandboxOptionsBuilder options, int size) {
        return new Journey(folder, options.settleMillis(50).build()).set("payouts.mode", "batch")
                .set("payouts.batch.size", Integer.toString(size)).set("payouts.batch.max-wait-ms", "200");
    }

    private Journey batches(int size) {
        return batches(SandboxOptions.builder(), size);
    }

    private static StringBuilder rows(int from, int to) {
        StringBuilder rows = new StringBuilder(HEADER);
        for (int row = from; row < to; row++) {
            rows.append("B-%d,0703%06d,%d,x\n".formatted(row, row, 5_000 + row));
        }
        return rows;
    }

    private static String ends(Journey journey, String file) {
        return journey.rows(file + ".result.csv").stream().map(row -> row.get("status") + row.get("reason_code"))
                .collect(Collectors.groupingBy(it -> it, java.util.TreeMap::new, Collectors.counting())).toString();
    }

    @Test
    void a_file_goes_in_a_few_calls_and_each_row_knows_its_batch() {
        try (Journey journey = batches(100).start()) {
            journey.drop("paie.csv", rows(0, 450).toString());
            assertThat(ends(journey, "paie.csv")).isEqualTo("{COMPLETED=450}");
            journey.audit();
            assertThat(journey.sandbox().book().calls(BATCH)).isBetween(4L, 12L);
            assertThat(journey.sandbox().book().calls(BATCH) + journey.sandbox().book().calls(SINGLE)).as("one that is alone is no batch").isBetween(5L, 12L);
            assertThat(journey.sandbox().book().summary().mostPostsForOneReference()).isEqualTo(1);
            Set<String> batches = new HashSet<>();
            journey.sandbox().book().forEach(transaction -> batches.add(transaction.batchId()));
            batches.remove(null);
            assertThat(journey.books().number("SELECT COUNT(DISTINCT batch_id) FROM payout WHERE batch_id LIKE 'bat!_%' ESCAPE '!'"))
                    .isEqualTo(batches.size());
        }
    }

    @Test
    void where_djamo_offers_no_batches_everybody_is_paid_one_by_one() {
        try (Journey journey = batches(SandboxOptions.builder().maxBatchItems(0), 50).set("payouts.concurrency", "2").start()) {
            journey.drop("paie.csv", rows(0, 450).toString());
            assertThat(ends(journey, "paie.csv")).isEqualTo("{COMPLETED=450}");
            journey.audit();
            assertThat(journey.sandbox().book().calls(BATCH)).as("those that were under way together").isBetween(1L, 2L);
            assertThat(journey.sandbox().book().calls(SINGLE)).isEqualTo(450);
        }
    }

    @Test
    void every_way_in_which_a_row_can_go_wrong_ends_right_among_hundreds_of_good_ones() {
        SandboxOptionsBuilder options = SandboxOptions.builder().slowSettleMillis(500).longPendingMillis(1_000).hangMillis(3_000).lookupLagMillis(200);
        try (Journey journey = batches(options, 50).set("djamo.response-timeout-ms", "700").set("resolve.visibility-delay-ms", "1000").start()) {
            StringBuilder rows = rows(0, 300);
            // Beside rows whose answer is lost this one may have to be looked up, and is a person's to judge then: it has a file of its own.
            MagicNumber echo = MagicNumber.ECHOES_ANOTHER_AMOUNT;
            List<MagicNumber> numbers = Arrays.stream(MagicNumber.values()).filter(number -> number != echo).toList();
            numbers.forEach(number -> rows.append("%s,%s,50000,x\n".formatted(number, number.msisdn(1))));
            journey.drop("tout.csv", rows.toString());
            journey.drop("autre.csv", HEADER + "%s,%s,50000,x\n".formatted(echo, echo.msisdn(1)));
            Map<String, String> ends = journey.rows("tout.csv.result.csv").stream()
                    .collect(Collectors.toMap(row -> row.get("reference"), row -> row.get("status") + row.get("reason_code")));
            assertThat(ends(journey, "autre.csv")).isEqualTo("{" + ApiTroubleJourneyTest.expected(echo) + "=1}");
            for (MagicNumber number : numbers) {
                assertThat(ends.remove(number.name())).as("%s", number).isEqualTo(ApiTroubleJourneyTest.expected(number));
            }
            assertThat(ends.values()).hasSize(300).containsOnly("COMPLETED");
            journey.audit();
            assertThat(journey.sandbox().book().posts("ANSWER_WITHHELD")).as("looked up, not sent again").isLessThanOrEqualTo(8);
            assertThat(journey.books().number("SELECT COUNT(*) FROM payout WHERE alarm IS NOT NULL")).as("the one that is echoed otherwise").isEqualTo(1);
        }
    }

    @Test
    void one_bad_row_is_found_in_a_few_halvings_without_a_wait_and_can_be_mended_and_dropped_again() {
        try (Journey journey = batches(64).set("resolve.visibility-delay-ms", "3600000").start()) {
            journey.drop("paie.csv", rows(0, 63) + "BAD,%s,50000,x\n".formatted(MagicNumber.REFUSED.msisdn(7)));
            assertThat(ends(journey, "paie.csv")).isEqualTo("{COMPLETED=63, REJECTEDNARR=1}");
            journey.audit();
            assertThat(journey.sandbox().book().posts("BAD")).as("in 64 at most, 32, 16, 8, 4, 2 and alone").isBetween(2, 7);
            assertThat(journey.sandbox().book().calls(LOOKUP)).as("each reference after each refusal").isGreaterThanOrEqualTo(64);
            journey.drop("mended.csv", HEADER + "BAD,0703999999,50000,x\n");
            assertThat(ends(journey, "mended.csv")).isEqualTo("{COMPLETED=1}");
            journey.audit();
        }
    }

    @Test
    void a_422_to_a_batch_is_waited_out_and_halved_and_nobody_is_paid_twice_where_references_are_taken_as_often_as_they_come() {
        SandboxOptionsBuilder options = SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(200);
        try (Journey journey = batches(options, 8).start()) {
            journey.drop("paie.csv", rows(0, 15) + "BAD,%s,50000,x\n".formatted(MagicNumber.UNPROCESSABLE.msisdn(7)));
            assertThat(ends(journey, "paie.csv")).isEqualTo("{COMPLETED=15, REJECTEDNARR=1}");
            journey.audit();
            assertThat(journey.sandbox().book().posts("BAD")).as("in 8 at most, 4, 2 and alone").isBetween(2, 4);
        }
    }

    @Test
    void references_that_somebody_used_before_are_adopted_or_parked_and_the_rest_of_the_batch_is_paid() throws Exception {
        try (Journey journey = batches(50).start()) {
            ApiTroubleJourneyTest.post(journey, "B-7", "+2250703000007", 5_007);
            ApiTroubleJourneyTest.post(journey, "B-11", "+2250703000011", 70_000);
            journey.drop("paie.csv", rows(0, 50).toString());
            Books books = journey.books();
            Journey.eventually(() -> assertThat(books.rows("COMPLETED")).hasSize(49));
            assertThat(books.rows("UNKNOWN")).extracting(Books.Row::reference).containsExactly("B-11");
            new Auditor(journey).money("B-11");
            assertThat(journey.sandbox().book().posts("B-7")).as("looked up after the refusal of its batch, and not sent again").isEqualTo(2);
            assertThat(journey.sandbox().book().posts("B-11")).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut-after", "error-after", "unreadable", "cut-before"})
    void a_lost_answer_is_resolved_reference_by_reference_and_nobody_is_paid_twice(String fault) {
        SandboxOptionsBuilder options = SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(250);
        try (Journey journey = batches(options, 25).set("resolve.visibility-delay-ms", "800").start()) {
            MagicNumber number = switch (fault) {
                case "cut-after" -> MagicNumber.CUT_AFTER_ACCEPTANCE;
                case "error-after" -> MagicNumber.ERROR_AFTER_ACCEPTANCE;
                case "unreadable" -> MagicNumber.UNREADABLE_ANSWER;
                default -> MagicNumber.CUT_BEFORE_ACCEPTANCE;
            };
            journey.drop("paie.csv", rows(0, 49) + "LOST,%s,50000,x\n".formatted(number.msisdn(7)));
            assertThat(ends(journey, "paie.csv")).isEqualTo("{COMPLETED=50}");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(50);
            assertThat(journey.sandbox().book().posts("LOST")).isEqualTo(fault.equals("cut-before") ? 2 : 1);
            if (!fault.equals("cut-before")) {
                // What is sent again may be alone by then, and goes as a single transfer.
                assertThat(journey.sandbox().book().byReference("LOST")).extracting(BookedTransaction::batchId).doesNotContainNull();
            }
        }
    }

    @Test
    void whatever_goes_wrong_at_random_ends_with_every_row_paid_once() {
        Faults faults = Faults.builder().seed(11).cutAfterAcceptance(0.06).serverErrorAfterAcceptance(0.04).cutBeforeAcceptance(0.04)
                .serverErrorBeforeAcceptance(0.04).unreadableAnswer(0.03).build();
        SandboxOptionsBuilder options = SandboxOptions.builder().uniqueReferences(false).lookupLagMillis(150).faults(faults);
        try (Journey journey = batches(options, 10).set("resolve.visibility-delay-ms", "500").start()) {
            journey.drop("paie.csv", rows(0, 120).toString());
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(120);
        }
    }

    @Test
    void where_the_balance_is_too_low_for_all_some_are_paid_and_the_rest_is_refused_for_lack_of_funds() {
        try (Journey journey = batches(SandboxOptions.builder().openingBalance(60_000), 16).start()) {
            journey.drop("paie.csv", rows(0, 16).toString());
            journey.audit();
            Map<String, Long> ends = journey.rows("paie.csv.result.csv").stream().collect(Collectors.groupingBy(
                    row -> row.get("status") + row.get("reason_code"), Collectors.counting()));
            assertThat(ends.keySet()).containsExactlyInAnyOrder("COMPLETED", "REJECTEDAM04");
            assertThat(ends.get("COMPLETED")).as("all that the balance was good for").isEqualTo(11);
        }
    }

    @Test
    void while_transfers_are_lost_no_batch_finds_out_whether_they_come_back() {
        try (Journey journey = batches(20).set("payouts.concurrency", "4").start()) {
            journey.sandbox().faults(Faults.builder().latencyMillis(5).transfersDown(true).build());
            journey.drop("paie.csv", rows(0, 600).toString());
            Journey.eventually(() -> assertThat(ApiTroubleJourneyTest.health(journey, "djamo-api")).contains("loses the answers to transfers"));
            Journey.eventually(() -> assertThat(journey.books().rows("SUBMITTING")).isEmpty());
            long sent = journey.books().number("SELECT SUM(attempts) FROM payout");
            long[] then = new long[1];
            Journey.eventually(() -> {
                then[0] = journey.books().number("SELECT SUM(attempts) FROM payout");
                assertThat(then[0]).isGreaterThan(sent);
            });
            assertThat(then[0]).as("a single one finds out").isLessThan(sent + 5);
            journey.sandbox().faults(Faults.none());
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(600);
        }
    }

    @Test
    void a_file_begun_in_one_mode_is_finished_in_the_other() {
        try (Journey journey = batches(10)) {
            journey.sandbox().faults(Faults.builder().latencyMillis(200).build());
            journey.set("payouts.concurrency", "2").start().drop("paie.csv", rows(0, 100).toString());
            Journey.eventually(() -> assertThat(journey.sandbox().book().size()).isPositive());
            journey.stop();
            assertThat(journey.books().rows("CHECKED").size() + journey.books().rows("RECEIVED").size()).isPositive();
            journey.sandbox().faults(Faults.none());
            journey.set("payouts.mode", "single").start().audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(100);
            assertThat(journey.sandbox().book().calls(SINGLE)).isPositive();
            assertThat(journey.sandbox().book().calls(BATCH)).isPositive();
        }
    }
}
