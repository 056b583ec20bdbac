package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpJourneyTest {

    @TempDir
    Path folder;

    @Test
    void a_file_uploaded_over_sftp_is_paid_and_answered_beside_the_inbox() throws IOException {
        try (Journey journey = new Journey(folder).withSftp().start()) {
            Files.writeString(journey.sftp().folder("inbox/salaires.csv"), """
                    reference,msisdn,amount,description
                    SAL-1,0707123456,50000,Salaire de juin
                    SAL-2,0707129001,50000,Salaire de juin
                    """);
            assertThat(journey.answer(journey.sftp().folder("outbox/salaires.csv.ack.json"))).contains("\"rows\" : 2");
            assertThat(journey.answer(journey.sftp().folder("outbox/salaires.csv.result.csv"))).contains("COMPLETED");
            assertThat(journey.answer(journey.sftp().folder("outbox/salaires.csv.failures.csv"))).contains("SAL-2");
            assertThat(journey.answer("salaires.csv.result.csv")).contains("COMPLETED");
        }
    }
}
