package dev.djamopayouts.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** Leaves the terminal to a command's own words: until it is closed, only errors are logged, or nothing. */
final class QuietLogs extends TurboFilter implements AutoCloseable {

    private final Level least;

    private QuietLogs(Level least) {
        this.least = least;
    }

    /** Does nothing where the operator has put another logging library in place of ours. */
    static QuietLogs begin() {
        return begin(Level.ERROR);
    }

    /** For a command that tells whatever fails itself, in the language of its reader. */
    static QuietLogs silent() {
        return begin(Level.OFF);
    }

    private static QuietLogs begin(Level least) {
        QuietLogs quiet = new QuietLogs(least);
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.addTurboFilter(quiet);
        }
        return quiet;
    }

    @Override
    public FilterReply decide(Marker marker, Logger logger, Level level, String format, Object[] params, Throwable failure) {
        return level.isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }

    @Override
    public void close() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            logback.getTurboFilterList().remove(this);
        }
    }
}
