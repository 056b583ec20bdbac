package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.BatchMeanings;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.ledger.SharedLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** One schedule: everything in it follows from the seed. */
final class World {

    /** Schedules from this seed on are lived through in batch mode; those below are what they were before there was one. */
    static final long FIRST_IN_BATCHES = 1_000_000;

    private static final int MOST_STEPS = 60_000;
    private static final int STEPS_BETWEEN_LOOKS = 40;
    private static final long QUIET_WITHIN_MILLIS = 6 * 3_600_000L;

    final SharedLedger database;
    final VirtualClock clock;
    final Safeguard removed;
    final SplittableRandom random;
    final Conditions conditions;
    final Agenda agenda;
    final Story story;
    final Meanings meanings;
    final BatchMeanings batchMeanings;
    /** The most payouts of a batch in this schedule; 0 where payouts are sent one by one. */
    final int batchSize;
    final Sabotage sabotage;
    final SimulatedDjamo djamo;
    final Herald herald;
    final Input input;
    final Inbox inbox;
    final Auditor auditor;
    private final List<Instance> instances = new ArrayList<>();
    private final long troubleUntil;

    /** @param removed the safeguard that is taken away, or null */
    World(long seed, Safeguard removed, SharedLedger database, VirtualClock clock) {
        this.database = database;
        this.clock = clock;
        this.removed = removed;
        clock.reset();
        database.wipe();
        random = new SplittableRandom(seed);
        Conditions drawn = Conditions.draw(random);
        conditions = removed == null ? drawn : drawn.whereNeeded(removed);
        troubleUntil = VirtualClock.START + conditions.troubleMillis();
        agenda = new Agenda(clock);
        story = new Story(clock);
        story.tell("world", conditions.toString());
        meanings = new Meanings(conditions.pacing(removed), clock);
        batchMeanings = new BatchMeanings(meanings, clock);
        batchSize = seed < FIRST_IN_BATCHES ? 0 : 2 + new SplittableRandom(seed).nextInt(11);
        sabotage = new Sabotage(removed, database);
        input = Input.draw(random);
        djamo = new SimulatedDjamo(this);
        herald = new Herald(this, seed);
        inbox = new Inbox(this, input);
        auditor = new Auditor(this);
        for (int i = 0; i < conditions.instances(); i++) {
            instances.add(new Instance(this, i));
        }
    }

    List<Instance> instances() {
        return instances;
    }

    boolean inTrouble() {
        return agenda.now() < troubleUntil;
    }

    /** Lives through the schedule; {@link Broken} where a promise was not kept. */
    void run() {
        bookForeign();
        instances.forEach(instance -> agenda.in(random.nextLong(3_000), instance::start));
        // Once: setting it right again would be the other direction.
        long wrongMillis = conditions.forwardMillis() > 0 ? conditions.forwardMillis() : -random.nextLong(90_000);
        agenda.in(random.nextLong(conditions.troubleMillis()), () -> setClock(wrongMillis));
        agenda.at(troubleUntil, () -> instances.forEach(Instance::recover));
        for (int steps = 0; steps < MOST_STEPS; steps++) {
            if (!agenda.next() || agenda.now() > troubleUntil + QUIET_WITHIN_MILLIS) {
                break;
            }
            if (!inTrouble() && steps % STEPS_BETWEEN_LOOKS == 0 && isQuiet()) {
                auditor.audit();
                if (removed == null && !database.findings().isEmpty()) {
                    throw new Broken("the ledger's own audit finds " + database.findings());
                }
                return;
            }
        }
        throw new Broken("the work does not end: " + auditor.openWork());
    }

    private void setClock(long byMillis) {
        if (random.nextInt(3) == 0) {
            story.tell("world", "the database's clock is set by " + byMillis + " ms");
            clock.set(byMillis);
        }
    }

    /** Somebody else used a reference of ours for another payment: only where Djamo says so. */
    private void bookForeign() {
        if (conditions.uniqueReferences() && random.nextInt(3) == 0) {
            Input.Content content = input.drops().get(0).content();
            Input.Row row = content.rows().get(random.nextInt(content.rows().size()));
            if (row.readable()) {
                djamo.bookForeign(row.reference(content.sha256()).value(), row.msisdn(), row.francs() + random.nextInt(2));
            }
        }
    }

    private boolean isQuiet() {
        return inbox.isEmpty() && auditor.openWork().isEmpty();
    }
}
