package dev.djamopayouts.route;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** Says the same kind of trouble once a minute rather than once a payout: an outage must not bury the log. */
final class Complaints {

    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_KINDS = 100;

    private static final class Said {
        private long atNanos;
        private long held;
    }

    private final Logger log;
    private final Map<String, Said> said = new LinkedHashMap<>();

    Complaints(Logger log) {
        this.log = log;
    }

    /**
     * Says it, or counts it for the next time.
     *
     * @param kind  what makes two troubles the same
     * @param text  what and where; the cause, if any, is put behind it
     * @param cause or null
     */
    void say(Level level, String kind, String text, Throwable cause) {
        String whole = cause == null ? text : text + ": " + (cause.getMessage() == null ? cause.toString() : cause.getMessage());
        long held = due(kind + (cause == null ? "" : cause.getClass().getName()));
        if (held < 0) {
            log.debug(whole, cause);
        } else {
            log.atLevel(level).log(held == 0 ? whole : whole + " (and " + held + " more like it before)");
        }
    }

    void error(String kind, String text, Throwable cause) {
        say(Level.ERROR, kind, text, cause);
    }

    /** How many were held back since the last time, or -1 to hold this one back too. */
    private synchronized long due(String kind) {
        long now = System.nanoTime();
        Said before = said.get(kind);
        if (before != null && now - before.atNanos < EVERY_NANOS) {
            before.held++;
            return -1;
        }
        if (said.size() >= MOST_KINDS) {
            said.clear();
        }
        Said fresh = new Said();
        fresh.atNanos = now;
        said.put(kind, fresh);
        return before == null ? 0 : before.held;
    }
}
