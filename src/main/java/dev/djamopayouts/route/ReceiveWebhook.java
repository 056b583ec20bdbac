package dev.djamopayouts.route;

import org.apache.camel.builder.RouteBuilder;

/**
 * Djamo's events. The HTTP server has refused what is too large before this route sees it. A signature costs less than
 * anything that comes after it, so it is looked at first; nothing is answered 2xx that is not durable.
 */
final class ReceiveWebhook extends RouteBuilder {

    /** Where Djamo is to be told to send them. */
    static final String PATH = "/webhooks/djamo";

    /** For whoever sends a body byte by byte, and longer than the ledger's file may be held by another program. */
    private static final long LONGEST_MILLIS = 20_000;

    private final WebhookDesk desk;

    ReceiveWebhook(WebhookDesk desk) {
        this.desk = desk;
    }

    @Override
    public void configure() {
        from("platform-http:" + PATH + "?httpMethodRestrict=POST&useCookieHandler=false&requestTimeout=" + LONGEST_MILLIS)
                .routeId("receive-webhook").routeConfigurationId(ErrorPolicy.WEBHOOK)
                .description("Takes an event of Djamo's: signed over its raw bytes, within bounds, and durable before it is answered 2xx")
                .choice()
                    .when(desk::isForged)
                        .process(WebhookReply.UNSIGNED::give)
                    .when(desk::isCrowded)
                        .process(WebhookReply.CROWDED::give)
                    .otherwise()
                        .doTry()
                            .to("direct:enter-event")
                        .doFinally()
                            .process(desk::leave)
                        .end()
                .end();

        from("direct:enter-event").routeId("enter-event").routeConfigurationId(ErrorPolicy.WEBHOOK)
                .description("Reads an event and enters it in the ledger: a payout is led on, or the event is found to say nothing new, or kept aside")
                .process(desk::read)
                .choice()
                    .when(desk::isRead)
                        .process(desk::enter)
                        .process(WebhookReply.TAKEN::give)
                    .otherwise()
                        .process(WebhookReply.UNREADABLE::give)
                .end();
    }
}
