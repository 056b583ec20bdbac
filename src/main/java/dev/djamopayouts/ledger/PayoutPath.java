package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Event.Kind;
import dev.djamopayouts.payout.PayoutState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The way of one payout by its events, and whether it led where the payout's row stands. Pure: events and a row go in,
 * sentences about what is wrong come out.
 */
final class PayoutPath {

    /**
     * Where every row begins, CHECKED where its number was known to be a customer's as it was read; a payout that was there
     * before the trail may begin anywhere.
     */
    private static final Set<PayoutState> BEGINNINGS = Set.of(PayoutState.RECEIVED, PayoutState.CHECKED, PayoutState.HELD,
            PayoutState.REJECTED);
    /** The answers after which a payout that was being sent is surely not at Djamo; 0 is none, for want of a connection. */
    private static final Set<Integer> UNSENT = Set.of(0, 401, 403, 429);

    /**
     * What the payout's row says.
     *
     * @param state null where it is no state of ours
     * @param mends the payout that it asks for again, or null
     */
    record Row(PayoutState state, String djamoId, int attempts, String reasonCode, Long fee, String mends) {
    }

    private final boolean foundOnTheWay;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> sentWrongly = new ArrayList<>();
    private String first;
    private SealedEvent last;
    private String djamoId;
    private int sendings;
    private String mends;

    /** @param foundOnTheWay whether the payout was there before the trail began */
    PayoutPath(boolean foundOnTheWay) {
        this.foundOnTheWay = foundOnTheWay;
    }

    void add(SealedEvent sealed) {
        Event event = sealed.event();
        if (event.kind() == Kind.MENDED) {
            mends = event.detail();
            return;
        }
        if (event.kind() == Kind.CONTRADICTED) {
            contradicted(sealed);
            return;
        }
        if (last == null) {
            first = event.from();
        } else if (!Objects.equals(event.from(), last.event().to())) {
            wrong.add("event " + sealed.seq() + " begins at " + event.from() + " where event " + last.seq() + " ended at " + last.event().to());
        }
        PayoutState from = state(event.from());
        PayoutState to = state(event.to());
        if (event.kind() == Kind.NOTIFIED && !mayBeToldUnasked(event, to)) {
            wrong.add("event " + sealed.seq() + " goes to " + event.to() + (event.djamoId() == null ? " without a transaction" : "")
                    + ", which no event of Djamo's may bring about");
        }
        if (from == null || to == null || !from.mayBecome(to)) {
            wrong.add("event " + sealed.seq() + " goes from " + event.from() + " to " + event.to() + ", which no payout may");
        }
        if (to == PayoutState.SUBMITTING) {
            sendings++;
        }
        if (to == PayoutState.CHECKED && !mayBeSentAgain(event, from)) {
            sentWrongly.add("event " + sealed.seq() + " gives it to be sent again after " + from + " and HTTP "
                    + event.evidence().httpStatus());
        }
        djamoId = event.djamoId() == null ? djamoId : event.djamoId();
        last = sealed;
    }

    /** It changes nothing, and stands where the payout stood. */
    private void contradicted(SealedEvent sealed) {
        Event event = sealed.event();
        if (!Objects.equals(event.from(), event.to()) || last != null && !event.from().equals(last.event().to())) {
            wrong.add("event " + sealed.seq() + " contradicts a payout that goes from " + event.from() + " to " + event.to()
                    + (last == null ? "" : " where event " + last.seq() + " ended at " + last.event().to()));
        }
    }

    /** Nothing is sent on the strength of what was told unasked, and nothing is paid or failed without its transaction. */
    private static boolean mayBeToldUnasked(Event event, PayoutState to) {
        return to != null && switch (to) {
            case PENDING, COMPLETED, FAILED -> event.djamoId() != null;
            case UNKNOWN -> true;
            case RECEIVED, HELD, CHECKED, SUBMITTING, REJECTED -> false;
        };
    }

    private static boolean mayBeSentAgain(Event event, PayoutState from) {
        int status = event.evidence().httpStatus();
        boolean concluded = event.kind() == Kind.CONCLUDED;
        if (from == null || event.kind() == Kind.DECIDED) {
            return true;
        }
        return switch (from) {
            case RECEIVED, HELD, CHECKED -> true;
            case UNKNOWN -> concluded && status >= 200 && status < 300;
            case SUBMITTING -> concluded && UNSENT.contains(status);
            case PENDING, COMPLETED, FAILED, REJECTED -> false;
        };
    }

    /** The state in which the row came in, by its first event, or by its row where nothing happened to it. */
    String first(String rowState) {
        return last == null ? rowState : first;
    }

    /** How often it was sent again, by the events. */
    int sentAgain() {
        return Math.max(0, sendings - 1);
    }

    /** What is wrong with how it came to be sent again. */
    List<String> sentWrongly() {
        return sentWrongly;
    }

    /** What is wrong with the way, now that it ended at this row. */
    List<String> end(Row row) {
        PayoutState begun = last == null ? row.state() : state(first);
        if (!foundOnTheWay && (begun == null || !BEGINNINGS.contains(begun))) {
            wrong.add(last == null ? "it is " + row.state() + " but has no event" : "its first event begins at " + first);
        }
        if (last != null && row.state() != state(last.event().to())) {
            wrong.add("it is " + row.state() + " where its last event, " + last.seq() + ", left it " + last.event().to());
        }
        if (!Objects.equals(row.djamoId(), djamoId) && !(foundOnTheWay && djamoId == null)) {
            wrong.add("it has the transaction " + row.djamoId() + " where its events say " + djamoId);
        }
        if (row.mends() != null && !row.mends().equals(mends)) {
            wrong.add("it mends " + row.mends() + " where its events say " + mends);
        }
        int attempts = last == null ? 0 : last.event().attempt();
        if (row.attempts() != attempts && !(foundOnTheWay && last == null)) {
            wrong.add("it was sent " + row.attempts() + " times where its events say " + attempts);
        }
        if (last != null && row.state() != null && row.state().isFinal() && last.event().kind() != Kind.DECIDED) {
            compareEnd(row, Objects.requireNonNullElse(last.event().detail(), ""));
        }
        return wrong;
    }

    private void compareEnd(Row row, String detail) {
        if (row.state() != PayoutState.COMPLETED && !detail.equals(row.reasonCode())) {
            wrong.add("it was not paid for " + row.reasonCode() + " where its last event says " + detail);
        }
        if (detail.startsWith(Event.FEE) && !detail.split(" ", 2)[0].equals(Event.FEE + row.fee())) {
            wrong.add("its fee is " + row.fee() + " where its last event says " + detail);
        }
    }

    /** The state of this name, or null. */
    static PayoutState state(String name) {
        for (PayoutState state : PayoutState.values()) {
            if (state.name().equals(name)) {
                return state;
            }
        }
        return null;
    }
}
