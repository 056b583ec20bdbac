package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Backoff;
import dev.djamopayouts.djamo.Pacing;
import java.util.SplittableRandom;

/**
 * The weather of one schedule, drawn from its seed.
 *
 * @param instances        how many instances run
 * @param alone            whether a single instance takes over its own claims at a start, as on SQLite
 * @param uniqueReferences whether Djamo refuses a reference it has; off, only our own care counts
 * @param lagMaxMillis     the longest time from booking until a lookup shows it
 * @param forwardMillis    by how much the database's clock may be set forward, all told
 * @param crash            chance that an instance dies at a boundary
 * @param freeze           chance that it stands still there
 * @param cut              chance that it loses its way to the database there
 * @param lostCommit       chance that the answer to a commit, or the commit itself, is lost
 * @param djamoTrouble     chance that a call goes wrong in some way
 * @param troubleMillis    when all trouble is over
 * @param sore             where mishaps are many, or null
 * @param soreIsDeath      whether instances die there; else they stand still
 */
record Conditions(int instances, boolean alone, boolean uniqueReferences, long lagMaxMillis, long forwardMillis, double crash,
                  double freeze, double cut, double lostCommit, double djamoTrouble, long troubleMillis, Point sore,
                  boolean soreIsDeath) {

    static final long LEASE_MILLIS = 120_000;
    static final long LONGEST_CALL_MILLIS = 35_000;
    static final long VISIBILITY_MILLIS = 60_000;
    private static final double[] RARE = {0, 0.002, 0.01, 0.03};
    private static final double[] TROUBLE = {0, 0.1, 0.3, 0.6};

    static Conditions draw(SplittableRandom random) {
        int instances = 1 + random.nextInt(3);
        boolean unique = random.nextInt(4) == 0;
        long forward = random.nextInt(3) == 0 ? random.nextInt(10_000) : 0;
        long lag = switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> random.nextLong(5_000);
            default -> VISIBILITY_MILLIS - forward - 100 + (unique && random.nextBoolean() ? random.nextLong(20_000) : 0);
        };
        return new Conditions(instances, instances == 1 && random.nextBoolean(), unique, lag, forward, rare(random), rare(random),
                rare(random), rare(random), TROUBLE[random.nextInt(TROUBLE.length)], 60_000 + random.nextLong(600_000),
                random.nextInt(3) == 0 ? null : Point.values()[random.nextInt(Point.values().length)], random.nextInt(3) == 0);
    }

    /** The same weather, with more of what a safeguard is there for, so that its absence shows soon. */
    Conditions whereNeeded(Safeguard removed) {
        boolean unique = removed == Safeguard.COMPARE_BEFORE_ADOPTING || removed == Safeguard.COMPARE_BEFORE_BELIEVING_AN_EVENT;
        // A second instance takes over what stands still; alone, it goes on with what it held.
        int running = removed == Safeguard.AGE_OF_AN_ANSWER ? 1 : Math.max(2, instances);
        return new Conditions(running, false, unique, VISIBILITY_MILLIS - forwardMillis - 100, forwardMillis, crash, freeze,
                cut, lostCommit, Math.max(0.3, djamoTrouble), 300_000, removed.needed(), false);
    }

    private static double rare(SplittableRandom random) {
        return RARE[random.nextInt(RARE.length)];
    }

    /** The production's own intervals, a little shorter at the long end. */
    Pacing pacing(Safeguard removed) {
        return new Pacing(new Backoff(1_000, 30_000, bound -> 0), removed == Safeguard.VISIBILITY_DELAY ? 0 : VISIBILITY_MILLIS, 10, 2_000, 60_000);
    }

    @Override
    public String toString() {
        return instances + (alone ? " instance that owns its ledger" : " instances") + ", references "
                + (uniqueReferences ? "unique" : "not unique") + " at Djamo, lookups up to " + lagMaxMillis + " ms behind, crash "
                + crash + ", freeze " + freeze + ", cut " + cut + ", lost commit " + lostCommit + ", trouble at Djamo " + djamoTrouble
                + (sore == null ? "" : ", sore before " + sore + (soreIsDeath ? " (dies)" : " (stands still)")) + ", all over after " + troubleMillis / 1_000 + " s";
    }
}
