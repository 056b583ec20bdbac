package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.conclude;
import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Meanings;
import org.apache.camel.builder.RouteBuilder;

/** Stage "track": a pending payout is asked about at growing intervals until it is paid or failed. */
final class TrackPayout extends RouteBuilder {

    private final Meanings meanings;

    TrackPayout(Meanings meanings) {
        this.meanings = meanings;
    }

    @Override
    public void configure() {
        from("ledger:track").routeId("track-payout").routeConfigurationId(ErrorPolicy.STAGE).noStreamCaching()
                .description("Asks Djamo how a pending payout stands: COMPLETED, FAILED, or asked again later")
                .enrich("direct:djamo-transaction", keepAnswer()).id("look-at-transaction")
                .process(conclude(Names.ANSWER, meanings::afterLook))
                .to("ledger:record");
    }
}
