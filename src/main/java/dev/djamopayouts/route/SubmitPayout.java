package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.conclude;
import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Meanings;
import org.apache.camel.builder.RouteBuilder;

/**
 * Stage "submit": one transfer for each payout. It is SUBMITTING in the ledger, with its reference, before this route sees
 * it; it is sent once, and only while its claim surely outlives the call.
 */
final class SubmitPayout extends RouteBuilder {

    private final Meanings meanings;

    SubmitPayout(Meanings meanings) {
        this.meanings = meanings;
    }

    @Override
    public void configure() {
        from("ledger:submit").routeId("submit-payout").routeConfigurationId(ErrorPolicy.STAGE).noStreamCaching()
                .description("Sends a checked payout as one transfer: PENDING, REJECTED, or UNKNOWN where nobody can say")
                .enrich("direct:djamo-transfer", keepAnswer()).id("send-transfer")
                .process(conclude(Names.ANSWER, meanings::afterTransfer))
                .to("ledger:record");
    }
}
