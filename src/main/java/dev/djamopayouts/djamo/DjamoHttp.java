package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.djamopayouts.payout.Evidence;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** A {@link DjamoCall} as an HTTP request on a clean message, and what came back as an {@link Answer}. */
final class DjamoHttp {

    private static final String CALL = "djamoCall";
    private static final String STARTED = "djamoCallStarted";

    private final DjamoAccess access;
    private final ApiGate gate;
    private final CallCounter counter;
    private final AnswerReader reader;

    DjamoHttp(DjamoAccess access, ApiGate gate, CallCounter counter, AnswerReader reader) {
        this.access = access;
        this.gate = gate;
        this.counter = counter;
        this.reader = reader;
    }

    /** While the gate is closed only a probe goes out; what was claimed before it closed is handed back unsent. */
    boolean mayNotCall(DjamoCall call) {
        return gate.isClosed() && !isProbe(call);
    }

    void answerHeldBack(Exchange exchange) {
        give(exchange, Answer.of(Meaning.NOT_REACHED, "held back while the API cannot be used", Evidence.NONE));
    }

    /** Nothing but what the API asks for leaves: every other header stays here. */
    void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        DjamoCall call = message.getBody(DjamoCall.class);
        exchange.setProperty(CALL, call);
        exchange.setProperty(STARTED, System.nanoTime());
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
        give(exchange, answer.after(TimeUnit.NANOSECONDS.toMillis(tookNanos) + 1));
    }

    private static boolean isProbe(DjamoCall call) {
        return call.name().equals("balance");
    }

    private static void give(Exchange exchange, Answer<JsonNode> answer) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(answer);
    }
}
