package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderJourneyTest {

    @TempDir
    Path folder;

    @Test
    void a_file_dropped_in_the_folder_is_checked_paid_tracked_and_answered() {
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("salaires.csv", """
                    reference,msisdn,amount,description
                    SAL-1,0707123456,50000,Salaire de juin
                    SAL-2,+2250507123457,75 000,Salaire de juin
                    SAL-3,0707129001,60000,pas client
                    SAL-4,0707129002,60000,echoue
                    SAL-5,070712,60000,court
                    """);
            assertThat(journey.answer("salaires.csv.ack.json")).contains("\"rows\" : 5");
            var rows = journey.rows("salaires.csv.result.csv");
            assertThat(rows).extracting(row -> row.get("status"))
                    .containsExactly("COMPLETED", "COMPLETED", "REJECTED", "FAILED", "REJECTED");
            assertThat(journey.answer("salaires.csv.failures.csv")).contains("SAL-3").doesNotContain("SAL-1");
        }
    }
}
