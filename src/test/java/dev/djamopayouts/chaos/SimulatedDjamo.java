package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.Meaning;
import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.payout.Evidence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The API with a book in memory: it books what reaches it, whatever became of the caller, and its answers are lost, late or
 * wrong as the schedule has it. Answers are those that the production reader would make of the wire.
 */
final class SimulatedDjamo {

    /** What becomes of a transfer's request and of its answer. */
    enum Fate {
        GOOD, LOST_BEFORE, LOST_AFTER, ERROR_BEFORE, ERROR_AFTER, ERROR_THEN_BOOKED, SLOW, TOO_MANY, REFUSED, UNPROCESSABLE_BEFORE,
        UNPROCESSABLE_AFTER, NOT_REACHED
    }

    private static final Fate[] FATES = Fate.values();
    static final int REFUSED_PERSON = 1;
    private static final int FAILING_PERSON = 2;
    private static final int NO_CUSTOMER = 3;

    private final World world;
    private final SplittableRandom random;
    private final Map<String, List<Booking>> book = new TreeMap<>();
    private final Set<String> refused = new HashSet<>();
    private final long unauthorisedFrom;
    private final long unauthorisedUntil;
    /** The trouble that this schedule has most of. */
    private final Fate often;
    private final SimulatedBatches batches;
    private int count;

    SimulatedDjamo(World world) {
        this.world = world;
        this.random = world.random.split();
        long phase = world.conditions.djamoTrouble() > 0 && random.nextInt(3) == 0 ? random.nextLong(40_000) : 0;
        unauthorisedFrom = VirtualClock.START + random.nextLong(100_000);
        unauthorisedUntil = unauthorisedFrom + phase;
        often = FATES[random.nextInt(FATES.length)];
        batches = new SimulatedBatches(world, this, random);
    }

    /** The same API's endpoint for batches. */
    SimulatedBatches batches() {
        return batches;
    }

    /** What becomes of the next transfer or batch. */
    Fate fate() {
        return trouble() ? random.nextBoolean() ? often : FATES[random.nextInt(FATES.length)] : Fate.GOOD;
    }

    /** The API says that it does not want this reference, standing alone. */
    void refuse(String reference) {
        refused.add(reference);
    }

    static boolean isCustomer(String msisdn) {
        return Input.person(msisdn) != NO_CUSTOMER;
    }

    List<Booking> bookings(String reference) {
        return book.getOrDefault(reference, List.of());
    }

    Map<String, List<Booking>> book() {
        return book;
    }

    /** Whether the API ever said that it does not want this reference. */
    boolean refused(String reference) {
        return refused.contains(reference);
    }

    /** Somebody else's transaction that bears a reference of ours. */
    void bookForeign(String reference, String msisdn, long francs) {
        book(new Booking("txn_foreign", reference, msisdn, francs, true, VirtualClock.START, VirtualClock.START + 1_000, false));
    }

    void transfer(String who, String reference, String msisdn, long francs, Consumer<Answer<Transaction>> reply) {
        Fate fate = fate();
        if (isUnauthorised()) {
            answer(20, reply, Meaning.UNAUTHORISED, 401);
            return;
        }
        world.story.tell(who, "POST " + reference + " (" + fate + ")");
        long arrival = 10 + random.nextLong(300);
        long soon = arrival + 10 + random.nextLong(500);
        switch (fate) {
            case GOOD -> world.agenda.in(arrival, () -> acceptAndTell(reference, msisdn, francs, reply));
            case LOST_BEFORE -> answer(soon, reply, Meaning.LOST, 0);
            case ERROR_BEFORE -> answer(soon, reply, Meaning.LOST, 503);
            case LOST_AFTER -> bookAndAnswer(arrival, reference, msisdn, francs, Long.MAX_VALUE, soon, reply, Meaning.LOST, 0);
            case ERROR_AFTER -> bookAndAnswer(arrival, reference, msisdn, francs, Long.MAX_VALUE, soon, reply, Meaning.LOST, 502);
            case ERROR_THEN_BOOKED -> bookAndAnswer(soon + random.nextLong(20_000), reference, msisdn, francs,
                    world.agenda.now() + soon + Conditions.VISIBILITY_MILLIS - world.conditions.forwardMillis() - 100, soon, reply,
                    Meaning.LOST, 504);
            case SLOW -> bookAndAnswer(random.nextLong(Conditions.LONGEST_CALL_MILLIS - 1), reference, msisdn, francs, Long.MAX_VALUE,
                    Conditions.LONGEST_CALL_MILLIS, reply, Meaning.LOST, 0);
            case TOO_MANY -> world.agenda.in(soon, () -> reply.accept(new Answer<>(Meaning.TOO_MANY, null, "slow down",
                    random.nextLong(5_000), new Evidence(429, "c"))));
            case REFUSED -> {
                refused.add(reference);
                answer(soon, reply, Meaning.REFUSED, 400);
            }
            case UNPROCESSABLE_BEFORE -> {
                refused.add(reference);
                answer(soon, reply, Meaning.UNPROCESSABLE, 422);
            }
            case UNPROCESSABLE_AFTER -> bookAndAnswer(arrival, reference, msisdn, francs,
                    // Uniqueness is no help here: nothing is sent again.
                    world.agenda.now() + Conditions.VISIBILITY_MILLIS - world.conditions.forwardMillis() - 100, soon, reply,
                    Meaning.UNPROCESSABLE, 422);
            case NOT_REACHED -> answer(20, reply, Meaning.NOT_REACHED, 0);
        }
    }

    private void acceptAndTell(String reference, String msisdn, long francs, Consumer<Answer<Transaction>> reply) {
        if (Input.person(msisdn) == REFUSED_PERSON) {
            refused.add(reference);
            answer(10, reply, Meaning.REFUSED, 400);
        } else if (accept(reference, msisdn, francs, Long.MAX_VALUE)) {
            List<Booking> all = book.get(reference);
            tell(10, reply, all.get(all.size() - 1).told(world.agenda.now()), 201);
        } else {
            answer(10, reply, Meaning.REFERENCE_USED, 409);
        }
    }

    private void bookAndAnswer(long arrival, String reference, String msisdn, long francs, long visibleBy, long answered,
                               Consumer<Answer<Transaction>> reply, Meaning meaning, int status) {
        if (Input.person(msisdn) == REFUSED_PERSON) {
            refused.add(reference);
        } else {
            world.agenda.in(arrival, () -> accept(reference, msisdn, francs, visibleBy));
        }
        answer(answered, reply, meaning, status);
    }

    /** Books it; false where the reference must be unique and is not. */
    boolean accept(String reference, String msisdn, long francs, long visibleBy) {
        if (world.conditions.uniqueReferences() && book.containsKey(reference)) {
            world.story.tell("djamo", "has " + reference + " already");
            return false;
        }
        long now = world.agenda.now();
        long lag = random.nextBoolean() ? world.conditions.lagMaxMillis() : random.nextLong(world.conditions.lagMaxMillis() + 1);
        count++;
        book(new Booking("txn_" + count, reference, msisdn, francs, false, Math.max(now, Math.min(now + lag, visibleBy)),
                now + random.nextLong(90_000), Input.person(msisdn) == FAILING_PERSON || random.nextInt(20) == 0));
        return true;
    }

    private void book(Booking booking) {
        List<Booking> same = book.computeIfAbsent(booking.reference(), any -> new ArrayList<>());
        same.add(booking);
        if (!world.input.asksFor(booking.reference()) && world.removed != Safeguard.CONTENT_ONCE) {
            throw new Broken("Djamo booked " + booking.reference() + ", which nobody asked for");
        }
        world.herald.booked(booking);
        world.story.tell("djamo", "books " + booking.id() + " for " + booking.reference() + ", in lookups "
                + Math.max(0, booking.visibleAt() - world.agenda.now()) + " ms later");
        if (same.size() > 1) {
            throw new Broken("paid twice: " + booking.reference() + " has " + same.size() + " transactions");
        }
        if (!booking.foreign()) {
            earlier(booking).ifPresent(first -> {
                throw new Broken("paid twice: " + booking.reference() + " asks for what " + first.id() + " for " + first.reference() + " paid");
            });
        }
    }

    /** Another transaction for what this one asks for that moved money, or may yet. */
    private Optional<Booking> earlier(Booking booking) {
        return book.values().stream().flatMap(List::stream).filter(other -> other != booking && !other.foreign()
                && Input.root(other.reference()).equals(Input.root(booking.reference())) && other.status(world.agenda.now()) != Status.FAILED)
                .findFirst();
    }

    void lookUp(String reference, Consumer<Answer<List<Transaction>>> reply) {
        long asked = 5 + random.nextLong(trouble() ? 20_000 : 300);
        world.agenda.in(asked, () -> {
            long now = world.agenda.now();
            List<Transaction> seen = bookings(reference).stream().filter(booking -> booking.visibleAt() <= now)
                    .map(booking -> booking.told(now)).toList();
            tellUnlessTrouble(reply, seen);
        });
    }

    void look(String id, Consumer<Answer<Transaction>> reply) {
        world.agenda.in(5 + random.nextLong(300), () -> {
            long now = world.agenda.now();
            tellUnlessTrouble(reply, book.values().stream().flatMap(List::stream).filter(booking -> booking.id().equals(id))
                    .findFirst().orElseThrow().told(now));
        });
    }

    void check(String msisdn, Consumer<Answer<Boolean>> reply) {
        world.agenda.in(5 + random.nextLong(300), () -> tellUnlessTrouble(reply, isCustomer(msisdn)));
    }

    private <T> void tellUnlessTrouble(Consumer<Answer<T>> reply, T value) {
        long back = 5 + random.nextLong(300);
        if (isUnauthorised()) {
            answer(back, reply, Meaning.UNAUTHORISED, 401);
        } else if (!trouble()) {
            tell(back, reply, value, 200);
        } else {
            switch (random.nextInt(5)) {
                case 0 -> answer(back, reply, Meaning.LOST, 503);
                case 1 -> answer(back, reply, Meaning.TOO_MANY, 429);
                case 2 -> answer(back, reply, Meaning.MISSING, 404);
                case 3 -> answer(back, reply, Meaning.NOT_REACHED, 0);
                default -> tell(random.nextLong(14_000), reply, value, 200);
            }
        }
    }

    boolean isUnauthorised() {
        return world.agenda.now() >= unauthorisedFrom && world.agenda.now() < unauthorisedUntil;
    }

    boolean trouble() {
        return world.inTrouble() && random.nextDouble() < world.conditions.djamoTrouble();
    }

    <T> void tell(long delayMillis, Consumer<Answer<T>> reply, T value, int status) {
        world.agenda.in(delayMillis, () -> reply.accept(new Answer<>(Meaning.TOLD, value, "", 0, new Evidence(status, "c"))));
    }

    <T> void answer(long delayMillis, Consumer<Answer<T>> reply, Meaning meaning, int status) {
        world.agenda.in(delayMillis, () -> reply.accept(new Answer<>(meaning, null, meaning + " " + status, 0,
                new Evidence(status, null))));
    }
}
