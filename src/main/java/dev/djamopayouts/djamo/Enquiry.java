package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Words;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Questions to the API, and registrations, none of which moves money, for a command without a runtime: the same routes, with the same token, timeouts
 * and bounds, in a Camel context of their own. May be used by several threads.
 */
public final class Enquiry implements AutoCloseable {

    private static final int MOST_TRIES = 8;
    private static final Backoff AFTER_LOST = Backoff.random(250, 2_000);
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Djamo gave no answer to go on with. */
    public static final class Unanswered extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Words words;

        Unanswered(Words words) {
            super(words.english());
            this.words = words;
        }

        /** Why, and what to do. */
        public Words words() {
            return words;
        }
    }

    private final CamelContext camel = new DefaultCamelContext();
    private final AnswerReader reader = new AnswerReader();
    private final DjamoAccess access;
    private final ApiGate gate;
    private final ProducerTemplate calls;
    private volatile Consumer<String> listener = waits -> { };
    private final AtomicBoolean told = new AtomicBoolean();

    private Enquiry(DjamoAccess access, long callsPerSecond, Clock clock) {
        this.access = access;
        gate = new ApiGate(System::nanoTime, Backoff.random(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        calls = camel.createProducerTemplate();
        try {
            camel.addRoutes(new DjamoRoutes(access, gate, Pace.inMemory(System::nanoTime, callsPerSecond),
                    new Listing(System::nanoTime, clock), (call, meaning, nanos) -> { }, clock));
            camel.start();
        } catch (Exception e) {
            camel.stop();
            throw new IllegalStateException("the routes to the Djamo API did not start", e);
        }
    }

    /**
     * Opens the way; nothing is asked yet.
     *
     * @param callsPerSecond the most calls a second, 0 where nobody told a limit
     */
    public static Enquiry open(DjamoAccess access, long callsPerSecond, Clock clock) {
        return new Enquiry(access, callsPerSecond, clock);
    }

    /** Has somebody who waits told, once, that Djamo gives no good answer and is asked again. */
    public Enquiry telling(Consumer<String> waits) {
        listener = waits;
        return this;
    }

    /** What the business account holds, in whole francs. */
    public long balance() throws Unanswered {
        return told(ask(DjamoCall.balance(), AnswerReader::balance), new Words("its balance", "le solde"));
    }

    /** Whether the number is a Djamo customer's; one that Djamo refuses is none. */
    public boolean isCustomer(Msisdn msisdn) throws Unanswered {
        Answer<Boolean> answer = ask(DjamoCall.customer(msisdn, access.subCompanyId()), AnswerReader::customer);
        return Meanings.refusesNumber(answer) ? false : told(answer, new Words("whether a number is a customer", "si un numéro est client"));
    }

    /** A page of the list of all transactions. */
    Page page(String cursor) throws Unanswered {
        return told(ask(DjamoCall.list(cursor), Page::read), new Words("its list of transactions", "la liste des transactions"));
    }

    /** A page of the list of webhooks. */
    Registration.Some webhooks(String cursor) throws Unanswered {
        return told(ask(DjamoCall.webhooks(cursor), Registration.Some::read), new Words("its list of webhooks", "la liste des webhooks"));
    }

    /** Registers a webhook; false where the answer was lost, so that it may be registered all the same: the list shows it. */
    boolean registerWebhook(String topic, String url) throws Unanswered {
        Answer<Registration> answer = ask(DjamoCall.registerWebhook(topic, url), Registration::read,
                meaning -> mayPass(meaning) && meaning != Meaning.LOST);
        return switch (answer.meaning()) {
            case TOLD -> true;
            case LOST -> false;
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED -> throw new Unanswered(new Words("Djamo refuses to register " + topic
                    + " for " + url + " (" + answer.text() + ")", "Djamo refuse d'enregistrer " + topic + " pour " + url + " (" + answer.text() + ")"));
            case UNAUTHORISED, TOO_MANY, NOT_REACHED -> told(answer, new Words("whether it registers a webhook",
                    "s'il enregistre un webhook")) != null;
        };
    }

    private static <T> T told(Answer<T> answer, Words what) throws Unanswered {
        return switch (answer.meaning()) {
            case TOLD -> answer.value();
            case UNAUTHORISED -> throw new Unanswered(new Words("Djamo refuses the access token (" + answer.text()
                    + "); give a valid djamo.access-token", "Djamo refuse le jeton d'accès (" + answer.text()
                    + ") ; donnez un djamo.access-token valide"));
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED -> throw new Unanswered(new Words("Djamo does not give "
                    + what + " (" + answer.text() + "); do without it, and ask Djamo for it", "Djamo ne donne pas " + what.french()
                    + " (" + answer.text() + ") ; faites sans, et demandez-le à Djamo"));
            case TOO_MANY, NOT_REACHED, LOST -> throw new Unanswered(new Words("Djamo does not tell " + what + " (" + answer.text()
                    + "); try again later", "Djamo ne dit pas " + what.french() + " (" + answer.text()
                    + ") ; réessayez plus tard"));
        };
    }

    private <T> Answer<T> ask(DjamoCall call, Function<JsonNode, T> reading) {
        return ask(call, reading, Enquiry::mayPass);
    }

    private <T> Answer<T> ask(DjamoCall call, Function<JsonNode, T> reading, Predicate<Meaning> again) {
        Answer<T> answer = once(call, reading);
        for (int tries = 1; tries < MOST_TRIES && again.test(answer.meaning()); tries++) {
            if (told.compareAndSet(false, true)) {
                listener.accept("Djamo gives no good answer (" + answer.text() + "), it is asked again, " + (MOST_TRIES - 1) + " times at most");
            }
            if (answer.meaning() == Meaning.LOST) {
                // The gate pauses for all else.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(AFTER_LOST.waitMillis(tries)));
            }
            while (gate.isClosed()) {
                if (gate.isTokenRefused()) {
                    // Another thread's question was refused, and no probe will open the gate.
                    return Answer.of(Meaning.UNAUTHORISED, "as another question was told", Evidence.NONE);
                }
                if (Thread.currentThread().isInterrupted()) {
                    return answer;
                }
                LockSupport.parkNanos(LOOK_NANOS);
            }
            answer = once(call, reading);
        }
        return answer;
    }

    private static boolean mayPass(Meaning meaning) {
        return switch (meaning) {
            case TOO_MANY, NOT_REACHED, LOST -> true;
            case TOLD, REFUSED, UNPROCESSABLE, UNAUTHORISED, MISSING, REFERENCE_USED -> false;
        };
    }

    @SuppressWarnings("unchecked")
    private <T> Answer<T> once(DjamoCall call, Function<JsonNode, T> reading) {
        return reader.as((Answer<JsonNode>) calls.requestBody(DjamoRoutes.CALL, call, Answer.class), reading);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
