package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The peer that we are measured against works, and is what the page on speed says of it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PlainRouteTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";
    private static final String LOST = HEADER + "R-1," + MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(1).substring(4)
            + ",5000,May\nR-2,0707123457,6000,May\n";

    @TempDir
    Path folder;

    @Test
    void where_nothing_goes_wrong_it_pays_every_row_once() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            List<String> result = pay(sandbox, HEADER + "R-1,0707123456,5000,May\nR-2,0707123457,6000,May\nR-3,"
                    + MagicNumber.NOT_A_CUSTOMER.msisdn(1).substring(4) + ",7000,May\n");
            assertThat(result).hasSize(3).contains("R-3,,not a customer")
                    .anyMatch(line -> line.matches("R-1,txn_.*,pending")).anyMatch(line -> line.matches("R-2,txn_.*,pending"));
            assertThat(sandbox.book().size()).isEqualTo(2);
        }
    }

    /** @see dev.djamopayouts.journey.ApiTroubleJourneyTest#a_refused_row_and_a_lost_answer_bring_no_second_payment_even_at_an_API_that_forgets_references() */
    @Test
    void a_row_whose_answer_is_lost_it_pays_again_at_an_API_that_forgets_references() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().uniqueReferences(false).build())) {
            List<String> result = pay(sandbox, LOST);
            assertThat(result).hasSize(2).anyMatch(line -> line.matches("R-1,txn_.*,pending"));
            assertThat(sandbox.book().size()).as("paid, of two rows").isEqualTo(3);
        }
    }

    @Test
    void a_row_whose_answer_is_lost_it_calls_failed_at_an_API_that_knows_references_again() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            assertThat(pay(sandbox, LOST)).hasSize(2).contains("R-1,,failed");
            assertThat(sandbox.book().size()).as("paid, of two rows").isEqualTo(2);
        }
    }

    @Test
    void a_file_of_one_row_that_is_refused_has_a_result_too() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            assertThat(pay(sandbox, HEADER + "R-1," + MagicNumber.UNPROCESSABLE.msisdn(1).substring(4) + ",5000,May\n"))
                    .containsExactly("R-1,,failed");
            assertThat(sandbox.book().posts("R-1")).as("once, and two redeliveries").isEqualTo(3);
        }
    }

    private List<String> pay(DjamoSandbox sandbox, String content) throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("inbox")).resolve("may.csv"), content);
        Path result = folder.resolve("outbox/may.result.csv");
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new PlainRoute(folder, sandbox.baseUrl(), "at_sandbox", 4));
            camel.start();
            await().until(() -> Files.exists(folder.resolve("inbox/.camel/may.csv")));
        }
        return Files.readAllLines(result);
    }
}
