package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.djamopayouts.payout.Evidence;
import java.time.Clock;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A {@link DjamoCall} as an HTTP request on a clean message, and what came back as an {@link Answer}. */
final class DjamoHttp {

    private static final Logger LOG = LoggerFactory.getLogger(DjamoHttp.class);
    /** The property that says how a good answer is read: what cannot be read so is none. */
    static final String READING = "djamoReading";
    private static final String CALL = "djamoCall";
    private static final String STARTED = "djamoCallStarted";
    private static final String IN_TIME = "djamoCallInTime";
    private static final String TURN_IN = "djamoCallTurnInMillis";
    /** How soon a call that waits for the pace notices that it is of no use any more. */
    private static final long LONGEST_NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final String ASKED_AT = "djamoCallAskedAt";

    private final DjamoAccess access;
    private final ApiGate gate;
    private final CallCounter counter;
    private final AnswerReader reader = new AnswerReader();
    private final Clock clock;
    private final Pace pace;
    private final BooleanSupplier stopping;
    /** As many as there are connections, in the order they came: nobody waits for a connection while a timeout runs. */
    private final Semaphore turns;

    /**
     * @param stopping whether nothing more shall be sent
     */
    DjamoHttp(DjamoAccess access, ApiGate gate, Pace pace, CallCounter counter, Clock clock, BooleanSupplier stopping) {
        this.access = access;
        this.gate = gate;
        this.counter = counter;
        this.pace = pace;
        this.clock = clock;
        this.stopping = stopping;
        this.turns = new Semaphore(access.callsInFlight(), true);
    }

    /** Waits until one of the calls in flight has ended, and then for the pace. */
    void takeTurn(Exchange exchange) {
        DjamoCall call = exchange.getMessage().getBody(DjamoCall.class);
        exchange.setProperty(CALL, call);
        turns.acquireUninterruptibly();
        exchange.setProperty(STARTED, System.nanoTime());
        // Until it is its turn nothing is sent, also where whoever gives the turns fails.
        exchange.setProperty(IN_TIME, false);
        long missedNanos = awaitTurn(call);
        exchange.setProperty(TURN_IN, TimeUnit.NANOSECONDS.toMillis(missedNanos));
        exchange.setProperty(IN_TIME, missedNanos == 0);
    }

    /** Waits for its turn: 0 once it has come; where it is of no use to wait, how long it would have been, 1 at least. */
    private long awaitTurn(DjamoCall call) {
        long pauseNanos = pauseNanos(call);
        do {
            if (pauseNanos > nanosLeft(call)) {
                return Math.max(1, pauseNanos);
            }
            if (!waited(call, pauseNanos)) {
                return 1;
            }
            long turnNanos = turn(call);
            if (turnNanos < 0) {
                return -turnNanos;
            }
            if (!waited(call, turnNanos)) {
                return 1;
            }
            // Where the API asked for a pause meanwhile, turns are taken anew: or all that waited would go at once after it.
            pauseNanos = pauseNanos(call);
        } while (pauseNanos > 0);
        return 0;
    }

    private long pauseNanos(DjamoCall call) {
        return call.kind() == CallKind.PROBE ? 0 : gate.pauseNanos();
    }

    private long turn(DjamoCall call) {
        try {
            return pace.takeTurn(nanosLeft(call));
        } catch (RuntimeException e) {
            LOG.warn("no turn could be taken for a call, it waits: {}", e.getMessage());
            return -1;
        }
    }

    void endTurn(Exchange exchange) {
        turns.release();
    }

    /** False where it is of no use any more to wait. */
    private boolean waited(DjamoCall call, long nanos) {
        long until = System.nanoTime() + nanos;
        long left = nanos;
        do {
            if (mustNotSend(call) || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(Math.min(left, LONGEST_NAP_NANOS));
            left = until - System.nanoTime();
        } while (left > 0);
        return true;
    }

    private boolean mustNotSend(DjamoCall call) {
        return stopping.getAsBoolean() || gate.holdsBackForLong(call.kind());
    }

    private long nanosLeft(DjamoCall call) {
        return call.notAfterMillis() == Long.MAX_VALUE ? Long.MAX_VALUE
                : TimeUnit.MILLISECONDS.toNanos(call.notAfterMillis() - clock.millis());
    }

    /**
     * Asked last, after all waiting, and once a call: nothing goes out that could still be under way when its claim ends, for
     * by then another may have looked it up in vain and sent it again.
     */
    boolean mayNotSend(Exchange exchange) {
        DjamoCall call = exchange.getProperty(CALL, DjamoCall.class);
        return !exchange.getProperty(IN_TIME, Boolean.class) || stopping.getAsBoolean() || clock.millis() > call.notAfterMillis()
                || !gate.admits(call.kind());
    }

    /** Whoever would have waited too long for a turn need not ask again before there is one. */
    void answerHeldBack(Exchange exchange) {
        give(exchange, new Answer<>(Meaning.NOT_REACHED, null, "held back unsent: the API cannot be used, it waited too long, or the process stops",
                exchange.getProperty(TURN_IN, 0L, Long.class), Evidence.NONE));
    }

    /** Nothing but what the API asks for leaves: every other header stays here. */
    void prepare(Exchange exchange) {
        Message message = exchange.getMessage();
        DjamoCall call = exchange.getProperty(CALL, DjamoCall.class);
        exchange.setProperty(STARTED, System.nanoTime());
        exchange.setProperty(ASKED_AT, clock.millis());
        message.removeHeaders("*");
        // The method itself and not its name, which Camel would convert by looking through all its converters at every call.
        message.setHeader(Exchange.HTTP_METHOD, call.isPost() ? HttpMethods.POST : HttpMethods.GET);
        message.setHeader(Exchange.HTTP_PATH, call.path());
        if (call.query() != null) {
            message.setHeader(Exchange.HTTP_QUERY, call.query());
        }
        message.setHeader("Authorization", "Bearer " + access.accessToken().get());
        message.setHeader("Accept", "application/json");
        message.setHeader(DjamoClient.NOT_AFTER, Long.toString(call.notAfterMillis()));
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
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure instanceof DjamoClient.TooLate) {
            // It tells of this process and nothing of the API.
            gate.unsent(exchange.getProperty(CALL, DjamoCall.class).kind());
            give(exchange, reader.read(failure));
        } else {
            conclude(exchange, reader.read(failure));
        }
    }

    private void conclude(Exchange exchange, Answer<JsonNode> came) {
        @SuppressWarnings("unchecked")
        Function<JsonNode, Object> reading = exchange.getProperty(READING, Function.identity(), Function.class);
        Answer<?> answer = reader.as(came, reading);
        DjamoCall call = exchange.getProperty(CALL, DjamoCall.class);
        long tookNanos = System.nanoTime() - exchange.getProperty(STARTED, Long.class);
        gate.observe(answer, call.kind());
        hear(answer, exchange.getProperty(STARTED, Long.class));
        counter.count(call.name(), answer.meaning(), tookNanos);
        // A moment, not a while: it stays true however long the process stands still before it concludes from the answer.
        give(exchange, answer.askedAt(exchange.getProperty(ASKED_AT, 0L, Long.class)));
    }

    /** What is not learnt now is learnt from the next answer: this one counts as it is. */
    private void hear(Answer<?> answer, long sentNanos) {
        try {
            pace.heard(answer, sentNanos);
        } catch (RuntimeException e) {
            LOG.warn("the pace could not be kept: {}", e.getMessage());
        }
    }

    private static void give(Exchange exchange, Answer<?> answer) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(answer);
    }
}
