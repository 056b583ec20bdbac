package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Payout;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks payouts up in the list of all transactions where Djamo offers no lookup by reference. One reading of the list serves
 * all payouts that asked before it began: they ask, are told to wait, and find the answer when they ask again.
 *
 * <p>The list may have any order and may grow while it is read: a transaction met twice is one. Only a reading that followed
 * every cursor from the first page to the last says that a reference is absent, and only as of the moment it began.
 */
public final class Listing {

    /** Two million transactions. A longer list proves nothing; who waits for it is overdue, and a person is told. */
    private static final int MOST_PAGES = 20_000;
    private static final int MOST_WANTED = 100_000;
    private static final int MOST_FAILURES = 5;
    private static final long TRUSTED_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Logger LOG = LoggerFactory.getLogger(Listing.class);

    /** What a reading found under a reference; nothing where the reference is surely not in the list. */
    private record Result(Map<String, Transaction> found, long begunNanos, long askedAtMillis) {
    }

    private final LongSupplier nanos;
    private final Clock clock;
    private final Set<String> wanted = new HashSet<>();
    private final Map<String, Result> results = new HashMap<>();
    private long lookupMissingUntilNanos;
    private boolean lookupMissing;
    private String broken;

    private boolean reading;
    private final Map<String, Map<String, Transaction>> sought = new HashMap<>();
    private final Set<String> cursors = new HashSet<>();
    private String cursor;
    private long begunNanos;
    private long begunMillis;
    private long notBeforeNanos;
    private long seen;
    private long promised;
    private int failures;

    /**
     * @param nanos a clock that only goes forward
     * @param clock the one that claims go by
     */
    public Listing(LongSupplier nanos, Clock clock) {
        this.nanos = nanos;
        this.clock = clock;
        this.notBeforeNanos = nanos.getAsLong();
    }

    /** Whether the lookup by reference was seen not to work, lately. */
    synchronized boolean replacesLookup() {
        return lookupMissing && nanos.getAsLong() - lookupMissingUntilNanos < 0;
    }

    /** Whether this answer to a lookup by reference shows that there is none: refused, unknown, or heedless of the reference. */
    synchronized boolean showsThatThereIsNoLookup(Payout payout, Answer<List<Transaction>> answer) {
        boolean none = switch (answer.meaning()) {
            case REFUSED, UNPROCESSABLE, MISSING -> true;
            case TOLD -> !answer.value().isEmpty() && answer.value().stream().noneMatch(it -> it.bearsReferenceOf(payout));
            case UNAUTHORISED, REFERENCE_USED, TOO_MANY, NOT_REACHED, LOST -> false;
        };
        if (none) {
            if (!lookupMissing) {
                LOG.warn("Djamo offers no lookup by reference ({}): payouts in doubt are looked for in the list of all transactions",
                        answer.meaning() == Meaning.TOLD ? "it answers others than the one asked for" : answer.text());
            }
            lookupMissing = true;
            lookupMissingUntilNanos = nanos.getAsLong() + TRUSTED_NANOS;
        }
        return none;
    }

    /** What the list says of the payout's reference, or that it must be read first. */
    synchronized Answer<List<Transaction>> lookUp(Payout payout) {
        String reference = payout.reference().value();
        Result result = results.remove(reference);
        if (result != null) {
            return Answer.<List<Transaction>>told(new ArrayList<>(result.found().values()), new Evidence(200, null)).askedAt(result.askedAtMillis());
        }
        if (wanted.size() < MOST_WANTED) {
            wanted.add(reference);
        }
        return broken == null ? Answer.of(Meaning.NOT_REACHED, "the list of transactions is yet to be read for it", Evidence.NONE)
                : Answer.of(Meaning.LOST, "the list of transactions cannot be read to its end: " + broken, Evidence.NONE);
    }

    /** Whether there is a reason to read on, or to begin; readings leave as much time between them as the last one took. */
    public synchronized boolean isDue() {
        return reading || !wanted.isEmpty() && nanos.getAsLong() - notBeforeNanos >= 0;
    }

    /** The call for the next page. */
    synchronized DjamoCall nextCall() {
        if (!reading) {
            reading = true;
            begunNanos = nanos.getAsLong();
            begunMillis = clock.millis();
            sought.clear();
            wanted.forEach(reference -> sought.put(reference, new LinkedHashMap<>()));
            wanted.clear();
            cursors.clear();
            cursor = null;
            seen = 0;
            promised = 0;
            failures = 0;
        }
        return DjamoCall.list(cursor);
    }

    /**
     * Takes the answer to {@link #nextCall}.
     *
     * @return whether to go on at once
     */
    synchronized boolean take(Answer<Page> answer) {
        return switch (answer.meaning()) {
            case TOLD -> take(answer.value());
            // Nobody can ask now: the same page is asked for again later.
            case UNAUTHORISED, TOO_MANY, NOT_REACHED -> false;
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED, LOST -> {
                failures++;
                yield failures >= MOST_FAILURES && breakOff(answer.text());
            }
        };
    }

    private boolean take(Page page) {
        failures = 0;
        for (Transaction transaction : page.transactions()) {
            Map<String, Transaction> found = sought.get(transaction.reference());
            if (found != null) {
                found.put(transaction.id(), transaction);
            }
        }
        seen += page.transactions().size();
        promised = cursor == null ? page.count() : promised;
        if (page.isLast()) {
            return seen < promised ? breakOff("it promised " + promised + " transactions and gave " + seen) : finish(true, null);
        }
        if (sought.values().stream().noneMatch(Map::isEmpty)) {
            return finish(false, null);
        }
        if (page.next() == null) {
            return breakOff("a page that knows no cursors");
        }
        if (!cursors.add(page.next())) {
            return breakOff("its cursors go round in a circle");
        }
        if (cursors.size() >= MOST_PAGES) {
            return breakOff("it has more than " + MOST_PAGES + " pages");
        }
        cursor = page.next();
        return true;
    }

    private boolean finish(boolean toTheEnd, String why) {
        end();
        broken = why;
        sought.forEach((reference, found) -> {
            if (toTheEnd || !found.isEmpty()) {
                results.put(reference, new Result(found, begunNanos, begunMillis));
            }
        });
        return false;
    }

    /** Says nothing of what was not found; those who wait ask again. What was found was found. */
    private boolean breakOff(String why) {
        if (broken == null) {
            LOG.error("the list of transactions cannot be read to its end ({}): payouts in doubt stay in doubt", why);
        }
        return finish(false, why);
    }

    private void end() {
        reading = false;
        results.values().removeIf(result -> nanos.getAsLong() - result.begunNanos() > TimeUnit.HOURS.toNanos(1));
        long now = nanos.getAsLong();
        notBeforeNanos = now + (now - begunNanos);
    }
}
