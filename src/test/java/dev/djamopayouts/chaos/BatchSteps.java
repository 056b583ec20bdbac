package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.BatchAnswer;
import dev.djamopayouts.djamo.BatchMeanings.Conclusion;
import dev.djamopayouts.djamo.Meaning;
import dev.djamopayouts.ledger.Concluded;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.PayoutBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One claimed batch's way, as the consumer and the route take it: each line a place to die at. */
final class BatchSteps {

    private final Instance instance;
    private final World world;
    private final PayoutBatch batch;
    private final Runnable ended;
    private final SplittableRandom random;
    private final long claimedAt;

    BatchSteps(Instance instance, PayoutBatch batch, Runnable ended) {
        this.instance = instance;
        this.world = instance.world();
        this.batch = batch;
        this.ended = ended;
        this.random = instance.random();
        this.claimedAt = world.agenda.now();
    }

    void begin() {
        batch.payouts().forEach(payout -> world.sabotage.claimed(Stage.SUBMIT, payout));
        instance.then(random.nextLong(random.nextInt(10) == 0 ? 50_000 : 500), Point.ROUTE, this::route);
    }

    /** One that waited long goes back. */
    private void route() {
        if (world.agenda.now() - claimedAt >= Conditions.LEASE_MILLIS / 2) {
            record(batch.payouts().stream().<Outcome>map(any -> new Outcome.NotSent("it waited too long", 0)).toList(), Evidence.NONE);
            return;
        }
        instance.then(random.nextLong(random.nextInt(10) == 0 ? 30_000 : 200), Point.SEND, this::send);
    }

    /** The last look and the sending are one instant: see the package's page. */
    private void send() {
        boolean late = world.clock.millis() > batch.expiresAtMillis() - Conditions.LONGEST_CALL_MILLIS;
        if (!instance.mayCall() || late && world.removed != Safeguard.LAST_LOOK) {
            conclude(new Answer<>(Meaning.NOT_REACHED, null, "held back", 0, Evidence.NONE));
            return;
        }
        world.djamo.batches().send("node", batch, instance.whileAlive(answer -> {
            observe(answer);
            instance.then(random.nextLong(20), Point.CONCLUDE, () -> conclude(answer));
        }));
    }

    private void observe(Answer<?> answer) {
        switch (answer.meaning()) {
            case TOO_MANY -> instance.pause(Math.max(1_000, answer.retryAfterMillis()));
            case UNAUTHORISED, NOT_REACHED -> instance.pause(1_000 + random.nextLong(5_000));
            case TOLD, REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED, LOST -> { }
        }
    }

    private void conclude(Answer<BatchAnswer> answer) {
        Answer<BatchAnswer> read = answer.value() == null ? answer : new Answer<>(answer.meaning(),
                world.sabotage.answered(batch, answer.value()), answer.text(), answer.retryAfterMillis(), answer.evidence());
        Conclusion conclusion = world.batchMeanings.after(batch, read);
        conclusion.alarms().forEach(instance::tell);
        List<Outcome> outcomes = conclusion.outcomes().stream().map(it -> world.sabotage.concludedInBatch(answer.meaning(), it)).toList();
        instance.then(random.nextLong(20), Point.RECORD, () -> record(outcomes, answer.evidence()));
    }

    private void record(List<Outcome> outcomes, Evidence evidence) {
        ended.run();
        List<Concluded> concluded = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            world.sabotage.beforeRecord(batch.payouts().get(i), outcomes.get(i));
            concluded.add(new Concluded(batch.payouts().get(i), outcomes.get(i), evidence));
        }
        try {
            List<Boolean> taken = instance.durable("record a batch", () -> instance.ledger().payouts().record(concluded));
            for (int i = 0; i < batch.size(); i++) {
                instance.tell("records " + batch.payouts().get(i).id() + " of " + batch.name() + " " + outcomes.get(i).leadsTo(
                        batch.payouts().get(i).state()) + (taken.get(i) ? "" : ": void, another claim has it")
                        + (outcomes.get(i).detail() == null ? "" : " (" + outcomes.get(i).detail() + ")"));
            }
        } catch (LedgerFailed e) {
            // They stay claimed until their lease runs out.
            return;
        }
        world.auditor.watch();
    }
}
