package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The routes that one writes first pay twice, at an API that does not know a reference again. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StockMoneyTest {

    @TempDir
    Path folder;

    private static DjamoSandbox forgetful() {
        return DjamoSandbox.start(SandboxOptions.builder().uniqueReferences(false).build());
    }

    private static String api(DjamoSandbox sandbox) {
        return sandbox.baseUrl() + "/v1/transactions?httpMethod=POST";
    }

    /** A row of a reference and a number as the body of a transfer. */
    private static void asTransfer(Exchange row) {
        String[] cells = row.getMessage().getBody(String.class).split(",");
        row.getMessage().setHeader("Authorization", "Bearer at_sandbox");
        row.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        row.getMessage().setBody("{\"reference\":\"%s\",\"msisdn\":\"%s\",\"amount\":50000,\"type\":\"transfer\"}".formatted(cells[0], cells[1]));
    }

    /**
     * @see dev.djamopayouts.journey.ApiTroubleJourneyTest#a_refused_row_and_a_lost_answer_bring_no_second_payment_even_at_an_API_that_forgets_references()
     * @see dev.djamopayouts.journey.BadInputJourneyTest#bad_rows_are_rejected_each_with_its_code_and_their_good_neighbours_are_paid()
     */
    @Test
    void one_row_that_fails_brings_a_stock_file_back_and_the_rows_around_it_are_paid_again_each_time() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("paie.csv"), "R-1,+2250707123456\nR-2,%s\nR-3,+2250707123457\n".formatted(MagicNumber.REFUSED.msisdn(1)));
        try (DjamoSandbox sandbox = forgetful(); CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + inbox + "?initialDelay=0&delay=100").split(body().tokenize("\n"))
                            .process(StockMoneyTest::asTransfer).to(api(sandbox)).end();
                }
            });
            camel.start();
            await().until(() -> sandbox.book().posts("R-1") >= 3);
            assertThat(inbox.resolve("paie.csv")).exists();
            camel.stop();
            assertThat(sandbox.book().size()).as("paid, of two good rows").isGreaterThanOrEqualTo(5);
        }
    }

    /**
     * @see dev.djamopayouts.journey.ApiTroubleJourneyTest#a_refused_row_and_a_lost_answer_bring_no_second_payment_even_at_an_API_that_forgets_references()
     * @see dev.djamopayouts.ledger.ClaimsTest#submitting_whose_lease_ran_out_is_in_doubt_and_looked_up_rather_than_sent()
     * @see dev.djamopayouts.ledger.ReferencesTest#a_reference_that_was_once_in_doubt_is_never_given_back()
     */
    @Test
    void the_stock_idempotent_consumer_forgets_what_failed_and_pays_it_again() throws Exception {
        try (DjamoSandbox sandbox = forgetful(); CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:pay").idempotentConsumer(body(), MemoryIdempotentRepository.memoryIdempotentRepository(100))
                            .process(StockMoneyTest::asTransfer).to(api(sandbox)).end();
                }
            });
            camel.start();
            ProducerTemplate template = camel.createProducerTemplate();
            String row = "R-1," + MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(1);
            assertThatThrownBy(() -> template.sendBody("direct:pay", row)).isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(HttpOperationFailedException.class);
            assertThat(sandbox.book().size()).as("the answer was an error, and yet it was paid").isEqualTo(1);
            template.sendBody("direct:pay", row);
            template.sendBody("direct:pay", row);
            assertThat(sandbox.book().size()).as("the second was let through, the third was not").isEqualTo(2);
        }
    }
}
