package dev.djamopayouts.route;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What Djamo, or whoever passes for it, is answered: a code and a constant sentence, and nothing of what came. */
enum WebhookReply {
    TAKEN(200, "taken"),
    UNREADABLE(400, "not an event of /v1/transactions"),
    UNSIGNED(401, "x-djamo-hmac-sha256 is not the signature of this body"),
    CROWDED(429, "too many events, tell it again later"),
    NOT_TAKEN(503, "the event cannot be recorded now, tell it again later");

    private static final int RETRY_AFTER_SECONDS = 5;

    private final int code;
    private final String body;

    WebhookReply(int code, String words) {
        this.code = code;
        this.body = "{\"message\":\"" + words + "\"}";
    }

    /** On a clean message: Camel gives back every header that came, and every one of its own. */
    void give(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, code);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        if (this == CROWDED || this == NOT_TAKEN) {
            message.setHeader("Retry-After", Integer.toString(RETRY_AFTER_SECONDS));
        }
        message.setBody(body);
    }
}
