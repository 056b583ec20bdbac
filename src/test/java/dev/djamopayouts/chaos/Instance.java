package dev.djamopayouts.chaos;

import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.SharedLedger;
import dev.djamopayouts.ledger.Stage;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One process. Between any two steps it may die, stand still or lose the database; what was in its memory dies with it.
 */
final class Instance {

    private static final double SORE = 0.12;

    private final World world;
    private final String name;
    private final SharedLedger.Way way;
    private final SplittableRandom random;
    /** Grows with every death: steps of an earlier life never happen. */
    private int life;
    private boolean up;
    private Ledger ledger;
    private long frozenUntil;
    private long cutUntil;
    private long pausedUntil;

    Instance(World world, int number) {
        this.world = world;
        this.name = "node-" + (number + 1);
        this.way = world.database.way(number);
        this.random = world.random.split();
    }

    World world() {
        return world;
    }

    Ledger ledger() {
        return ledger;
    }

    SplittableRandom random() {
        return random;
    }

    boolean isUp() {
        return up;
    }

    /** Starts the process, or finds that it does not come up and will be started again. */
    void start() {
        if (up) {
            return;
        }
        life++;
        pausedUntil = 0;
        try {
            ledger = durable("start", () -> way.open(Conditions.LEASE_MILLIS, world.conditions.alone()));
        } catch (Crashed | LedgerFailed e) {
            world.agenda.in(5_000, this::start);
            return;
        }
        up = true;
        new Receiver(this).poll();
        for (Stage stage : new Stage[] {Stage.CHECK, Stage.SUBMIT, Stage.RESOLVE, Stage.TRACK}) {
            if (stage == Stage.SUBMIT && world.batchSize > 0) {
                new BatchDesk(this).poll();
            } else {
                new StageDesk(this, stage).poll();
            }
        }
        new OutcomeDesk(this).poll();
        new AnswerDesk(this).poll();
    }

    private void die() {
        tell("dies");
        life++;
        up = false;
        if (world.inTrouble() && random.nextInt(4) > 0) {
            world.agenda.in(500 + random.nextLong(random.nextBoolean() ? 3_000 : 60_000), this::start);
        }
    }

    /** Trouble is over: whoever is down comes up, whoever stands still goes on. */
    void recover() {
        frozenUntil = Math.min(frozenUntil, world.agenda.now() + 200_000);
        cutUntil = 0;
        start();
    }

    void tell(String what) {
        world.story.tell(name, what);
    }

    /** The next step of this life, if it lives so long. */
    void then(long delayMillis, Point point, Runnable step) {
        int mine = life;
        world.agenda.in(delayMillis, () -> step(mine, point, step));
    }

    /** Somebody outside answers this life. */
    <T> Consumer<T> whileAlive(Consumer<T> step) {
        int mine = life;
        return value -> step(mine, Point.ANSWER, () -> step.accept(value));
    }

    private void step(int mine, Point point, Runnable step) {
        if (mine != life) {
            return;
        }
        if (world.agenda.now() < frozenUntil) {
            world.agenda.at(frozenUntil + random.nextLong(100), () -> step(mine, point, step));
            return;
        }
        if (befalls(world.conditions.freeze(), point, false)) {
            frozenUntil = world.agenda.now() + switch (random.nextInt(3)) {
                case 0 -> random.nextLong(20_000);
                // Longer than a lookup may be behind, and yet within the claim; or longer than the claim.
                case 1 -> Conditions.VISIBILITY_MILLIS + random.nextLong(Conditions.LEASE_MILLIS - Conditions.VISIBILITY_MILLIS);
                default -> Conditions.LEASE_MILLIS + random.nextLong(400_000);
            };
            tell("stands still before " + point + " for " + (frozenUntil - world.agenda.now()) + " ms");
            world.agenda.at(frozenUntil + random.nextLong(100), () -> step(mine, point, step));
            return;
        }
        try {
            if (befalls(world.conditions.crash(), point, true)) {
                tell("dies before " + point);
                throw new Crashed();
            }
            step.run();
        } catch (Crashed e) {
            die();
        }
    }

    /** More often where this schedule is sore. */
    private boolean befalls(double chance, Point point, boolean death) {
        Conditions conditions = world.conditions;
        boolean sore = conditions.sore() == point && conditions.soreIsDeath() == death;
        return world.inTrouble() && random.nextDouble() < Math.max(chance, sore ? SORE : 0);
    }

    /** Something the ledger is asked to do: it may fail, or be done without this process learning of it. */
    <T> T durable(String what, Supplier<T> work) {
        boolean trouble = world.inTrouble();
        if (trouble && random.nextDouble() < world.conditions.cut()) {
            cutUntil = world.agenda.now() + random.nextLong(60_000);
            tell("is cut off from the database for " + (cutUntil - world.agenda.now()) + " ms");
        }
        way.cut(world.agenda.now() < cutUntil);
        boolean dies = trouble && random.nextDouble() < world.conditions.crash();
        boolean loses = trouble && random.nextDouble() < world.conditions.lostCommit();
        if (dies || loses) {
            boolean afterwards = random.nextBoolean();
            way.loseCommit(random.nextInt(3), afterwards);
            tell((dies ? "dies in " : "may lose a commit of ") + what + (afterwards ? ", kept" : ", not kept"));
        }
        try {
            T done = work.get();
            if (dies) {
                throw new Crashed();
            }
            return done;
        } catch (LedgerFailed e) {
            if (dies) {
                throw new Crashed();
            }
            tell(what + " failed: " + e.getMessage());
            throw e;
        } finally {
            way.loseNothing();
        }
    }

    /** Whether calls may be made now. */
    boolean mayCall() {
        return world.agenda.now() >= pausedUntil;
    }

    /** Makes no call for a while. */
    void pause(long millis) {
        pausedUntil = Math.max(pausedUntil, world.agenda.now() + millis);
    }
}
