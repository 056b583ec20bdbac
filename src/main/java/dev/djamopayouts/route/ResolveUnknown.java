package dev.djamopayouts.route;

import static dev.djamopayouts.route.Steps.conclude;
import static dev.djamopayouts.route.Steps.keepAnswer;

import dev.djamopayouts.djamo.Meanings;
import org.apache.camel.builder.RouteBuilder;

/** Stage "resolve": a payout in doubt is looked up by its reference before anything else is done with it. */
final class ResolveUnknown extends RouteBuilder {

    private final Meanings meanings;

    ResolveUnknown(Meanings meanings) {
        this.meanings = meanings;
    }

    @Override
    public void configure() {
        from("ledger:resolve").routeId("resolve-unknown").routeConfigurationId(ErrorPolicy.STAGE).noStreamCaching()
                .description("Looks a payout in doubt up by its reference: adopts what Djamo holds; lets the same reference be sent again only when it is surely absent")
                .enrich("direct:djamo-lookup", keepAnswer()).id("look-up-reference")
                .process(conclude(Names.ANSWER, meanings::afterLookup))
                .to("ledger:record");
    }
}
