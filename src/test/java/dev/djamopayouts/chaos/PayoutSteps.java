package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.Meaning;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** One claimed payout's way through its stage, as the consumer and the routes take it: each line a place to die at. */
final class PayoutSteps {

    private final Instance instance;
    private final World world;
    private final Stage stage;
    private final Payout payout;
    private final Runnable ended;
    private final SplittableRandom random;
    private final long claimedAt;
    private final Meanings meanings;
    private long askedAtMillis;

    PayoutSteps(Instance instance, Stage stage, Payout payout, Runnable ended) {
        this.instance = instance;
        this.world = instance.world();
        this.stage = stage;
        this.payout = payout;
        this.ended = ended;
        this.random = instance.random();
        this.claimedAt = world.agenda.now();
        this.meanings = world.meanings;
    }

    void begin() {
        world.sabotage.claimed(stage, payout);
        instance.then(random.nextLong(random.nextInt(10) == 0 ? 50_000 : 500), Point.ROUTE, this::route);
    }

    /** One that waited long goes back. */
    private void route() {
        if (world.agenda.now() - claimedAt >= Conditions.LEASE_MILLIS / 2) {
            record(payout.state() == PayoutState.SUBMITTING ? new Outcome.NotSent("it waited too long", 0)
                    : new Outcome.NotYet("it waited too long", 0), Evidence.NONE);
            return;
        }
        instance.then(random.nextLong(random.nextInt(10) == 0 ? 30_000 : 200), Point.SEND, this::send);
    }

    /** The last look and the sending are one instant: see the package's page. */
    private void send() {
        boolean late = world.clock.millis() > payout.claim().expiresAtMillis() - Conditions.LONGEST_CALL_MILLIS;
        if (!instance.mayCall() || late && world.removed != Safeguard.LAST_LOOK) {
            conclude(new Answer<>(Meaning.NOT_REACHED, null, "held back", 0, Evidence.NONE));
            return;
        }
        askedAtMillis = world.clock.millis();
        switch (stage) {
            case CHECK -> world.djamo.check(payout.msisdn().e164(), answered());
            case SUBMIT -> transfer();
            case RESOLVE -> lookUp();
            case TRACK -> world.djamo.look(payout.progress().djamoId(), answered());
            case OUTCOME -> throw new IllegalStateException("outcomes have a desk of their own");
        }
    }

    private void transfer() {
        String reference = payout.reference().value()
                + (world.removed == Safeguard.SAME_REFERENCE && payout.progress().attempts() > 1 ? "-" + payout.progress().attempts() : "");
        if (world.removed != Safeguard.NO_HTTP_REPEATS) {
            transfer(reference, answered());
            return;
        }
        Consumer<Answer<Transaction>> last = answered();
        transfer(reference, instance.whileAlive((Answer<Transaction> answer) -> {
            if (answer.meaning() == Meaning.LOST) {
                transfer(reference, last);
            } else {
                last.accept(answer);
            }
        }));
    }

    private void transfer(String reference, Consumer<Answer<Transaction>> reply) {
        world.djamo.transfer("node", reference, payout.msisdn().e164(), payout.amount().francs(), reply);
    }

    private void lookUp() {
        Consumer<Answer<List<Transaction>>> reply = answered();
        if (world.removed == Safeguard.LOOKUP_BEFORE_RESEND) {
            reply.accept(new Answer<>(Meaning.TOLD, List.of(), "", 0, new Evidence(200, null), world.clock.millis()));
        } else if (world.removed == Safeguard.COMPARE_BEFORE_ADOPTING) {
            world.djamo.lookUp(payout.reference().value(), answer -> reply.accept(answer.value() == null ? answer
                    : new Answer<>(answer.meaning(), answer.value().stream().map(this::likeOurs).toList(), "", 0, answer.evidence())));
        } else {
            world.djamo.lookUp(payout.reference().value(), reply);
        }
    }

    private Transaction likeOurs(Transaction found) {
        return new Transaction(found.id(), found.reference(), null, null, found.fee(), found.status(), found.failureReason(), null);
    }

    /** An answer is read, and what is made of it comes later. */
    private <T> Consumer<Answer<T>> answered() {
        return instance.whileAlive(answer -> {
            observe(answer);
            long askedAt = world.removed == Safeguard.AGE_OF_AN_ANSWER ? world.clock.millis() : askedAtMillis;
            Answer<T> aged = new Answer<>(answer.meaning(), answer.value(), answer.text(), answer.retryAfterMillis(), answer.evidence(),
                    askedAt);
            instance.then(random.nextLong(20), Point.CONCLUDE, () -> conclude(aged));
        });
    }

    private void observe(Answer<?> answer) {
        switch (answer.meaning()) {
            case TOO_MANY -> instance.pause(Math.max(1_000, answer.retryAfterMillis()));
            case UNAUTHORISED, NOT_REACHED -> instance.pause(1_000 + random.nextLong(5_000));
            case TOLD, REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED, LOST -> { }
        }
    }

    @SuppressWarnings("unchecked")
    private void conclude(Answer<?> answer) {
        Outcome outcome = switch (stage) {
            case CHECK -> meanings.afterCheck(payout, (Answer<Boolean>) answer);
            case SUBMIT -> meanings.afterTransfer(payout, (Answer<Transaction>) answer);
            case RESOLVE -> meanings.afterLookup(payout, (Answer<List<Transaction>>) answer);
            case TRACK -> meanings.afterLook(payout, (Answer<Transaction>) answer);
            case OUTCOME -> throw new IllegalStateException("outcomes have a desk of their own");
        };
        Outcome concluded = world.sabotage.concluded(stage, answer.meaning(), outcome);
        instance.then(random.nextLong(20), Point.RECORD, () -> record(concluded, answer.evidence()));
    }

    private void record(Outcome outcome, Evidence evidence) {
        ended.run();
        world.sabotage.beforeRecord(payout, outcome);
        try {
            boolean taken = instance.durable("record", () -> instance.ledger().payouts().record(payout, outcome, evidence));
            instance.tell("records " + payout.id() + " " + outcome.leadsTo(payout.state()) + (taken ? "" : ": void, another claim has it")
                    + (outcome.detail() == null ? "" : " (" + outcome.detail() + ")"));
        } catch (LedgerFailed e) {
            // It stays claimed until its lease runs out.
            return;
        }
        world.auditor.watch();
    }
}
