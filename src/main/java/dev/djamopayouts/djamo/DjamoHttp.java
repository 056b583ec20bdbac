package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.djamopayouts.payout.Evidence;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** A {@link DjamoCall} as an HTTP request on a clean message, and what came back as an {@link Answer}. */
final class DjamoHttp {

    private static final String CALL = "djamoCall";
    private static final String STARTED = "djamoCallStarted";
    private static final String ASKED_AT = "djamoCallAskedAt";

    private final DjamoAccess access;
    private final ApiGate gate;
    private final CallCounter counter;
    private final AnswerReader reader;
    private final Clock clock;
    /** As many as there are connections, in the order they came: nobody waits for a connection while a timeout runs. */
    private final Semaphore turns;

    DjamoHttp(DjamoAccess access, ApiGate gate, CallCounter counter, AnswerReader reader, Clock clock) {
        this.access = access;
        this.gate = gate;
        this.counter = counter;
        this.reader = reader;
        this.clock = clock;
        this.turns = new Semaphore(access.callsInFlight(), true);
    }

    /** Waits until one of the calls in flight has ended. */
    void takeTurn(Exchange exchange) {
        exchange.setProperty(CALL, exchange.getMessage().getBody(DjamoCall.class));
        turns.acquireUninterruptibly();
    }

    void endTurn(Exchange exchange) {
        turns.release();
    }

    /**
     * While the gate is closed only a probe goes out, and nothing goes out that could still be under way when its claim
     * ends: by then another may have looked it up in vain and sent it again.
     */
    boolean mayNotSend(Exchange exchange) {
        DjamoCall call = exchange.getProperty(CALL, DjamoCall.class);
        return gate.isClosed() && !isProbe(call) || clock.millis() > call.notAfterMillis();
    }

    void answerHeldBack(Exchange exchange) {
        give(exchange, Answer.of(Meaning.NOT_REACHED, "held back: the API cannot be used, or it waited too long", Evidence.NONE));
    }

    /** Nothing but what the API asks for leaves: every other header stays here. */
    void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        DjamoCall call = exchange.getProperty(CALL, DjamoCall.class);
        exchange.setProperty(STARTED, System.nanoTime());
        exchange.setProperty(ASKED_AT, clock.millis());
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, call.isPost() ? "POST" : "GET");
        message.setHeader(Exchange.HTTP_PATH, call.path());
        if (call.query() != null) {
            message.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        message.setHeader("Authorization", "Bearer " + access.accessToken().get());
        message.setHeader("Accept", "application/json");
        if (access.companyId() != null) {
            message.setHeader("X-Company-Id", access.companyId());
        }
        if (call.isPost()) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        message.setBody(call.json());
    }

    void answer(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        conclude(exchange, reader.read(status, message.getBody(byte[].class), message.getHeader("Retry-After", String.class),
                message.getHeader("x-correlation-id", String.class)));
    }

    void answerFailure(Exchange exchange) {
        conclude(exchange, reader.read(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
    }

    private void conclude(Exchange exchange, Answer<JsonNode> answer) {
        DjamoCall call = exchange.getProperty(CALL, DjamoCall.class);
        long tookNanos = System.nanoTime() - exchange.getProperty(STARTED, Long.class);
        gate.observe(answer, isProbe(call));
        counter.count(call.name(), answer.meaning(), tookNanos);
        // A moment, not a while: it stays true however long the process stands still before it concludes from the answer.
        give(exchange, answer.askedAt(exchange.getProperty(ASKED_AT, Long.class)));
    }

    private static boolean isProbe(DjamoCall call) {
        return call.name().equals("balance");
    }

    private static void give(Exchange exchange, Answer<JsonNode> answer) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(answer);
    }
}
