package dev.djamopayouts.djamo;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops transfers when their answers are lost: each one that is sent then would be in doubt and have to be looked up. It
 * opens when so many of the latest answers were lost; once the API was seen to answer, single transfers find out, one at a
 * time, whether theirs come back, and after some good ones all may go again. And where the API took no batch since, and says
 * that there are none, none goes any more.
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

    private static final Logger LOG = LoggerFactory.getLogger(TransferBreaker.class);
    private static final int WINDOW = 20;
    private static final int LOST_TO_OPEN = 10;
    private static final int GOOD_TO_CLOSE = 3;
    private static final int FORBIDDEN = 403;

    private State state = State.CLOSED;
    /** The latest answers, the youngest in the lowest bit; 1 where it was lost. */
    private int latest;
    private int good;
    private boolean oneUnderWay;
    private boolean tookBatches;
    private boolean withoutBatches;

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

    /** Whether several transfers may go out in one call now: too much to find out with. */
    boolean wouldLetBatchThrough() {
        return state == State.CLOSED && !withoutBatches;
    }

    /** The answer to a call that {@link #letThrough} let go, or to a batch. */
    void heard(Answer<?> answer, boolean batch) {
        if (batch && answer.meaning() == Meaning.TOLD) {
            tookBatches = true;
            withoutBatches = false;
        }
        switch (answer.meaning()) {
            case TOLD, REFUSED, UNPROCESSABLE, REFERENCE_USED -> heard(false);
            // Too large for somebody on the way: that is an answer.
            case LOST -> heard(!batch || answer.evidence().httpStatus() != BatchMeanings.TOO_LARGE);
            case MISSING -> {
                if (batch && !tookBatches) {
                    goWithoutBatches(answer.text());
                } else {
                    // No API that takes transfers, or took batches, answers one so: it is in doubt like one whose answer is lost.
                    heard(true);
                }
            }
            case UNAUTHORISED -> {
                if (batch && forbidsBatches(answer)) {
                    goWithoutBatches(answer.text());
                }
                unsent();
            }
            case TOO_MANY, NOT_REACHED -> unsent();
        }
    }

    /** Whether an answer to a batch says that this token may send none, which single transfers may all the same. */
    boolean forbidsBatches(Answer<?> answer) {
        return answer.meaning() == Meaning.UNAUTHORISED && answer.evidence().httpStatus() == FORBIDDEN && !tookBatches;
    }

    private void goWithoutBatches(String text) {
        if (!withoutBatches) {
            LOG.error("Djamo offers no batches ({}): from now on payouts go one by one. Set payouts.mode=single; or have Djamo offer"
                    + " them to you, and start again", text);
        }
        withoutBatches = true;
    }

    /** The answer to a transfer came, or is lost. Those sent before it opened are heard as well, and close nothing. */
    private void heard(boolean lost) {
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
                    // Single ones are answered: a batch that is answered 404 now, the first after so many losses, is no mishap.
                    tookBatches = false;
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
