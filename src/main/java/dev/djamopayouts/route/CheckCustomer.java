package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.conclude;
import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.ledger.Customers;
import dev.djamopayouts.payout.Payout;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** Stage "check": each payout is enriched with whether its beneficiary is a Djamo customer, asked once in a while a number. */
final class CheckCustomer extends RouteBuilder {

    private final Customers customers;
    private final Meanings meanings;
    private final long validMillis;

    CheckCustomer(Customers customers, Meanings meanings, long validMillis) {
        this.customers = customers;
        this.meanings = meanings;
        this.validMillis = validMillis;
    }

    @Override
    public void configure() {
        from("ledger:check").routeId("check-customer").routeConfigurationId(ErrorPolicy.STAGE)
                .description("Enriches a received payout with the customer check, remembered or asked: CHECKED, or REJECTED BE06")
                .process(this::remember)
                .choice()
                    .when(exchangeProperty(Names.REMEMBERED).isNotNull())
                        .process(conclude(Names.REMEMBERED, meanings::afterCheck))
                    .otherwise()
                        .enrich("direct:djamo-check-customer", keepAnswer()).id("enrich-with-customer")
                        .process(conclude(Names.ANSWER, meanings::afterCheck))
                .end()
                .to("ledger:record");
    }

    private void remember(Exchange exchange) {
        customers.remembered(exchange.getMessage().getBody(Payout.class), validMillis)
                .ifPresent(customer -> exchange.setProperty(Names.REMEMBERED, Steps.remembered(customer)));
    }
}
