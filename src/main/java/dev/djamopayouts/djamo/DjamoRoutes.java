package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import java.time.Clock;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ValueBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;

/**
 * The Djamo Business API as routes: a payout goes in, an {@link Answer} comes out, never an exception. All calls pass
 * {@code direct:djamo-call}, the one place that speaks HTTP, so that token, limits, clean headers and counting are one.
 */
public final class DjamoRoutes extends RouteBuilder {

    static final String CALL = "direct:djamo-call";
    private static final String LOOKED_UP = "djamoLookedUp";
    private static final String READS_ON = "djamoReadsOn";

    private final DjamoAccess access;
    private final ApiGate gate;
    private final Pace pace;
    private final Listing listing;
    private final CallCounter counter;
    private final Clock clock;

    public DjamoRoutes(DjamoAccess access, ApiGate gate, Pace pace, Listing listing, CallCounter counter, Clock clock) {
        this.access = access;
        this.gate = gate;
        this.pace = pace;
        this.listing = listing;
        this.counter = counter;
        this.clock = clock;
    }

    @Override
    public void configure() {
        // What fails becomes an answer in one place, and every step that could be repeated is one that must not be.
        errorHandler(noErrorHandler());
        // Ours alone: no silent second POST, no redirect, no cookie, whatever the operator sets for other endpoints.
        getCamelContext().getRegistry().bind("djamoClient", new DjamoClient(clock, access.longestCallMillis()));

        call("djamo-transfer", "POST /v1/transactions: sends one payout", DjamoCall::transfer, Transaction::read);
        call("djamo-transaction", "GET /v1/transactions/<id>: how the payout's transaction stands",
                payout -> DjamoCall.transaction(payout.progress().djamoId()), Transaction::read);
        call("djamo-check-customer", "GET /v1/transactions/customers/check: whether the beneficiary is a Djamo customer",
                payout -> DjamoCall.customer(payout.msisdn(), access.subCompanyId()), AnswerReader::customer);

        from("direct:djamo-batch").routeId("djamo-batch")
                .description("POST /v1/transactions/batch: sends payouts together, in one call")
                .transform().body(PayoutBatch.class, batch -> DjamoCall.batch(batch).notAfter(
                        batch.expiresAtMillis() - access.longestCallMillis()))
                .setProperty(DjamoHttp.READING, reading(BatchAnswer::read))
                .to(CALL);

        from("direct:djamo-batch-of-one").routeId("djamo-batch-of-one")
                .description("POST /v1/transactions for a batch of one payout, which needs no batches to be offered")
                .transform().body(PayoutBatch.class, batch -> batch.payouts().get(0))
                .to("direct:djamo-transfer");

        from("direct:djamo-page").routeId("djamo-page")
                .description("GET /v1/transactions?cursor=: a page of the list of everything that Djamo booked")
                .setProperty(DjamoHttp.READING, reading(Page::read))
                .to(CALL);

        from("direct:djamo-balance").routeId("djamo-balance")
                .description("GET /v1/balance: what the business account holds; also the probe that finds out whether the token works")
                .process(exchange -> exchange.getMessage().setBody(DjamoCall.balance()))
                .setProperty(DjamoHttp.READING, reading(AnswerReader::balance))
                .to(CALL);

        lookups();
        exchangeHttp();
    }

    private void lookups() {
        call("djamo-reference", "GET /v1/transactions?reference=: the transactions that bear the payout's reference",
                payout -> DjamoCall.byReference(payout.reference()), Transaction::readList);

        from("direct:djamo-lookup").routeId("djamo-lookup")
                .description("Looks a payout up by its reference, or in the list of all transactions where Djamo offers no such lookup")
                .setProperty(LOOKED_UP).body(Payout.class)
                .choice()
                    .when(exchange -> listing.replacesLookup())
                        .process(this::lookUpInList)
                    .otherwise()
                        .to("direct:djamo-reference")
                        .filter(this::hasNoLookup)
                            .process(this::lookUpInList)
                        .end()
                .end();

        from("direct:djamo-list").routeId("djamo-list")
                .description("Reads the list page by page, for all payouts in doubt together")
                .setProperty(READS_ON, constant(true))
                .loopDoWhile(exchangeProperty(READS_ON))
                    .process(exchange -> exchange.getMessage().setBody(listing.nextCall()))
                    .to("direct:djamo-page")
                    .process(this::takePage)
                .end();
    }

    private void lookUpInList(Exchange exchange) {
        exchange.getMessage().setBody(listing.lookUp(exchange.getProperty(LOOKED_UP, Payout.class)));
    }

    @SuppressWarnings("unchecked")
    private boolean hasNoLookup(Exchange exchange) {
        return listing.showsThatThereIsNoLookup(exchange.getProperty(LOOKED_UP, Payout.class),
                exchange.getMessage().getBody(Answer.class));
    }

    @SuppressWarnings("unchecked")
    private void takePage(Exchange exchange) {
        exchange.setProperty(READS_ON, listing.take(exchange.getMessage().getBody(Answer.class)));
    }

    private void call(String id, String description, Function<Payout, DjamoCall> request, Function<JsonNode, ?> reading) {
        from("direct:" + id).routeId(id).noStreamCaching().description(description)
                .transform().body(Payout.class, payout -> request.apply(payout).notAfter(
                        payout.claim().expiresAtMillis() - access.longestCallMillis()))
                .setProperty(DjamoHttp.READING, reading(reading))
                .to(CALL);
    }

    private void exchangeHttp() {
        DjamoHttp http = new DjamoHttp(access, gate, pace, counter, clock, () -> getCamelContext().getStatus().isStopping());
        from(CALL).routeId("djamo-call").noStreamCaching()
                .description("The one way to the Djamo API: so many calls at once, at the API's pace, one HTTP request on a clean message, and an answer for every failure")
                .doTry()
                    .process(http::takeTurn)
                    .choice()
                    .when(http::mayNotSend)
                        .process(http::answerHeldBack)
                    .otherwise()
                        .process(http::prepare)
                        .choice().when(body().isNotNull()).marshal().json(JsonLibrary.Jackson).end()
                        .to(access.endpointUri()).id("call-djamo")
                        .process(http::answer)
                    .end()
                .endDoTry()
                .doCatch(Exception.class)
                    .process(http::answerFailure)
                .doFinally()
                    .process(http::endTurn)
                .end();
    }

    private ValueBuilder reading(Function<JsonNode, ?> reading) {
        return constant(reading);
    }
}
