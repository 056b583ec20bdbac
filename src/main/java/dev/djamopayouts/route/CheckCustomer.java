package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.conclude;
import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Meanings;
import org.apache.camel.builder.RouteBuilder;

/**
 * Stage "check": each payout is enriched with whether its beneficiary is a Djamo customer. Where that is known of the number
 * already, the ledger concludes the check by itself and the payout never comes here.
 */
final class CheckCustomer extends RouteBuilder {

    private final Meanings meanings;

    CheckCustomer(Meanings meanings) {
        this.meanings = meanings;
    }

    @Override
    public void configure() {
        from("ledger:check").routeId("check-customer").routeConfigurationId(ErrorPolicy.STAGE).noStreamCaching()
                .description("Enriches a received payout with the customer check: CHECKED, or REJECTED BE06")
                .enrich("direct:djamo-check-customer", keepAnswer()).id("enrich-with-customer")
                .process(conclude(Names.ANSWER, meanings::afterCheck))
                .to("ledger:record");
    }
}
