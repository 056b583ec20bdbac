package dev.djamopayouts.file;

import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.ReasonCode;
import java.time.Instant;
import java.util.List;

/**
 * What became of a whole payout file, for the page that a finance person keeps. Money is whole francs.
 *
 * @param acceptedAt when it was acknowledged
 * @param settledAt  when its last row became final
 * @param firstSentAt when the first payout left, or null where none did
 * @param states     the states that rows are in, each once
 * @param reasons    why rows were not paid, each reason once
 * @param fees       what Djamo charged for the paid rows
 */
public record FileSummary(FileFacts file, Instant acceptedAt, Instant settledAt, Instant firstSentAt, List<State> states,
                          List<Unpaid> reasons, long fees) {

    /** Rows in one state, and the sum of their amounts that could be read. */
    public record State(PayoutState state, long rows, long francs) {
    }

    /** Rows not paid for one reason, and the sum of their amounts that could be read. */
    public record Unpaid(ReasonCode code, long rows, long francs) {
    }

    public FileSummary {
        states = List.copyOf(states);
        reasons = List.copyOf(reasons);
    }

    long rows() {
        return states.stream().mapToLong(State::rows).sum();
    }

    long francs() {
        return states.stream().mapToLong(State::francs).sum();
    }

    /** The rows in that state; none of them where it is not listed. */
    State in(PayoutState state) {
        return states.stream().filter(it -> it.state() == state).findFirst().orElse(new State(state, 0, 0));
    }
}
