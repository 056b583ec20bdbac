package dev.djamopayouts.djamo;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether calls may be made at all. A refused token closes it until a probe works; a rate limit and an API that cannot be
 * reached or loses every answer close it for a while; one that loses the answers to transfers closes it for transfers. While
 * it is closed nothing is claimed, so payouts wait where they are, in the ledger. It goes by a clock that nobody sets.
 */
public final class ApiGate {

    private static final Logger LOG = LoggerFactory.getLogger(ApiGate.class);
    private static final long LEAST_PAUSE_MILLIS = 1_000;
    /** What waits to be sent outlasts such a pause; before a longer one it is given back. */
    private static final long BRIEF_NANOS = TimeUnit.SECONDS.toNanos(5);
    /** So many calls of any kind without one answer: the API is as good as not there. */
    private static final int LOST_IN_A_ROW = 20;

    private final LongSupplier nanos;
    private final Backoff backoff;
    private final TransferBreaker transfers = new TransferBreaker();
    private boolean tokenRefused;
    private boolean unreachable;
    private int lostInARow;
    private int failures;
    private long pausedUntilNanos;
    private int transferFailures;
    private long transfersProbedNotBeforeNanos;

    /**
     * @param nanos   a clock that only goes forward
     * @param backoff how long it stays closed after a failure
     */
    public ApiGate(LongSupplier nanos, Backoff backoff) {
        this.nanos = nanos;
        this.backoff = backoff;
        this.pausedUntilNanos = nanos.getAsLong();
    }

    /** Whether no call but a probe may be made now. */
    public synchronized boolean isClosed() {
        return tokenRefused || isPaused();
    }

    /** Whether such a call had better not wait to be sent: held back, and not only for the few seconds that the API asked for. */
    synchronized boolean holdsBackForLong(CallKind call) {
        boolean closed = tokenRefused || isPaused() && (unreachable || pauseNanos() > BRIEF_NANOS);
        return switch (call) {
            case PROBE -> false;
            case TRANSFER -> closed || !transfers.wouldLetThrough();
            case BATCH -> closed || !transfers.wouldLetBatchThrough();
            case QUESTION -> closed;
        };
    }

    /** How long it stays closed at least, nanoseconds; 0 where it is paused no more. */
    public synchronized long pauseNanos() {
        return Math.max(0, pausedUntilNanos - nanos.getAsLong());
    }

    /** How many transfers may be claimed now, at most so many. */
    public synchronized int transfersAtOnce(int most) {
        if (isClosed() || !transfers.wouldLetThrough()) {
            return 0;
        }
        return transfers.state() == TransferBreaker.State.CLOSED ? most : Math.min(1, most);
    }

    /** How many payouts may go in one call, at most so many. */
    public synchronized int payoutsTogether(int most) {
        return transfers.wouldLetBatchThrough() ? most : 1;
    }

    /** Whether the API said that the token does not work, and has not taken it back. */
    public synchronized boolean isTokenRefused() {
        return tokenRefused;
    }

    /** Whether the last call did not reach the API, or the last many were never answered. */
    public synchronized boolean isUnreachable() {
        return unreachable;
    }

    /** Whether no transfer goes at all since their answers were lost, not even one that finds out whether they come back. */
    public synchronized boolean sendsNoTransfers() {
        return transfers.state() == TransferBreaker.State.OPEN;
    }

    /** Whether transfers are held back because their answers were lost. */
    public synchronized boolean losesTransfers() {
        return transfers.state() != TransferBreaker.State.CLOSED;
    }

    /** Whether it is time to try whether the API answers again. */
    public synchronized boolean wantsProbe() {
        boolean forTransfers = transfers.state() == TransferBreaker.State.OPEN
                && nanos.getAsLong() - transfersProbedNotBeforeNanos >= 0;
        return (tokenRefused || forTransfers) && !isPaused();
    }

    /** Whether this call may go out; one that may is heard of in {@link #observe} or {@link #unsent}. */
    synchronized boolean admits(CallKind call) {
        return switch (call) {
            case PROBE -> true;
            case TRANSFER -> !isClosed() && transfers.letThrough();
            case BATCH -> !isClosed() && transfers.wouldLetBatchThrough();
            case QUESTION -> !isClosed();
        };
    }

    /** A call that might have gone out did not, for a reason that is ours. */
    synchronized void unsent(CallKind call) {
        if (call == CallKind.TRANSFER) {
            transfers.unsent();
        }
    }

    /** Learns from an answer. */
    synchronized void observe(Answer<?> answer, CallKind call) {
        boolean probe = call == CallKind.PROBE;
        boolean lost = answer.meaning() == Meaning.LOST;
        lostInARow = lost ? lostInARow + 1 : 0;
        if (answer.evidence().httpStatus() != 0 && answer.meaning() != Meaning.TOLD && lostInARow < LOST_IN_A_ROW) {
            // Whatever it answered, it was there.
            unreachable = false;
        }
        switch (answer.meaning()) {
            case UNAUTHORISED -> {
                if (call != CallKind.BATCH || !transfers.forbidsBatches(answer)) {
                    closeForToken(answer.text());
                }
            }
            case TOO_MANY -> pauseAsAsked(Math.max(answer.retryAfterMillis(), LEAST_PAUSE_MILLIS));
            case NOT_REACHED -> closeForOutage("cannot be reached (" + answer.text() + ")");
            case TOLD -> open(probe);
            // Whatever else it says to a probe, it no longer refuses the token.
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED -> {
                if (probe) {
                    open(true);
                }
            }
            case LOST -> {
                if (lostInARow >= LOST_IN_A_ROW) {
                    closeForOutage("answers nothing (" + answer.text() + ")");
                }
            }
        }
        if (call == CallKind.TRANSFER || call == CallKind.BATCH) {
            observeTransfer(answer, call);
        } else if (probe && transfers.state() == TransferBreaker.State.OPEN) {
            putOffTransfers();
        }
    }

    private void observeTransfer(Answer<?> answer, CallKind call) {
        TransferBreaker.State before = transfers.state();
        transfers.heard(answer, call == CallKind.BATCH);
        if (before == transfers.state()) {
            return;
        }
        switch (transfers.state()) {
            case OPEN -> {
                if (before == TransferBreaker.State.CLOSED) {
                    LOG.error("Djamo loses the answers to transfers ({}): none is sent, payouts wait in the ledger; the balance"
                            + " is asked for now and then, and once that is answered one transfer at a time finds out", answer.text());
                }
                putOffTransfers();
            }
            case CLOSED -> {
                transferFailures = 0;
                LOG.info("transfers are answered again: all are sent");
            }
            case TRYING -> { }
        }
    }

    /** What only asks goes on meanwhile. */
    private void putOffTransfers() {
        transferFailures++;
        transfersProbedNotBeforeNanos = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(backoff.waitMillis(transferFailures));
    }

    private void closeForToken(String text) {
        if (!tokenRefused) {
            LOG.error("Djamo refuses the access token ({}): nothing is sent until it works again. Give a valid"
                    + " djamo.access-token; a probe every few seconds finds out by itself whether this one works", text);
        }
        tokenRefused = true;
        pauseLonger();
    }

    private void closeForOutage(String what) {
        if (!unreachable) {
            LOG.warn("the Djamo API {}: payouts wait in the ledger, the next try is made by itself", what);
        }
        unreachable = true;
        pauseLonger();
    }

    private boolean isPaused() {
        return pauseNanos() > 0;
    }

    /** One pause for all the calls that fail together, the next one longer. */
    private void pauseLonger() {
        if (!isPaused()) {
            failures++;
            pause(backoff.waitMillis(failures));
        }
    }

    private void pauseAsAsked(long millis) {
        if (pauseNanos() <= BRIEF_NANOS && TimeUnit.MILLISECONDS.toNanos(millis) > BRIEF_NANOS) {
            LOG.warn("Djamo answers 429 and asks for a pause of {} s: payouts wait in the ledger until then", millis / 1_000);
        }
        pause(millis);
    }

    private void pause(long millis) {
        long until = nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(millis);
        if (until - pausedUntilNanos > 0) {
            pausedUntilNanos = until;
        }
    }

    private void open(boolean probe) {
        if (tokenRefused && !probe) {
            // A call that was let through before the token was refused proves nothing.
            return;
        }
        if (tokenRefused || unreachable) {
            LOG.info("the Djamo API answers again: work resumes");
        }
        if (!probe) {
            failures = 0;
        } else {
            transfers.tryAgain();
        }
        tokenRefused = false;
        unreachable = false;
    }
}
