package dev.djamopayouts.djamo;

import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Ruling;
import java.time.Clock;

/**
 * What an event means for the payout that bears its reference. Pure. A signature proves who said it and not when: any event
 * may be an old one, so none leads backwards, and none alone lets anything be sent.
 */
public final class WebhookMeanings {

    private final Meanings meanings;
    private final Pacing pacing;
    private final Clock clock;

    public WebhookMeanings(Meanings meanings, Pacing pacing, Clock clock) {
        this.meanings = meanings;
        this.pacing = pacing;
        this.clock = clock;
    }

    /** What is to be made of the event, the payout being as the ledger has it now. */
    public Ruling of(Payout payout, WebhookEvent event) {
        return switch (payout.state()) {
            case RECEIVED, HELD, CHECKED -> unsent(payout, event);
            case SUBMITTING -> underWay(payout, event);
            case UNKNOWN -> inDoubt(payout, event);
            case PENDING -> pending(payout, event);
            case COMPLETED, FAILED, REJECTED -> ended(payout, event);
        };
    }

    /**
     * Djamo has what the ledger never sent, or surely did not send: another system used the reference, the ledger is an old
     * copy, or an answer that said "not sent" was wrong. A lookup finds out; until then nothing goes out.
     */
    private Ruling unsent(Payout payout, WebhookEvent event) {
        String what = "Djamo tells of " + told(event) + " under the reference of a payout that is " + payout.state()
                + " here; nothing is sent before it was looked up; "
                + (payout.progress().attempts() > 0 ? "it may be an earlier sending of ours" : "find out who sent it");
        return new Ruling.Applies(new Outcome.InDoubt(Doubt.DUPLICATE_REFERENCE, what, clock.millis()), what);
    }

    /** The event came before the answer to our call, which finds its claim void. */
    private Ruling underWay(Payout payout, WebhookEvent event) {
        String contradiction = event.transaction().contradiction(payout);
        if (contradiction != null) {
            return conflict(contradiction);
        }
        // A second call is under way: the transaction of the first one failed, and the second may yet be paid.
        boolean ofAnEarlierCall = event.status() == Status.FAILED && payout.progress().attempts() > 1;
        return event.status() == null || ofAnEarlierCall ? new Ruling.Repeats() : adopted(payout, event, null);
    }

    private Ruling inDoubt(Payout payout, WebhookEvent event) {
        if (payout.progress().doubt() == Doubt.CONFLICT) {
            return lookNow("Djamo told of " + told(event));
        }
        String contradiction = event.transaction().contradiction(payout);
        if (contradiction != null) {
            return conflict(contradiction);
        }
        // It was sent more than once: a lookup shows whether another transaction than this one moved money.
        boolean proves = event.status() != null && (event.status() != Status.FAILED || payout.progress().attempts() <= 1);
        return proves ? adopted(payout, event, null) : lookNow("Djamo told of " + told(event));
    }

    private Ruling pending(Payout payout, WebhookEvent event) {
        if (!event.transaction().id().equals(payout.progress().djamoId())) {
            return another(payout, event);
        }
        String contradiction = event.transaction().contradiction(payout);
        if (event.status() == null) {
            return lookNow("Djamo told of " + told(event));
        }
        return switch (event.status()) {
            case PENDING -> contradiction == null ? new Ruling.Repeats() : new Ruling.Contradicts(contradiction);
            case COMPLETED, FAILED -> adopted(payout, event, contradiction);
        };
    }

    /** What is final stays as it is. */
    private Ruling ended(Payout payout, WebhookEvent event) {
        boolean failed = event.status() == Status.FAILED;
        if (payout.progress().djamoId() == null) {
            // Refused by Djamo, or given up by a person: that a transaction failed agrees with it.
            return failed ? new Ruling.Repeats() : new Ruling.Contradicts("it is " + payout.state() + " here, and Djamo tells of "
                    + told(event) + "; find out whether it was paid");
        }
        if (!event.transaction().id().equals(payout.progress().djamoId())) {
            return another(payout, event);
        }
        boolean otherEnd = payout.state() == PayoutState.COMPLETED ? failed : event.status() == Status.COMPLETED;
        if (otherEnd) {
            return new Ruling.Contradicts("it is " + payout.state() + " here, and Djamo tells of " + told(event)
                    + "; ask Djamo what became of it, the ledger never changes what is final");
        }
        String contradiction = event.transaction().contradiction(payout);
        return contradiction == null ? new Ruling.Repeats() : new Ruling.Contradicts(contradiction);
    }

    private Ruling adopted(Payout payout, WebhookEvent event, String alarm) {
        return new Ruling.Applies(meanings.adopt(payout, event.transaction(), alarm), null);
    }

    private Ruling conflict(String contradiction) {
        return new Ruling.Applies(Meanings.conflict(contradiction, pacing.slowlyAt(clock.millis())), null);
    }

    private Ruling lookNow(String why) {
        return new Ruling.Applies(new Outcome.NotYet(why, clock.millis()), null);
    }

    private static Ruling another(Payout payout, WebhookEvent event) {
        return new Ruling.Contradicts("Djamo tells of " + told(event) + " under its reference, and the ledger has "
                + payout.progress().djamoId() + "; it may have been paid twice: ask Djamo to cancel all but one");
    }

    private static String told(WebhookEvent event) {
        return "transaction " + event.transaction().id() + " (" + (event.status() == null ? "unclear" : event.status()) + ")";
    }
}
