package dev.djamopayouts.route;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/** Says the same trouble once a minute rather than once a try: an outage must not bury the log. */
final class Complaints {

    private static final long EVERY_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Logger log;
    private String last = "";
    private long lastNanos;
    private long held;

    Complaints(Logger log) {
        this.log = log;
    }

    synchronized void error(String text, Throwable cause) {
        String trouble = text.replaceAll("\\d+", "#") + cause;
        long now = System.nanoTime();
        if (trouble.equals(last) && now - lastNanos < EVERY_NANOS) {
            held++;
            log.debug("{}", text, cause);
            return;
        }
        String more = held == 0 ? "" : " (" + held + " more like the last one)";
        log.error("{}: {}{}", text, cause.getMessage() == null ? cause.toString() : cause.getMessage(), more);
        log.debug("in full", cause);
        last = trouble;
        lastNanos = now;
        held = 0;
    }
}
