package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.sandbox.BookedTransaction;
import dev.djamopayouts.sandbox.TransactionStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpaid rows come back, are mended and dropped again, as often as it takes; everybody is paid once. */
class MendJourneyTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";

    @TempDir
    Path folder;

    private static Map<String, Map<String, String>> byReference(Journey journey, String name) {
        return journey.rows(name).stream().collect(Collectors.toMap(row -> row.get("reference"), Function.identity()));
    }

    /** Who was paid how much, under which reference. */
    private static Map<String, String> paid(Journey journey) {
        return journey.sandbox().book().transactions().stream().filter(it -> it.status() == TransactionStatus.COMPLETED)
                .collect(Collectors.toMap(BookedTransaction::reference, it -> it.msisdn() + " " + it.amount(), (a, b) -> a + " and " + b,
                        TreeMap::new));
    }

    @Test
    void failures_are_mended_and_paid_under_their_reference_or_the_next_one_and_a_third_drop_pays_nobody() {
        try (Journey journey = new Journey(folder).set("duplicates.suspicious", "hold").start()) {
            journey.drop("paie.csv", HEADER + "M-1,0707009001,50000,x\nM-2,0707009002,50000,x\nM-3,0707,50000,x\nM-4,0703000004,50000,x\n"
                    + "M-5,0707009012,50000,x\n");
            assertThat(journey.rows("paie.csv.result.csv")).extracting(row -> row.get("status"))
                    .containsExactly("REJECTED", "FAILED", "REJECTED", "COMPLETED", "REJECTED");
            String mended = journey.answer("paie.csv.failures.csv").replace("0707009001", "0703000001").replace("0707009002", "0703000002")
                    .replace("0707,", "0703000003,").replace("0707009012", "0703000005");
            journey.drop("corrigee.csv", mended);
            assertThat(journey.answer("corrigee.csv.ack.json")).contains("\"valid\" : 4", "\"held\" : 0", "\"suspicious\" : 0", "\"mended\" : 4",
                    "\"askedBefore\" : 0", "corrigées (déjà déposées et alors non payées) : 4");
            Map<String, Map<String, String>> result = byReference(journey, "corrigee.csv.result.csv");
            assertThat(result.values()).allSatisfy(row -> assertThat(row).containsEntry("status", "COMPLETED").containsEntry("reason_code", ""));
            assertThat(result.get("M-1")).containsEntry("djamo_reference", "M-1").containsEntry("reason_text",
                    "mended from paie.csv line 2 (payout 1-2)");
            assertThat(result.get("M-2")).containsEntry("djamo_reference", "M-2~2").containsEntry("reason_text",
                    "mended from paie.csv line 3 (payout 1-3), under the reference M-2~2 since M-2 was sent before");
            assertThat(journey.answer("success/corrigee.csv.jsonl")).contains("mended from paie.csv line 3 (payout 1-3)",
                    "\"reference\":\"M-2\"", "\"djamoReference\":\"M-2~2\"");

            assertThat(DeskRun.of(journey, "status", "corrigee.csv").said()).contains("dropped before; paid here only where")
                    .containsPattern("3 +COMPLETED +M-2~2 +1-3 +paie.csv line 3");

            journey.drop("encore.csv", mended + "M-4,0703000004,50000,x\n");
            assertThat(journey.answer("encore.csv.ack.json")).contains("\"valid\" : 0", "\"mended\" : 0", "\"askedBefore\" : 5");
            assertThat(journey.rows("encore.csv.result.csv")).allSatisfy(row -> assertThat(row).containsEntry("reason_code", "AM05"));
            journey.audit();
            assertThat(paid(journey)).containsExactly(Map.entry("M-1", "+2250703000001 50000"), Map.entry("M-2~2", "+2250703000002 50000"),
                    Map.entry("M-3", "+2250703000003 50000"), Map.entry("M-4", "+2250703000004 50000"),
                    Map.entry("M-5~2", "+2250703000005 50000"));
            DeskRun audit = DeskRun.of(journey, "audit", "--api", "--set", "djamo.base-url=" + journey.sandbox().baseUrl(), "--set",
                    "djamo.access-token=at_sandbox");
            assertThat(audit.exitCode()).as(audit.said()).isZero();
            assertThat(audit.said()).contains("9 rows dropped again, paid only where no payout for the same was paid before");
        }
    }

    @Test
    void a_row_in_doubt_is_refused_in_another_file_until_a_person_has_decided_that_it_was_not_paid() throws Exception {
        try (Journey journey = new Journey(folder).start()) {
            ApiTroubleJourneyTest.post(journey, "U-2", "+2250703000009", 70_000);
            journey.drop("paie.csv", HEADER + "U-1,0703000001,50000,x\nU-2,0703000002,50000,x\n");
            Journey.eventually(() -> assertThat(journey.books().rows("UNKNOWN")).hasSize(1));
            Journey.eventually(() -> assertThat(journey.books().rows("COMPLETED")).hasSize(1));
            journey.drop("copie.csv", HEADER + "U-2,0703000002,50000,x\n");
            assertThat(journey.rows("copie.csv.result.csv").get(0).get("reason_text")).startsWith(
                    "the reference was used before: paie.csv line 3 (payout 1-3), sent at ").contains("is UNKNOWN, in doubt since ",
                            "and may have been paid: wait for its result");
            assertThat(DeskRun.of(journey, "resolve", "1-3", "--not-paid", "--by", "awa", "--why", "another company's transfer").exitCode()).isZero();
            assertThat(journey.answer("paie.csv.failures.csv")).contains("U-2");
            journey.drop("corrigee.csv", journey.answer("paie.csv.failures.csv"));
            assertThat(journey.answer("corrigee.csv.dup.json")).as("the very bytes of the copy").contains("copie.csv");
            journey.drop("corrigee-2.csv", HEADER + "U-2,0703000002,50000,decided\n");
            assertThat(byReference(journey, "corrigee-2.csv.result.csv").get("U-2")).containsEntry("status", "COMPLETED")
                    .containsEntry("djamo_reference", "U-2~2");
            assertThat(paid(journey)).containsOnlyKeys("U-1", "U-2", "U-2~2").containsEntry("U-2", "+2250703000009 70000");
        }
    }

    @Test
    void a_row_without_a_reference_comes_back_with_one_so_that_it_is_known_again() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.csv", HEADER + ",0707009002,50000,x\n,0703000001,50000,x\n,12,50000,x\n");
            List<Map<String, String>> failures = Drop.csv(journey.answer("paie.csv.failures.csv"));
            String sha256 = journey.drops().get(0).sha256().substring(0, 32);
            assertThat(failures).extracting(row -> row.get("reference")).containsExactly(sha256 + "-2", sha256 + "-4");
            String mended = journey.answer("paie.csv.failures.csv").replace("0707009002", "0703000002").replace(",12,", ",0703000003,");
            journey.drop("corrigee.csv", mended);
            assertThat(journey.rows("corrigee.csv.result.csv")).extracting(row -> row.get("djamo_reference"))
                    .containsExactly(sha256 + "-2~2", sha256 + "-4");
            journey.drop("encore.csv", mended + "\n");
            assertThat(journey.rows("encore.csv.result.csv")).extracting(row -> row.get("reason_code")).containsOnly("AM05");
            journey.audit();
            assertThat(paid(journey)).hasSize(3);
        }
    }

    @Test
    void a_row_of_json_without_a_reference_comes_back_with_one_where_others_bring_theirs() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.json", "[{\"msisdn\":\"0707009002\",\"amount\":50000},{\"ref\":\"A\\u00e9\",\"msisdn\":\"0707009001\",\"amount\":5}]");
            String sha256 = journey.drops().get(0).sha256().substring(0, 32);
            assertThat(journey.answer("paie.json.failures.json")).contains("\"ref\":\"" + sha256 + "-1\"", "\"ref\":\"Aé\"");
            journey.drop("corrigee.json", journey.answer("paie.json.failures.json").replace("0707009002", "0703000002"));
            assertThat(journey.rows("corrigee.json.result.csv")).extracting(row -> row.get("djamo_reference")).containsExactly(sha256 + "-1~2", "");
        }
    }
}
