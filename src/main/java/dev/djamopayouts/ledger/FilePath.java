package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Event.Kind;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The way of one file by its events, and whether it led where the file stands. Pure. */
final class FilePath {

    private final List<String> wrong = new ArrayList<>();
    private SealedEvent last;
    private boolean found;
    private boolean closed;
    private String acknowledged;

    void add(SealedEvent sealed) {
        Event event = sealed.event();
        if (!Objects.equals(event.from(), last == null ? null : last.event().to()) || !mayBe(event)) {
            wrong.add("event " + sealed.seq() + " takes it from " + event.from() + " to " + event.to() + " (" + event.kind() + ")"
                    + (last == null ? " as its first" : " after event " + last.seq() + " left it " + last.event().to()));
        }
        found |= event.kind() == Kind.FOUND;
        closed |= event.kind() == Kind.CLOSED;
        if (event.kind() == Kind.FOUND || event.kind() == Kind.ANSWERED) {
            acknowledged = event.detail();
        }
        last = sealed;
    }

    private static boolean mayBe(Event event) {
        String step = event.from() + " " + event.to();
        return event.kind() != null && switch (event.kind()) {
            case RECEIVED -> step.equals("null RECEIVING") || step.equals("RECEIVING RECEIVING");
            case ANSWERED -> step.matches("RECEIVING (ACCEPTED|REFUSED|DUPLICATE)");
            case SETTLED -> step.equals("ACCEPTED SETTLED");
            case CLOSED -> step.equals("SETTLED SETTLED");
            case FOUND -> step.startsWith("null ");
            case DECIDED -> true;
            case CLAIMED, CONCLUDED, SHARED, MENDED, NOTIFIED, CONTRADICTED -> false;
        };
    }

    /** Whether the file was there before the trail began. */
    boolean isFound() {
        return found;
    }

    /** What the trail kept of the file and its rows when it was answered, or null. */
    String acknowledged() {
        return acknowledged;
    }

    /** What is wrong with the way, now that it ended with the file in this state. */
    List<String> end(FileState state, boolean fileIsClosed) {
        if (last == null) {
            wrong.add("it is " + state + " but has no event");
        } else if (!state.name().equals(last.event().to())) {
            wrong.add("it is " + state + " where its last event, " + last.seq() + ", left it " + last.event().to());
        }
        if (state == FileState.SETTLED && closed != fileIsClosed && !found) {
            wrong.add("it is " + (fileIsClosed ? "closed" : "not closed") + ", and its events say otherwise");
        }
        return wrong;
    }
}
