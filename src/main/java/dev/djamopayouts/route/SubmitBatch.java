package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.BatchAnswer;
import dev.djamopayouts.djamo.BatchMeanings;
import dev.djamopayouts.payout.PayoutBatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Stage "submit" where payouts go in batches: one call for each batch. All of it is SUBMITTING in the ledger, with its
 * references, before this route sees it; it is sent once, and only while its claims surely outlive the call.
 */
final class SubmitBatch extends RouteBuilder {

    private final BatchMeanings meanings;

    SubmitBatch(BatchMeanings meanings) {
        this.meanings = meanings;
    }

    @Override
    public void configure() {
        from("ledger:submit-batch").routeId("submit-batch").routeConfigurationId(ErrorPolicy.STAGE).noStreamCaching()
                .description("Sends checked payouts of one file as one batch; each is PENDING, REJECTED, or UNKNOWN where nobody can say")
                .enrich("direct:djamo-batch", keepAnswer()).id("send-batch")
                .process(this::conclude)
                .to("ledger:record-batch");
    }

    @SuppressWarnings("unchecked")
    private void conclude(Exchange exchange) {
        Answer<BatchAnswer> answer = exchange.getProperty(Names.ANSWER, Answer.class);
        exchange.setProperty(Names.CONCLUSION, meanings.after(exchange.getMessage().getBody(PayoutBatch.class), answer));
    }
}
