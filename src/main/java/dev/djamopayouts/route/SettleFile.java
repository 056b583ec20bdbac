package dev.djamopayouts.route;

import dev.djamopayouts.djamo.ApiGate;
import dev.djamopayouts.djamo.Listing;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens by the clock: files whose payouts are all final are settled, an API that refuses is tried again, the list of
 * transactions is read where payouts in doubt wait for it, and the leases of long polls are kept.
 */
final class SettleFile extends RouteBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(SettleFile.class);

    private final Ledger ledger;
    private final ApiGate gate;
    private final Listing listing;
    private final InboxWatch watch;
    private final TotalsGate totals;
    private final long pollMillis;

    SettleFile(Ledger ledger, ApiGate gate, Listing listing, InboxWatch watch, TotalsGate totals, long pollMillis) {
        this.ledger = ledger;
        this.gate = gate;
        this.listing = listing;
        this.watch = watch;
        this.totals = totals;
        this.pollMillis = pollMillis;
    }

    @Override
    public void configure() {
        from("timer:settle-file?delay=0&period=" + Math.min(pollMillis, 1_000)).routeId("settle-file")
                .description("Settles every file whose payouts are all final: from then on its reports are due; tells of control totals that no file came for")
                .routeConfigurationId(ErrorPolicy.CLOCK)
                .process(this::settle)
                .process(exchange -> totals.tellOfOrphans());

        from("timer:probe-api?period=" + Math.min(pollMillis, 1_000)).routeId("probe-api")
                .description("While the token is refused or transfers are lost, asks for the balance now and then, and lets work resume once that is answered")
                .routeConfigurationId(ErrorPolicy.CLOCK)
                .filter(exchange -> gate.wantsProbe())
                    .to("direct:djamo-balance")
                .end();

        from("timer:read-list?period=" + Math.min(pollMillis, 1_000)).routeId("read-list")
                .description("Reads the list of all transactions while payouts in doubt wait for it, as Djamo offers no lookup by reference")
                .routeConfigurationId(ErrorPolicy.CLOCK)
                .filter(exchange -> listing.isDue() && !gate.isClosed())
                    .to("direct:djamo-list")
                .end();

        from("timer:keep-leases?period=1000").routeId("keep-leases")
                .description("Keeps the leases of inboxes whose polls take long, so that no other instance begins to poll them")
                .routeConfigurationId(ErrorPolicy.CLOCK)
                .process(exchange -> watch.keepLeases());
    }

    private void settle(Exchange exchange) {
        for (PayoutFileEntry file : ledger.outcomes().settle()) {
            LOG.info("settled {}: all {} rows are final, its reports are on their way", file.name(), file.rows());
        }
    }
}
