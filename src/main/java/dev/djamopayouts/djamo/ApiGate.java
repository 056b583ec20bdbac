package dev.djamopayouts.djamo;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether calls may be made at all. A refused token closes it until a probe works; a rate limit and an API that cannot be
 * reached close it for a while. While it is closed nothing is claimed, so payouts wait where they are, in the ledger.
 */
public final class ApiGate {

    private static final Logger LOG = LoggerFactory.getLogger(ApiGate.class);
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final Clock clock;
    private boolean tokenRefused;
    private boolean unreachable;
    private long pausedUntilMillis;
    private long pauseMillis = FIRST_PAUSE_MILLIS;

    public ApiGate(Clock clock) {
        this.clock = clock;
    }

    /** Whether no call but a probe may be made now. */
    public synchronized boolean isClosed() {
        return tokenRefused || clock.millis() < pausedUntilMillis;
    }

    /** Whether the API said that the token does not work, and has not taken it back. */
    public synchronized boolean isTokenRefused() {
        return tokenRefused;
    }

    /** Whether the last call did not reach the API. */
    public synchronized boolean isUnreachable() {
        return unreachable;
    }

    /** Whether it is time to try whether the token works again. */
    public synchronized boolean wantsProbe() {
        return tokenRefused && clock.millis() >= pausedUntilMillis;
    }

    /** Learns from an answer, of whatever call. */
    synchronized void observe(Answer<?> answer, boolean probe) {
        if (answer.evidence().httpStatus() != 0 && answer.meaning() != Meaning.TOLD) {
            // Whatever it answered, it was there.
            unreachable = false;
        }
        switch (answer.meaning()) {
            case UNAUTHORISED -> closeForToken(answer.text());
            case TOO_MANY -> pauseUntil(clock.millis() + Math.max(answer.retryAfterMillis(), FIRST_PAUSE_MILLIS));
            case NOT_REACHED -> closeForOutage(answer.text());
            case TOLD -> open(probe);
            // Whatever else it says to a probe, it no longer refuses the token.
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED -> {
                if (probe) {
                    open(true);
                }
            }
            case LOST -> { }
        }
    }

    private void closeForToken(String text) {
        if (!tokenRefused) {
            LOG.error("Djamo refuses the access token ({}): nothing is sent until it works again. Give a valid"
                    + " djamo.access-token; a probe every few seconds finds out by itself whether this one works", text);
        }
        tokenRefused = true;
        pauseLonger();
    }

    private void closeForOutage(String text) {
        if (!unreachable) {
            LOG.warn("the Djamo API cannot be reached ({}): payouts wait in the ledger, the next try is made by itself", text);
        }
        unreachable = true;
        pauseLonger();
    }

    /** One pause for all the calls that fail together, the next one longer. */
    private void pauseLonger() {
        if (clock.millis() >= pausedUntilMillis) {
            pauseUntil(clock.millis() + pauseMillis);
            pauseMillis = Math.min(pauseMillis * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private void pauseUntil(long millis) {
        pausedUntilMillis = Math.max(pausedUntilMillis, millis);
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
            pauseMillis = FIRST_PAUSE_MILLIS;
        }
        tokenRefused = false;
        unreachable = false;
    }
}
