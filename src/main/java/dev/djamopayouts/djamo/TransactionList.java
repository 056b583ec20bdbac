package dev.djamopayouts.djamo;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The API's own list of transactions, from its end to its beginning, for a command without a runtime: the same routes, with
 * the same token, timeouts and bounds, in a Camel context of their own.
 */
public final class TransactionList implements AutoCloseable {

    private static final int MOST_TRIES = 8;
    private static final long FIRST_PAUSE_MILLIS = 1_000;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** The list could not be read to its end. */
    public static final class Unread extends Exception {

        private static final long serialVersionUID = 1L;

        Unread(String message) {
            super(message);
        }
    }

    private final CamelContext camel = new DefaultCamelContext();
    private final ApiGate gate;
    private final ProducerTemplate pages;

    private TransactionList(DjamoAccess access, long callsPerSecond, Clock clock) {
        gate = new ApiGate(System::nanoTime, Backoff.random(FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        pages = camel.createProducerTemplate();
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
     * Opens the way to the list; nothing is asked yet.
     *
     * @param callsPerSecond the most calls a second, 0 where nobody told a limit
     */
    public static TransactionList open(DjamoAccess access, long callsPerSecond, Clock clock) {
        return new TransactionList(access, callsPerSecond, clock);
    }

    /**
     * Gives the transactions page by page, the newest first. One that is there while the list is read may come twice.
     *
     * @throws Unread with the remedy, where a page cannot be had
     */
    public void eachPage(Consumer<List<Transaction>> reader) throws Unread {
        Set<String> cursors = new HashSet<>();
        String cursor = null;
        do {
            Page page = page(cursor);
            reader.accept(page.transactions());
            cursor = page.next();
            if (cursor != null && !cursors.add(cursor)) {
                throw new Unread("the cursors of Djamo's list go round in a circle; audit without --api, and ask Djamo how its list is read");
            }
        } while (cursor != null);
    }

    private Page page(String cursor) throws Unread {
        Answer<Page> answer = ask(cursor);
        for (int tries = 1; answer.meaning() != Meaning.TOLD && tries < MOST_TRIES && mayPass(answer.meaning()); tries++) {
            while (gate.isClosed()) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            answer = ask(cursor);
        }
        return switch (answer.meaning()) {
            case TOLD -> answer.value();
            case UNAUTHORISED -> throw new Unread("Djamo refuses the access token (" + answer.text()
                    + "); give a valid djamo.access-token");
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED -> throw new Unread("Djamo does not give its list of transactions ("
                    + answer.text() + "); audit without --api, and ask Djamo for the list");
            case TOO_MANY, NOT_REACHED, LOST -> throw new Unread("Djamo's list of transactions cannot be read (" + answer.text()
                    + "); try again later");
        };
    }

    private static boolean mayPass(Meaning meaning) {
        return switch (meaning) {
            case TOO_MANY, NOT_REACHED, LOST -> true;
            case TOLD, REFUSED, UNPROCESSABLE, UNAUTHORISED, MISSING, REFERENCE_USED -> false;
        };
    }

    @SuppressWarnings("unchecked")
    private Answer<Page> ask(String cursor) {
        return pages.requestBody("direct:djamo-page", DjamoCall.list(cursor), Answer.class);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
