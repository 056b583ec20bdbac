package dev.djamopayouts.route;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one error policy. No step is repeated in memory: what fails is left where the ledger or the inbox has it, and comes
 * again from there. So a failure is said once in a while, and handed to whoever gave the work:
 * <ul>
 * <li>{@link #INTAKE}: the file stays taken and is received again from its start; one that only waits has not failed;</li>
 * <li>{@link #STAGE}: the payout stays claimed until its lease runs out; one that may have been sent is then in doubt and
 * looked up before anything else;</li>
 * <li>{@link #CLOCK}: the next tick does what this one could not;</li>
 * <li>{@link #WEBHOOK}: the event is not taken and Djamo is told so, that it may tell it again; lost, it is asked for.</li>
 * </ul>
 */
final class ErrorPolicy extends RouteConfigurationBuilder {

    static final String INTAKE = "intake";
    static final String STAGE = "stage";
    static final String CLOCK = "clock";
    static final String WEBHOOK = "webhook";

    private static final Logger LOG = LoggerFactory.getLogger(ErrorPolicy.class);

    private final Complaints complaints = new Complaints(LOG);

    @Override
    public void configuration() {
        RouteConfigurationDefinition intake = routeConfiguration(INTAKE);
        intake.onException(FileWaits.class).logExhausted(false);
        intake.onException(Exception.class).logExhausted(false).process(this::complainOfFile);
        routeConfiguration(STAGE).onException(Exception.class).logExhausted(false);
        // Handled, or the timer says it too, at every tick and with its stack.
        routeConfiguration(CLOCK).onException(Exception.class).logExhausted(false).handled(true).process(this::complainOfTick);
        routeConfiguration(WEBHOOK).onException(Exception.class).logExhausted(false).handled(true).process(this::refuseEvent);
    }

    private void refuseEvent(Exchange exchange) {
        complaints.error("webhook", "an event of Djamo's could not be taken, it is asked to tell it again",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        WebhookReply.NOT_TAKEN.give(exchange);
    }

    private void complainOfTick(Exchange exchange) {
        complaints.error(exchange.getFromRouteId(), exchange.getFromRouteId() + " failed, it is tried again",
                exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }

    private void complainOfFile(Exchange exchange) {
        complaints.error("receive", "receiving " + exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class)
                + " failed, nothing of it is paid; it is received again", exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
    }
}
