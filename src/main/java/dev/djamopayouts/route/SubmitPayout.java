package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.conclude;
import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * Stage "submit": one transfer for each payout. It is SUBMITTING in the ledger, with its reference, before this route sees
 * it; it is sent once, and only while its claim surely outlives the call.
 */
final class SubmitPayout extends RouteBuilder {

    private final Meanings meanings;
    private final Clock clock;
    private final long callMillis;

    /** @param callMillis the longest a call may take, waiting for a connection included */
    SubmitPayout(Meanings meanings, Clock clock, long callMillis) {
        this.meanings = meanings;
        this.clock = clock;
        this.callMillis = callMillis;
    }

    @Override
    public void configure() {
        from("ledger:submit").routeId("submit-payout").routeConfigurationId(ErrorPolicy.STAGE)
                .description("Sends a checked payout as one transfer: PENDING, REJECTED, or UNKNOWN where nobody can say")
                .choice()
                    .when(this::claimEndsTooSoon)
                        .setProperty(Names.OUTCOME, constant(new Outcome.NotSent("waited too long to be sent", 0)))
                    .otherwise()
                        .enrich("direct:djamo-transfer", keepAnswer()).id("send-transfer")
                        .process(conclude(Names.ANSWER, meanings::afterTransfer))
                .end()
                .to("ledger:record");
    }

    private boolean claimEndsTooSoon(Exchange exchange) {
        return exchange.getMessage().getBody(Payout.class).claim().expiresAtMillis() - clock.millis() < callMillis;
    }
}
