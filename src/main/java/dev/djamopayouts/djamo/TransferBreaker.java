package dev.djamopayouts.djamo;

/**
 * Stops transfers when their answers are lost: each one that is sent then would be in doubt and have to be looked up. It
 * opens when so many of the latest answers were lost; once the API was seen to answer, single transfers find out, one at a
 * time, whether theirs come back, and after some good ones all may go again.
 *
 * <p>Not thread-safe: {@link ApiGate} guards it, since whether a call may go out is one decision with one lock.
 */
final class TransferBreaker {

    /** What it lets through. */
    enum State {
        /** All. */
        CLOSED,
        /** None, until {@link #tryAgain()}. */
        OPEN,
        /** One at a time. */
        TRYING
    }

    private static final int WINDOW = 20;
    private static final int LOST_TO_OPEN = 10;
    private static final int GOOD_TO_CLOSE = 3;

    private State state = State.CLOSED;
    /** The latest answers, the youngest in the lowest bit; 1 where it was lost. */
    private int latest;
    private int good;
    private boolean oneUnderWay;

    State state() {
        return state;
    }

    /** Whether a transfer may go out now; one that may must come back with {@link #heard} or {@link #unsent}. */
    boolean letThrough() {
        return switch (state) {
            case CLOSED -> true;
            case OPEN -> false;
            case TRYING -> {
                boolean free = !oneUnderWay;
                oneUnderWay = true;
                yield free;
            }
        };
    }

    /** Whether a transfer would be let through now. */
    boolean wouldLetThrough() {
        return state == State.CLOSED || state == State.TRYING && !oneUnderWay;
    }

    /** The answer to a transfer came, or is lost. Those sent before it opened are heard as well, and close nothing. */
    void heard(boolean lost) {
        oneUnderWay = false;
        latest = (latest << 1 | (lost ? 1 : 0)) & (1 << WINDOW) - 1;
        switch (state) {
            case CLOSED -> {
                if (Integer.bitCount(latest) >= LOST_TO_OPEN) {
                    state = State.OPEN;
                }
            }
            case OPEN -> { }
            case TRYING -> {
                good = lost ? 0 : good + 1;
                if (lost) {
                    state = State.OPEN;
                } else if (good >= GOOD_TO_CLOSE) {
                    state = State.CLOSED;
                    latest = 0;
                }
            }
        }
    }

    /** A transfer surely did not reach the API: that says nothing about answers. */
    void unsent() {
        oneUnderWay = false;
    }

    /** The API answers other calls: time to find out about transfers. */
    void tryAgain() {
        if (state == State.OPEN) {
            state = State.TRYING;
            good = 0;
            oneUnderWay = false;
        }
    }
}
