package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.sandbox.BookedTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person decides, in a process of its own beside the runtime, and the runtime goes on without being told. */
class DeskJourneyTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";

    @TempDir
    Path folder;

    private static Map<String, Map<String, String>> byReference(Journey journey, String name) {
        return journey.rows(name).stream().collect(Collectors.toMap(row -> row.get("reference"), Function.identity()));
    }

    @Test
    void payouts_that_only_a_person_can_decide_are_decided_beside_the_runtime_and_their_file_settles() throws Exception {
        try (Journey journey = new Journey(folder).start()) {
            ApiTroubleJourneyTest.post(journey, "U-2", "+2250703000002", 70_000);
            ApiTroubleJourneyTest.post(journey, "U-4", "+2250703000009", 50_000);
            journey.drop("paie.csv", HEADER + "U-1,0703000001,50000,x\nU-2,0703000002,50000,x\nU-4,0703000004,50000,x\n");
            Journey.eventually(() -> assertThat(ApiTroubleJourneyTest.health(journey, "payouts-in-doubt"))
                    .contains("DOWN", "2 payouts wait for a person"));
            assertThat(DeskRun.of(journey, "status", "paie.csv").said()).contains("bin/djamo-payouts resolve 1-3 --not-paid --why TEXT");

            DeskRun notPaid = DeskRun.of(journey, "resolve", "1-3", "--not-paid", "--by", "awa", "--why", "another company's transfer");
            assertThat(notPaid.exitCode()).as(notPaid.said()).isZero();
            assertThat(notPaid.said()).contains("payout 1-3: paie.csv line 3, +22507••••••02, 50,000 XOF, reference U-2",
                    "before  UNKNOWN, in doubt (CONFLICT) since ",
                    "after   FAILED: not paid, decided by awa: another company's transfer").doesNotContain("0703000002");
            String theirs = journey.sandbox().book().transactions().stream().filter(it -> it.reference().equals("U-4"))
                    .map(BookedTransaction::id).findFirst().orElseThrow();
            DeskRun paid = DeskRun.of(journey, "resolve", "1-4", "--paid", theirs, "--by", "awa", "--why", "Djamo mended the number");
            assertThat(paid.exitCode()).as(paid.said()).isZero();

            Map<String, Map<String, String>> result = byReference(journey, "paie.csv.result.csv");
            assertThat(result.get("U-2")).containsEntry("status", "FAILED").containsEntry("reason_code", "NARR")
                    .containsEntry("reason_text", "not paid, decided by awa: another company's transfer");
            assertThat(result.get("U-4")).containsEntry("status", "COMPLETED").containsEntry("djamo_id", theirs)
                    .containsEntry("reason_code", "").hasEntrySatisfying("reason_text", text -> assertThat(text)
                    .startsWith("paid, decided by awa: Djamo mended the number; Djamo's transaction " + theirs + " has another beneficiary than +225")
                    .doesNotContain(Doubt.FOR_A_PERSON));
            assertThat(journey.rows("paie.csv.failures.csv")).extracting(row -> row.get("reference")).containsExactly("U-2");
            Journey.eventually(() -> assertThat(journey.books().entries()).allMatch(Books.Entry::closed));
            assertThat(journey.answer("failure/paie.csv.jsonl")).contains("\"payoutId\":\"1-3\"");
            assertThat(journey.answer("success/paie.csv.jsonl")).contains("\"payoutId\":\"1-4\"");
            assertThat(ApiTroubleJourneyTest.health(journey, "payouts-in-doubt")).startsWith("UP");
            assertThat(DeskRun.of(journey, "status", "paie.csv").said()).contains("decided by hand",
                    "not paid, decided by awa: another company's transfer");
            assertThat(DeskRun.of(journey, "resolve", "1-3", "--not-paid", "--why", "again").exitCode()).as("once more").isZero();
            assertThat(DeskRun.of(journey, "resolve", "1-3", "--paid", "txn_x", "--why", "no").exitCode()).as("the contrary").isEqualTo(1);
        }
    }

    @Test
    void rows_that_look_like_another_payment_wait_through_a_restart_until_they_are_released_or_rejected() {
        try (Journey journey = new Journey(folder).set("duplicates.suspicious", "hold").start()) {
            journey.drop("paie.csv", HEADER + "P-1,0703000001,50000,x\nP-2,0703000002,50000,x\nP-3,0703000001,50000,prime\n");
            assertThat(journey.answer("paie.csv.ack.json")).contains("\"valid\" : 3", "\"held\" : 1", "\"suspicious\" : 1");
            Books books = journey.books();
            Journey.eventually(() -> assertThat(books.rows("COMPLETED")).hasSize(2));
            journey.drop("corrigee.csv", HEADER + "Q-1,0703000001,50000,x\nQ-2,0703000002,50000,x\nQ-3,0703000003,50000,x\n");
            assertThat(journey.answer("corrigee.csv.ack.json")).contains("\"held\" : 2");
            Journey.eventually(() -> assertThat(books.rows("COMPLETED")).hasSize(3));
            journey.stop();
            assertThat(DeskRun.of(journey, "release", "1-4", "--by", "awa", "--why", "a bonus").exitCode()).as("nobody runs").isZero();
            journey.start();

            assertThat(byReference(journey, "paie.csv.result.csv").get("P-3")).containsEntry("status", "COMPLETED").containsEntry(
                    "reason_text", "the same amount to the same number as paie.csv line 2 (payout 1-2); released by awa: a bonus");
            assertThat(journey.outbox()).doesNotContain("corrigee.csv.result.csv");
            DeskRun status = DeskRun.of(journey, "status");
            assertThat(status.said()).contains("held: 2 payouts wait", "corrigee.csv: 2 held, 0 to look at;"
                    + " see  bin/djamo-payouts status corrigee.csv");
            assertThat(ApiTroubleJourneyTest.health(journey, "payouts-in-doubt")).startsWith("UP").contains("held=2");
            DeskRun reject = DeskRun.of(journey, "reject", "corrigee.csv", "--by", "awa", "--why", "paid with paie.csv");
            assertThat(reject.said()).contains("corrigee.csv: 2 rows are held, 100,000 XOF",
                    "2 rows rejected by awa: paid with paie.csv");
            assertThat(reject.exitCode()).isZero();
            assertThat(DeskRun.of(journey, "reject", "corrigee.csv", "--why", "again").exitCode()).as("once more").isZero();

            Map<String, Map<String, String>> result = byReference(journey, "corrigee.csv.result.csv");
            assertThat(List.of(result.get("Q-1"), result.get("Q-2"))).allSatisfy(row -> assertThat(row).containsEntry("status", "REJECTED")
                    .containsEntry("reason_code", "AM05"));
            assertThat(result.get("Q-2").get("reason_text")).isEqualTo("the same amount to the same number as paie.csv line 3"
                    + " (payout 1-3); rejected by awa: paid with paie.csv");
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(4);
        }
    }

    @Test
    void as_it_comes_they_are_paid_and_reported() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.csv", HEADER + "P-1,0703000001,50000,x\nP-2,0703000001,50000,prime\n");
            assertThat(journey.answer("paie.csv.ack.json")).contains("\"held\" : 0", "\"suspicious\" : 1");
            assertThat(byReference(journey, "paie.csv.result.csv").get("P-2")).containsEntry("status", "COMPLETED")
                    .containsEntry("reason_code", "").containsEntry("reason_text",
                            "the same amount to the same number as paie.csv line 2 (payout 1-2)");
            journey.audit();
            assertThat(journey.answer("success/paie.csv.jsonl")).contains("the same amount to the same number as paie.csv line 2");
        }
    }

    @Test
    void rejected_at_once_they_come_back_to_be_mended() {
        try (Journey journey = new Journey(folder).set("duplicates.suspicious", "reject").start()) {
            journey.drop("paie.csv", HEADER + "P-1,0703000001,50000,x\nP-2,0703000001,50000,prime\n");
            journey.audit();
            assertThat(journey.rows("paie.csv.failures.csv")).extracting(row -> row.get("reference")).containsExactly("P-2");
            assertThat(byReference(journey, "paie.csv.result.csv").get("P-2").get("reason_text")).contains("paie.csv line 2 (payout 1-2)");
        }
    }
}
