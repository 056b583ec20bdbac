package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.djamo.WebhookEvent;
import dev.djamopayouts.djamo.WebhookMeanings;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.Notice;
import dev.djamopayouts.ledger.Notifications.Heard;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The API's events: lost, twice, late, before the answer, out of order, to whichever instance is up. It draws from a seed of
 * its own, so that a schedule is otherwise the one it would be without events.
 */
final class Herald {

    private static final int MOST_TRIES = 4;

    private final World world;
    private final SplittableRandom random;
    private final boolean speaks;
    private final double lost;
    private final double twice;
    private final double late;
    private final WebhookMeanings meanings;
    private long applied;

    Herald(World world, long seed) {
        this.world = world;
        this.random = new SplittableRandom(~seed);
        // Without a safeguard the schedules are to be those of the table that says when its absence is noticed.
        this.speaks = world.removed == Safeguard.COMPARE_BEFORE_BELIEVING_AN_EVENT || world.removed == null && random.nextInt(3) > 0;
        this.lost = random.nextInt(3) * 0.3;
        this.twice = random.nextInt(3) * 0.3;
        this.late = random.nextInt(3) * 0.4;
        this.meanings = new WebhookMeanings(world.meanings, world.conditions.pacing(null), world.clock);
    }

    /** How many events led a payout on. */
    long applied() {
        return applied;
    }

    /** A transaction was booked: its events will be told, or not. */
    void booked(Booking booking) {
        if (!speaks) {
            return;
        }
        announce(booking, Status.PENDING, "transactions/started", world.agenda.now());
        announce(booking, booking.failing() ? Status.FAILED : Status.COMPLETED,
                booking.failing() ? "transactions/failed" : "transactions/completed", Math.max(world.agenda.now(), booking.endsAt()));
    }

    private void announce(Booking booking, Status status, String topic, long at) {
        boolean compared = world.removed != Safeguard.COMPARE_BEFORE_BELIEVING_AN_EVENT;
        Transaction told = new Transaction(booking.id(), booking.reference(), compared ? booking.msisdn() : null,
                compared ? Long.valueOf(booking.francs()) : null, booking.francs() / 100, status,
                status == Status.FAILED ? "the wallet is closed" : null, null);
        for (int copies = random.nextDouble() < twice ? 2 : 1; copies > 0; copies--) {
            if (random.nextDouble() >= lost) {
                long delay = random.nextDouble() < late ? random.nextLong(400_000) : random.nextLong(200);
                world.agenda.at(at + delay, () -> tell(new WebhookEvent(topic, told), 1));
            }
        }
    }

    /** To whoever answers; told again where nobody does. */
    private void tell(WebhookEvent event, int tries) {
        List<Instance> up = world.instances().stream().filter(Instance::isUp).toList();
        if (up.isEmpty()) {
            tellAgain(event, tries);
            return;
        }
        Instance instance = up.get(random.nextInt(up.size()));
        instance.whileAlive((WebhookEvent one) -> hear(instance, one, tries)).accept(event);
    }

    private void tellAgain(WebhookEvent event, int tries) {
        if (tries < MOST_TRIES) {
            world.agenda.in(1_000L << 2 * tries, () -> tell(event, tries + 1));
        }
    }

    private void hear(Instance instance, WebhookEvent event, int tries) {
        Transaction told = event.transaction();
        try {
            Heard heard = instance.durable("event", () -> instance.ledger().notifications().take(
                    new Notice(told.id(), event.topic(), told.reference(), told.amount(), told.msisdn()), payout -> meanings.of(payout, event)));
            switch (heard.fate()) {
                case APPLIED -> applied++;
                case REPEATED, CONTRADICTED, UNKNOWN -> { }
            }
            instance.tell("hears " + event + " for " + told.reference() + ": " + heard.fate() + (heard.alarm() == null ? "" : " (" + heard.alarm() + ")"));
        } catch (LedgerFailed e) {
            tellAgain(event, tries);
            return;
        }
        world.auditor.watch();
    }
}
