package dev.djamopayouts.route;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What fails at an inbox beside its route, once a minute and without a stack. Camel says each of these at every poll: an
 * SFTP server that is away for a night would bury the log.
 */
final class InboxTrouble implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(InboxTrouble.class);

    private final Complaints complaints = new Complaints(LOG);

    /** A poll that failed: {@link InboxWatch} has said it, with the remedy. */
    @Override
    public void handleException(Throwable exception) {
        LOG.debug("a poll failed", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        LOG.debug("a poll failed", exception);
    }

    /** A file that could not be moved or locked: it stays where it is and is taken again. */
    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        complaints.say(Level.WARN, "inbox", "the file " + exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class)
                + " could not be moved on, it is tried again; check that its folder and the archive may be written", exception);
    }
}
