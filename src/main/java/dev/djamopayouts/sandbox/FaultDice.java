package dev.djamopayouts.sandbox;

import java.util.SplittableRandom;

/** Draws from one {@link Faults}, starting at its seed. Used by the event loop only. */
final class FaultDice {
    private static final long SECOND_NANOS = 1_000_000_000L;
    private static final int[] SERVER_ERRORS = {500, 502, 503, 504};

    final Faults faults;
    private final SplittableRandom random;
    private long nextSlotNanos = System.nanoTime() - SECOND_NANOS;

    FaultDice(Faults faults) {
        this.faults = faults;
        this.random = new SplittableRandom(faults.seed());
    }

    Mishap draw() {
        double draw = random.nextDouble();
        if ((draw -= faults.serverErrorBeforeAcceptance()) < 0) {
            return Mishap.SERVER_ERROR_BEFORE;
        }
        if ((draw -= faults.serverErrorAfterAcceptance()) < 0) {
            return Mishap.SERVER_ERROR_AFTER;
        }
        if ((draw -= faults.cutBeforeAcceptance()) < 0) {
            return Mishap.CUT_BEFORE;
        }
        if ((draw -= faults.cutAfterAcceptance()) < 0) {
            return Mishap.CUT_AFTER;
        }
        if ((draw -= faults.unreadableAnswer()) < 0) {
            return Mishap.UNREADABLE;
        }
        return draw - faults.slowAnswer() < 0 ? Mishap.SLOW : Mishap.NONE;
    }

    int serverError() {
        return SERVER_ERRORS[random.nextInt(SERVER_ERRORS.length)];
    }

    long latencyMillis() {
        return faults.latencyMillis() + (faults.latencyJitterMillis() == 0 ? 0 : random.nextLong(faults.latencyJitterMillis() + 1));
    }

    boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** A leaky bucket that holds one second's calls: false where this call is one too many. */
    boolean withinRate(long nowNanos) {
        if (faults.rateLimitPerSecond() == 0) {
            return true;
        }
        long slot = nextSlotNanos - nowNanos < 0 ? nowNanos : nextSlotNanos;
        if (slot - nowNanos >= SECOND_NANOS) {
            return false;
        }
        nextSlotNanos = slot + SECOND_NANOS / faults.rateLimitPerSecond();
        return true;
    }
}
