package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.djamo.WebhookEvent;
import dev.djamopayouts.djamo.WebhookMeanings;
import dev.djamopayouts.djamo.WebhookSignature;
import dev.djamopayouts.djamo.WebhookTrust;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.Notice;
import dev.djamopayouts.ledger.Notifications.Heard;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Where events of Djamo's are examined and entered, step by step; the route decides what comes after what. */
final class WebhookDesk {

    /** What becomes of what comes: those that were taken, then those that were not. */
    static final List<String> RESULTS = List.of("applied", "repeated", "contradicted", "unknown", "forged", "crowded", "unreadable", "not-taken");

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDesk.class);
    private static final String EVENT = "webhookEvent";

    private final WebhookSignature signature;
    private final Ledger ledger;
    private final WebhookMeanings meanings;
    private final WebhookTrust trust;
    private final Consumer<String> counter;
    private final WebhookRoom room = new WebhookRoom(System::nanoTime);
    private final Complaints complaints = new Complaints(LOG);

    /** @param counter told of every request, by what became of it */
    WebhookDesk(WebhookSignature signature, Ledger ledger, WebhookMeanings meanings, WebhookTrust trust, Consumer<String> counter) {
        this.signature = signature;
        this.ledger = ledger;
        this.meanings = meanings;
        this.trust = trust;
        this.counter = counter;
    }

    /** Whether it does not come from Djamo. Asked first, so that a flood of those keeps none of Djamo's out. */
    boolean isForged(Exchange exchange) {
        if (signature.holds(raw(exchange), exchange.getMessage().getHeader(WebhookSignature.HEADER, String.class))) {
            return false;
        }
        counter.accept("forged");
        complaints.say(Level.WARN, "forged", "something came to the webhook that Djamo did not sign with djamo.secret-key; it is refused", null);
        return true;
    }

    /** Whether there is no place for it; one that is given is given back when the answer is out. */
    boolean isCrowded(Exchange exchange) {
        if (room.enter()) {
            return false;
        }
        counter.accept("crowded");
        complaints.say(Level.WARN, "crowded", "more events come from Djamo than are taken at once; it is asked to tell them again", null);
        return true;
    }

    void leave(Exchange exchange) {
        room.leave();
    }

    /** Reads it; what is none leaves nothing. */
    void read(Exchange exchange) {
        try {
            exchange.setProperty(EVENT, WebhookEvent.read(raw(exchange)));
        } catch (WebhookEvent.Unreadable e) {
            counter.accept("unreadable");
            complaints.say(Level.WARN, "unreadable", "an event that Djamo signed cannot be read (" + e.getMessage()
                    + "); payouts are asked about as ever, and somebody should ask Djamo what it sends", null);
        }
    }

    boolean isRead(Exchange exchange) {
        return exchange.getProperty(EVENT) != null;
    }

    /** Enters it in the ledger: durable when this returns. */
    void enter(Exchange exchange) {
        WebhookEvent event = exchange.getProperty(EVENT, WebhookEvent.class);
        Transaction told = event.transaction();
        trust.heard();
        Heard heard;
        try {
            heard = ledger.notifications().take(new Notice(told.id(), event.topic(), told.reference(), told.amount(), told.msisdn()),
                    payout -> meanings.of(payout, event));
        } catch (RuntimeException e) {
            counter.accept("not-taken");
            throw e;
        }
        counter.accept(heard.fate().name().toLowerCase(Locale.ROOT));
        if (heard.alarm() != null) {
            LOG.error("payout {}: {}", heard.payout(), heard.alarm());
        }
        switch (heard.fate()) {
            case UNKNOWN -> complaints.say(Level.INFO, "unknown", "Djamo told of " + event + ", whose reference no payout here bears; it is"
                    + " kept aside, webhooks list shows it", null);
            case APPLIED, REPEATED, CONTRADICTED -> { }
        }
    }

    /** The bytes as they came: the signature is over these and no others. */
    private static byte[] raw(Exchange exchange) {
        byte[] raw = exchange.getMessage().getBody(byte[].class);
        return raw == null ? new byte[0] : raw;
    }
}
