package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRenewalJourneyTest {

    @TempDir
    Path folder;

    @Test
    void work_resumes_by_itself_when_the_mounted_token_is_renewed() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "at_expired\n");
        try (Journey journey = new Journey(folder).unset("djamo.access-token")
                .set("djamo.access-token-file", token.toString()).start()) {
            journey.drop("paie.csv", "reference,msisdn,amount,description\nT-1,0707123456,50000,Salaire\n");
            Journey.eventually(() -> assertThat(journey.sandbox().book().calls("GET /v1/transactions/customers/check", 401))
                    .isPositive());
            assertThat(journey.sandbox().book().size()).isZero();

            Files.writeString(token, "at_sandbox\n");

            assertThat(journey.rows("paie.csv.result.csv")).extracting(row -> row.get("status")).containsExactly("COMPLETED");
            journey.audit();
        }
    }
}
