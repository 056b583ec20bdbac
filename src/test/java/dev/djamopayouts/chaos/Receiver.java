package dev.djamopayouts.chaos;

import dev.djamopayouts.chaos.Input.Drop;
import dev.djamopayouts.chaos.Input.Row;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.ledger.RowIntake;
import dev.djamopayouts.ledger.Suspicion;
import java.util.ArrayList;
import java.util.List;

/** Receives one drop after the other, in chunks, as {@code receive-file} does: each call of the ledger a place to die at. */
final class Receiver extends Desk {

    static final int ROWS_IN_CHUNK = 3;

    private boolean receiving;

    Receiver(Instance instance) {
        super(instance);
    }

    @Override
    boolean work() {
        if (receiving || instance.world().inbox.there().isEmpty()) {
            return false;
        }
        if (!instance.durable("hold inbox", () -> instance.ledger().leases().hold("poll inbox"))) {
            return false;
        }
        List<Drop> there = instance.world().inbox.there();
        Drop drop = there.get(instance.random().nextInt(there.size()));
        receiving = true;
        goOn(drop, () -> take(drop));
        return true;
    }

    /** The next step; one that fails ends the receive, and the drop comes again with the next poll. */
    private void goOn(Drop drop, Runnable step) {
        instance.then(instance.random().nextLong(100), Point.RECEIVE, () -> {
            try {
                step.run();
            } catch (LedgerFailed | IllegalStateException e) {
                instance.tell("gives up receiving " + drop.id() + ": " + e.getMessage());
                receiving = false;
            }
        });
    }

    private void take(Drop drop) {
        World world = instance.world();
        PayoutFiles files = instance.ledger().files();
        String dropId = world.sabotage.dropId(drop, world.inbox.pickUp(drop));
        if (instance.durable("look at " + drop.id(), () -> files.answered(dropId)).isPresent()) {
            archive(drop);
            return;
        }
        if (world.database.number("SELECT COUNT(*) FROM lease WHERE name = 'receive' AND expires_at > ?", world.clock.millis()) > 0) {
            // Production waits for its turn within the call; here the world would stand still meanwhile.
            goOn(drop, () -> take(drop));
            return;
        }
        String sha256 = world.sabotage.sha256(drop);
        PayoutFiles.Taken taken = instance.durable("take " + drop.id(),
                () -> files.take(new PayoutFiles.Drop(dropId, "folder", drop.id(), sha256, 100)));
        PayoutFileEntry entry = taken.entry();
        instance.tell("takes " + drop.id() + " as file " + entry.id() + " " + entry.state());
        world.sabotage.taken(this);
        if (entry.state() != FileState.RECEIVING) {
            archive(drop);
        } else if (taken.firstWithSameContent() != null) {
            goOn(drop, () -> {
                instance.durable("dup", () -> end(() -> files.duplicate(entry, "dup")));
                archive(drop);
            });
        } else {
            goOn(drop, () -> add(drop, entry, 0));
        }
    }

    private void add(Drop drop, PayoutFileEntry entry, int chunk) {
        List<Row> rows = drop.content().rows();
        int from = chunk * ROWS_IN_CHUNK;
        if (from >= rows.size()) {
            accept(drop, entry);
            return;
        }
        instance.world().sabotage.beforeReceiving(this);
        if (chunk == drop.content().refusedAtChunk()) {
            instance.durable("refuse", () -> end(() -> instance.ledger().files().refuse(entry, "nack")));
            archive(drop);
            return;
        }
        List<NewPayout> payouts = new ArrayList<>();
        rows.subList(from, Math.min(rows.size(), from + ROWS_IN_CHUNK)).forEach(row -> payouts.add(row.payout(entry.sha256())));
        instance.world().sabotage.adding(() -> instance.durable("add", () -> end(() -> {
            RowIntake intake = instance.ledger().files().intake(entry.id(), Suspicion.NONE, StageDesk.CHECK_VALID_MILLIS);
            intake.add(payouts);
            intake.count();
        })));
        instance.world().sabotage.added(entry.id());
        instance.tell("adds rows to file " + entry.id());
        goOn(drop, () -> add(drop, entry, chunk + 1));
    }

    private void accept(Drop drop, PayoutFileEntry entry) {
        PayoutFiles.Count count = instance.durable("count", () -> instance.ledger().files().count(entry.id()));
        if (count.rows() != drop.content().rows().size()) {
            throw new IllegalStateException("the ledger has " + count.rows() + " rows");
        }
        goOn(drop, () -> {
            instance.world().sabotage.beforeReceiving(this);
            instance.durable("accept", () -> end(() -> instance.ledger().files().accept(entry, "form", "csv", count, "ack")));
            instance.tell("accepts " + drop.id());
            archive(drop);
        });
    }

    private void archive(Drop drop) {
        instance.then(instance.random().nextLong(200), Point.RECEIVE, () -> {
            instance.world().inbox.archive(drop);
            receiving = false;
        });
    }

    private static Object end(Runnable work) {
        work.run();
        return null;
    }
}
