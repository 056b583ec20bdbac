package dev.djamopayouts.sandbox;

/**
 * What goes wrong, for every call under {@code /v1/}. Probabilities are 0 to 1 for each call (for each delivery where the
 * name says webhook) and are drawn from {@code seed}, so that one order of calls always meets the same faults.
 * Readable from JSON under the names of the components; what is left out is off.
 *
 * @param latencyMillis added to every answer, after the call has had its effect
 * @param latencyJitterMillis up to so much more, drawn for each call
 * @param rateLimitPerSecond calls a second over all endpoints, a burst of one second allowed; over it 429 with Retry-After; 0 is no limit
 * @param seed of every draw
 * @param serverErrorBeforeAcceptance probability of 500, 502, 503 or 504 without effect
 * @param serverErrorAfterAcceptance the same, after the call has had its effect
 * @param cutBeforeAcceptance probability that the connection closes without effect and without answer
 * @param cutAfterAcceptance the same, after the call has had its effect
 * @param unreadableAnswer probability of 200 with an HTML page, after the call has had its effect
 * @param slowAnswer probability that the true answer comes slowMillis late
 * @param slowMillis how late a slow answer is
 * @param down every call answers 503
 * @param transfersDown every POST under /v1/transactions answers 503 without effect
 * @param unauthorized every call answers 401
 * @param webhookLost probability that a delivery never happens
 * @param webhookDuplicated probability that an event is delivered twice
 * @param webhookLate probability that an event is delivered webhookLateMillis late
 * @param webhookLateMillis how late
 * @param webhookBeforeAnswer probability that "started" is delivered before the POST's own answer is sent
 * @param webhookReversed probability that "started" is delivered only after the final event
 */
public record Faults(
        long latencyMillis, long latencyJitterMillis, int rateLimitPerSecond, long seed,
        double serverErrorBeforeAcceptance, double serverErrorAfterAcceptance,
        double cutBeforeAcceptance, double cutAfterAcceptance,
        double unreadableAnswer, double slowAnswer, long slowMillis,
        boolean down, boolean transfersDown, boolean unauthorized,
        double webhookLost, double webhookDuplicated, double webhookLate, long webhookLateMillis,
        double webhookBeforeAnswer, double webhookReversed) {

    private static final long LONGEST_MILLIS = 3_600_000;

    /** @throws IllegalArgumentException naming the component that is out of range */
    public Faults {
        millis("latencyMillis", latencyMillis);
        millis("latencyJitterMillis", latencyJitterMillis);
        millis("slowMillis", slowMillis);
        millis("webhookLateMillis", webhookLateMillis);
        if (rateLimitPerSecond < 0) {
            throw new IllegalArgumentException("rateLimitPerSecond must be 0 (no limit) or more, not " + rateLimitPerSecond);
        }
        double endings = probability("serverErrorBeforeAcceptance", serverErrorBeforeAcceptance)
                + probability("serverErrorAfterAcceptance", serverErrorAfterAcceptance)
                + probability("cutBeforeAcceptance", cutBeforeAcceptance)
                + probability("cutAfterAcceptance", cutAfterAcceptance)
                + probability("unreadableAnswer", unreadableAnswer)
                + probability("slowAnswer", slowAnswer);
        if (endings > 1 + 1e-9) {
            throw new IllegalArgumentException("the probabilities of how a call ends must not exceed 1 together, not " + endings);
        }
        probability("webhookLost", webhookLost);
        probability("webhookDuplicated", webhookDuplicated);
        probability("webhookLate", webhookLate);
        probability("webhookBeforeAnswer", webhookBeforeAnswer);
        probability("webhookReversed", webhookReversed);
    }

    /** Nothing goes wrong. */
    public static Faults none() {
        return new Builder().build();
    }

    /** A builder in which nothing goes wrong yet. */
    public static Builder builder() {
        return new Builder();
    }

    private static void millis(String name, long value) {
        if (value < 0 || value > LONGEST_MILLIS) {
            throw new IllegalArgumentException(name + " must be 0 to " + LONGEST_MILLIS + ", not " + value);
        }
    }

    private static double probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is a probability and must be 0 to 1, not " + value);
        }
        return value;
    }

    /** Sets faults one by one under the names of {@link Faults}; used by one thread. */
    public static final class Builder {
        private long latencyMillis;
        private long latencyJitterMillis;
        private int rateLimitPerSecond;
        private long seed;
        private double serverErrorBeforeAcceptance;
        private double serverErrorAfterAcceptance;
        private double cutBeforeAcceptance;
        private double cutAfterAcceptance;
        private double unreadableAnswer;
        private double slowAnswer;
        private long slowMillis;
        private boolean down;
        private boolean transfersDown;
        private boolean unauthorized;
        private double webhookLost;
        private double webhookDuplicated;
        private double webhookLate;
        private long webhookLateMillis;
        private double webhookBeforeAnswer;
        private double webhookReversed;

        private Builder() {
        }

        public Builder latencyMillis(long value) { latencyMillis = value; return this; }
        public Builder latencyJitterMillis(long value) { latencyJitterMillis = value; return this; }
        public Builder rateLimitPerSecond(int value) { rateLimitPerSecond = value; return this; }
        public Builder seed(long value) { seed = value; return this; }
        public Builder serverErrorBeforeAcceptance(double value) { serverErrorBeforeAcceptance = value; return this; }
        public Builder serverErrorAfterAcceptance(double value) { serverErrorAfterAcceptance = value; return this; }
        public Builder cutBeforeAcceptance(double value) { cutBeforeAcceptance = value; return this; }
        public Builder cutAfterAcceptance(double value) { cutAfterAcceptance = value; return this; }
        public Builder unreadableAnswer(double value) { unreadableAnswer = value; return this; }
        public Builder slowAnswer(double value) { slowAnswer = value; return this; }
        public Builder slowMillis(long value) { slowMillis = value; return this; }
        public Builder down(boolean value) { down = value; return this; }
        public Builder transfersDown(boolean value) { transfersDown = value; return this; }
        public Builder unauthorized(boolean value) { unauthorized = value; return this; }
        public Builder webhookLost(double value) { webhookLost = value; return this; }
        public Builder webhookDuplicated(double value) { webhookDuplicated = value; return this; }
        public Builder webhookLate(double value) { webhookLate = value; return this; }
        public Builder webhookLateMillis(long value) { webhookLateMillis = value; return this; }
        public Builder webhookBeforeAnswer(double value) { webhookBeforeAnswer = value; return this; }
        public Builder webhookReversed(double value) { webhookReversed = value; return this; }

        /** @throws IllegalArgumentException naming what is out of range */
        public Faults build() {
            return new Faults(latencyMillis, latencyJitterMillis, rateLimitPerSecond, seed,
                    serverErrorBeforeAcceptance, serverErrorAfterAcceptance, cutBeforeAcceptance, cutAfterAcceptance,
                    unreadableAnswer, slowAnswer, slowMillis, down, transfersDown, unauthorized,
                    webhookLost, webhookDuplicated, webhookLate, webhookLateMillis, webhookBeforeAnswer, webhookReversed);
        }
    }
}
