package dev.djamopayouts.chaos;

import dev.djamopayouts.chaos.SimulatedDjamo.Fate;
import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.BatchAnswer;
import dev.djamopayouts.djamo.Meaning;
import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * The simulated API's endpoint for batches: takes all of one or nothing, but for a 422, which may come half-way; and lists what
 * it took in any order, with one left out, told twice, told otherwise, or with somebody else's in between.
 */
final class SimulatedBatches {

    private static final int NOBODY = 99;

    private final World world;
    private final SimulatedDjamo djamo;
    private final SplittableRandom random;
    private int count;

    SimulatedBatches(World world, SimulatedDjamo djamo, SplittableRandom random) {
        this.world = world;
        this.djamo = djamo;
        this.random = random;
    }

    void send(String who, PayoutBatch batch, Consumer<Answer<BatchAnswer>> reply) {
        Fate fate = djamo.fate();
        if (djamo.isUnauthorised()) {
            djamo.answer(20, reply, Meaning.UNAUTHORISED, 401);
            return;
        }
        world.story.tell(who, "POST " + batch + " (" + fate + ")");
        long arrival = 10 + random.nextLong(300);
        long soon = arrival + 10 + random.nextLong(500);
        long now = world.agenda.now();
        long spare = Conditions.VISIBILITY_MILLIS - world.conditions.forwardMillis() - 100;
        switch (fate) {
            case GOOD -> world.agenda.in(arrival, () -> takeAndTell(batch, reply));
            case LOST_BEFORE -> djamo.answer(soon, reply, Meaning.LOST, 0);
            case ERROR_BEFORE -> djamo.answer(soon, reply, Meaning.LOST, 503);
            case LOST_AFTER -> takeAndAnswer(arrival, batch, Long.MAX_VALUE, soon, reply, Meaning.LOST, 0);
            case ERROR_AFTER -> takeAndAnswer(arrival, batch, Long.MAX_VALUE, soon, reply, Meaning.LOST, 502);
            case ERROR_THEN_BOOKED -> takeAndAnswer(soon + random.nextLong(20_000), batch, now + soon + spare, soon, reply, Meaning.LOST, 504);
            case SLOW -> takeAndAnswer(random.nextLong(Conditions.LONGEST_CALL_MILLIS - 1), batch, Long.MAX_VALUE,
                    Conditions.LONGEST_CALL_MILLIS, reply, Meaning.LOST, 0);
            case TOO_MANY -> world.agenda.in(soon, () -> reply.accept(new Answer<>(Meaning.TOO_MANY, null, "slow down",
                    random.nextLong(5_000), new Evidence(429, "c"))));
            case REFUSED -> refuse(soon, batch, reply, Meaning.REFUSED, 400);
            case UNPROCESSABLE_BEFORE -> refuse(soon, batch, reply, Meaning.UNPROCESSABLE, 422);
            case UNPROCESSABLE_AFTER -> {
                world.agenda.in(arrival, () -> takeSome(batch, now + spare));
                djamo.answer(soon, reply, Meaning.UNPROCESSABLE, 422);
            }
            case NOT_REACHED -> djamo.answer(20, reply, Meaning.NOT_REACHED, 0);
        }
    }

    /** Only of one that stands alone it says that it does not want this one. */
    private void refuse(long delay, PayoutBatch batch, Consumer<Answer<BatchAnswer>> reply, Meaning meaning, int status) {
        if (batch.size() == 1) {
            djamo.refuse(batch.payouts().get(0).reference().value());
        }
        djamo.answer(delay, reply, meaning, status);
    }

    private void takeAndTell(PayoutBatch batch, Consumer<Answer<BatchAnswer>> reply) {
        if (batch.payouts().stream().anyMatch(SimulatedBatches::isUnwanted)) {
            refuse(10, batch, reply, Meaning.REFUSED, 400);
        } else if (isUsed(batch)) {
            djamo.answer(10, reply, Meaning.REFERENCE_USED, 409);
        } else {
            batch.payouts().forEach(payout -> accept(payout, Long.MAX_VALUE));
            djamo.tell(10, reply, told(batch), 201);
        }
    }

    private void takeAndAnswer(long arrival, PayoutBatch batch, long visibleBy, long answered, Consumer<Answer<BatchAnswer>> reply,
                               Meaning meaning, int status) {
        if (batch.size() == 1 && isUnwanted(batch.payouts().get(0))) {
            djamo.refuse(batch.payouts().get(0).reference().value());
        }
        world.agenda.in(arrival, () -> {
            if (batch.payouts().stream().noneMatch(SimulatedBatches::isUnwanted) && !isUsed(batch)) {
                batch.payouts().forEach(payout -> accept(payout, visibleBy));
            }
        });
        djamo.answer(answered, reply, meaning, status);
    }

    private void takeSome(PayoutBatch batch, long visibleBy) {
        for (Payout payout : batch.payouts()) {
            if (isUnwanted(payout)) {
                if (batch.size() == 1) {
                    djamo.refuse(payout.reference().value());
                }
                return;
            }
            if (batch.size() == 1 || random.nextInt(3) > 0) {
                accept(payout, visibleBy);
            }
        }
    }

    private void accept(Payout payout, long visibleBy) {
        djamo.accept(payout.reference().value(), payout.msisdn().e164(), payout.amount().francs(), visibleBy);
    }

    private static boolean isUnwanted(Payout payout) {
        return Input.person(payout.msisdn().e164()) == SimulatedDjamo.REFUSED_PERSON;
    }

    private boolean isUsed(PayoutBatch batch) {
        return world.conditions.uniqueReferences()
                && batch.payouts().stream().anyMatch(payout -> !djamo.bookings(payout.reference().value()).isEmpty());
    }

    private BatchAnswer told(PayoutBatch batch) {
        count++;
        List<Transaction> items = new ArrayList<>();
        for (Payout payout : batch.payouts()) {
            List<Booking> all = djamo.bookings(payout.reference().value());
            items.add(random.nextInt(items.size() + 1), all.get(all.size() - 1).told(world.agenda.now()));
        }
        if (djamo.trouble()) {
            garble(items);
        }
        return new BatchAnswer("bat_" + count, items, 0);
    }

    private void garble(List<Transaction> items) {
        int at = random.nextInt(items.size());
        Transaction one = items.get(at);
        Transaction foreign = new Transaction("txn_elsewhere_" + count, "elsewhere-" + count, Input.msisdn(NOBODY), 7_000L, 70L,
                Transaction.Status.PENDING, null, null);
        switch (random.nextInt(5)) {
            case 0 -> items.remove(at);
            case 1 -> items.add(random.nextInt(items.size() + 1), one);
            case 2 -> items.add(at, foreign);
            case 3 -> items.set(at, foreign);
            default -> items.set(at, new Transaction(one.id(), one.reference(), one.msisdn(), one.amount() * 10, one.fee(), one.status(),
                    one.failureReason(), one.batchId()));
        }
        world.story.tell("djamo", "tells " + items + " of it");
    }
}
