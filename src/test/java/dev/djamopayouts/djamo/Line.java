package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Payout;
import java.time.Clock;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** The routes of the API in a Camel of their own, as stages call them. */
final class Line implements AutoCloseable {

    static final String TOKEN = "at_sandbox";

    final ApiGate gate;
    final Listing listing = new Listing(System::nanoTime, Clock.systemUTC());
    final Queue<String> counted = new ConcurrentLinkedQueue<>();
    final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    Line(String baseUrl) {
        this(access(baseUrl, TOKEN, 8));
    }

    Line(DjamoAccess access) {
        this(access, 0);
    }

    Line(DjamoAccess access, long perSecond) {
        this(access, perSecond, Clock.systemUTC());
    }

    Line(DjamoAccess access, long perSecond, Clock clock) {
        this(access, Pace.inMemory(System::nanoTime, perSecond), clock);
    }

    Line(DjamoAccess access, Pace pace, Clock clock) {
        this(access, pace, clock, new ApiGate(System::nanoTime, Backoff.random(1_000, 30_000)));
    }

    /** Another API, as it is after something changed there, behind a gate that knows it as it was. */
    Line(String baseUrl, ApiGate gate) {
        this(access(baseUrl, TOKEN, 8), Pace.inMemory(System::nanoTime, 0), Clock.systemUTC(), gate);
    }

    private Line(DjamoAccess access, Pace pace, Clock clock, ApiGate gate) {
        this.gate = gate;
        try {
            camel.addRoutes(new DjamoRoutes(access, gate, pace, listing, (call, meaning, nanos) -> counted.add(call + " " + meaning),
                    clock));
            camel.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        template = camel.createProducerTemplate();
    }

    static DjamoAccess access(String baseUrl, String token, int inFlight) {
        return new DjamoAccess(baseUrl, () -> token, null, null, 1_000, 700, inFlight);
    }

    @SuppressWarnings("unchecked")
    Answer<Transaction> transfer(Payout payout) {
        return template.requestBody("direct:djamo-transfer", payout, Answer.class);
    }

    Answer<Transaction> transfer(String reference, String msisdn) {
        return transfer(Sample.submitting(reference, msisdn));
    }

    @SuppressWarnings("unchecked")
    Answer<List<Transaction>> lookup(Payout payout) {
        return template.requestBody("direct:djamo-lookup", payout, Answer.class);
    }

    @SuppressWarnings("unchecked")
    Answer<Transaction> look(String djamoId) {
        return template.requestBody("direct:djamo-transaction", Sample.pending(djamoId), Answer.class);
    }

    @SuppressWarnings("unchecked")
    Answer<Boolean> check(String msisdn) {
        return template.requestBody("direct:djamo-check-customer", Sample.submitting("R", msisdn), Answer.class);
    }

    @SuppressWarnings("unchecked")
    Answer<Long> balance() {
        return template.requestBody("direct:djamo-balance", "", Answer.class);
    }

    void readList() {
        template.requestBody("direct:djamo-list", "");
    }

    ProducerTemplate template() {
        return template;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
