package dev.djamopayouts.chaos;

import dev.djamopayouts.ledger.SharedLedger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Runs schedules one after the other on one database, which is emptied in between. */
final class Simulation implements AutoCloseable {

    private static final int MOST_INSTANCES = 3;
    private static final Path MEMORY = Path.of("/dev/shm");

    /**
     * How a schedule ended.
     *
     * @param broken the promise that was not kept, or null
     */
    record Ending(long seed, Broken broken, Story story) {
    }

    private final VirtualClock clock = new VirtualClock();
    private final Path folder;
    private final SharedLedger database;
    private long mended;
    private long halved;
    private long heard;
    private long known;

    Simulation() {
        try {
            folder = Files.isWritable(MEMORY) ? Files.createTempDirectory(MEMORY, "simulation") : Files.createTempDirectory("simulation");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        database = new SharedLedger(folder, MOST_INSTANCES, clock);
    }

    /** How many rows were paid, in all schedules so far, that asked again for what was not paid before. */
    long mended() {
        return mended;
    }

    /** How many rows were paid, in all schedules so far, whose batch had been refused before. */
    long halved() {
        return halved;
    }

    /** How many events of the API's led a payout on, in all schedules so far. */
    long heard() {
        return heard;
    }

    /** How many rows were sent, in all schedules so far, whose number was known to be a customer's as they were read. */
    long known() {
        return known;
    }

    /** @param removed the safeguard that is taken away, or null */
    Ending run(long seed, Safeguard removed) {
        World world = new World(seed, removed, database, clock);
        try {
            world.run();
            heard += world.herald.applied();
            mended += database.number("SELECT COUNT(*) FROM payout WHERE mends_file IS NOT NULL AND state = 'COMPLETED'");
            known += database.number("SELECT COUNT(*) FROM event e WHERE e.from_state = 'CHECKED' AND e.kind = 'CLAIMED' AND NOT EXISTS"
                    + " (SELECT 1 FROM event b WHERE b.file_id = e.file_id AND b.line_no = e.line_no AND b.seq < e.seq AND b.kind <> 'MENDED')");
            halved += database.number("SELECT COUNT(*) FROM payout WHERE batch_limit IS NOT NULL AND state = 'COMPLETED'");
            return new Ending(seed, null, world.story);
        } catch (Broken e) {
            return new Ending(seed, e, world.story);
        } catch (NullPointerException e) {
            if (removed == null) {
                throw e;
            }
            // A doubt that nobody knows the kind of, say: it stops there, and has not shown that the auditor notices.
            return new Ending(seed, null, world.story);
        }
    }

    @Override
    public void close() {
        database.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
