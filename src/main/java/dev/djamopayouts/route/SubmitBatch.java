package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.BatchAnswer;
import dev.djamopayouts.djamo.BatchMeanings;
import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.payout.PayoutBatch;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Stage "submit" where payouts go in batches: one call for each batch, and a payout that is alone goes like any single one. All
 * of it is SUBMITTING in the ledger, with its references, before this route sees it; it is sent once, and only while its claims
 * surely outlive the call.
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
                .choice()
                    .when(SubmitBatch::isAlone)
                        .enrich("direct:djamo-batch-of-one", keepAnswer()).id("send-batch-of-one")
                        .process(this::concludeOne)
                    .otherwise()
                        .enrich("direct:djamo-batch", keepAnswer()).id("send-batch")
                        .process(this::conclude)
                .end()
                .to("ledger:record-batch");
    }

    @SuppressWarnings("unchecked")
    private void conclude(Exchange exchange) {
        Answer<BatchAnswer> answer = exchange.getProperty(Names.ANSWER, Answer.class);
        exchange.setProperty(Names.CONCLUSION, meanings.after(batch(exchange), answer));
    }

    @SuppressWarnings("unchecked")
    private void concludeOne(Exchange exchange) {
        Answer<Transaction> answer = exchange.getProperty(Names.ANSWER, Answer.class);
        exchange.setProperty(Names.CONCLUSION, meanings.afterOne(batch(exchange), answer));
    }

    private static boolean isAlone(Exchange exchange) {
        return batch(exchange).size() == 1;
    }

    private static PayoutBatch batch(Exchange exchange) {
        return exchange.getMessage().getBody(PayoutBatch.class);
    }
}
