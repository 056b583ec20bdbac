package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of another form than CSV makes the same way, and is answered in the form it came in. */
class FormsJourneyTest {

    private static final String GOOD = "{\"reference\":\"J-1\",\"msisdn\":\"0707123456\",\"amount\":50000,\"service\":{\"code\":7}}";
    private static final String BAD = "{\"reference\":\"J-2\",\"msisdn\":\"0707123457\",\"amount\":500.5}";

    @TempDir
    private Path folder;

    @Test
    void an_array_of_json_is_paid_and_answered_as_json_and_as_csv() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.txt", "[" + GOOD + "," + BAD + "]");
            assertThat(journey.rows("paie.txt.result.csv")).extracting(row -> row.get("status")).containsExactly("COMPLETED", "REJECTED");
            assertThat(journey.answer("paie.txt.result.json")).startsWith("[\n" + GOOD.substring(0, GOOD.length() - 1) + ",\"payout_result\":{")
                    .contains("\"line_no\":1", "\"status\":\"COMPLETED\"", "\"reason_code\":\"FF01\"");
            assertThat(journey.answer("paie.txt.failures.json")).isEqualTo("[\n" + BAD + "\n]\n");
            assertThat(journey.outbox()).doesNotContain("paie.txt.failures.csv");
            assertThat(journey.sandbox().book().size()).isEqualTo(1);
        }
    }

    @Test
    void json_lines_are_mended_and_dropped_again() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.jsonl", GOOD + "\n" + BAD + "\n");
            String failures = journey.answer("paie.jsonl.failures.jsonl");
            journey.drop("mieux.jsonl", failures.replace("500.5", "5000"));
            assertThat(journey.answer("mieux.jsonl.result.jsonl")).contains("\"status\":\"COMPLETED\"").endsWith("}}\n");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
        }
    }

    @Test
    void json_that_breaks_off_is_refused_and_nothing_is_paid() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("coupe.json", "[" + (GOOD + ",").repeat(1) + BAD.substring(0, 30));
            assertThat(journey.answer("coupe.json.nack.json")).contains("ends in the middle", "\"paid\" : false");
            assertThat(journey.sandbox().book().size()).isZero();
        }
    }
}
