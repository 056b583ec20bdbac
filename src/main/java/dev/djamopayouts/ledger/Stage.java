package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutState;
import java.util.List;

/** The stages of the journey that claim payouts: which states each takes, and what a claim makes of them. */
public enum Stage {
    CHECK(List.of(PayoutState.RECEIVED), null),
    /** A claimed payout is SUBMITTING before the call. */
    SUBMIT(List.of(PayoutState.CHECKED), PayoutState.SUBMITTING),
    /** A SUBMITTING payout whose claim ran out was interrupted: in doubt. */
    RESOLVE(List.of(PayoutState.UNKNOWN, PayoutState.SUBMITTING), PayoutState.UNKNOWN),
    TRACK(List.of(PayoutState.PENDING), null),
    OUTCOME(List.of(PayoutState.COMPLETED, PayoutState.FAILED, PayoutState.REJECTED), null);

    private final List<PayoutState> takes;
    private final PayoutState becomes;

    Stage(List<PayoutState> takes, PayoutState becomes) {
        this.takes = takes;
        this.becomes = becomes;
    }

    List<PayoutState> takes() {
        return takes;
    }

    /** The state of a payout that this stage claimed in the given state. */
    PayoutState claimed(PayoutState from) {
        return becomes == null ? from : becomes;
    }

    /** The stage that looks at a payout next, or null where none does. */
    static Stage after(PayoutState state) {
        return switch (state) {
            case RECEIVED -> CHECK;
            case CHECKED -> SUBMIT;
            case SUBMITTING, UNKNOWN -> RESOLVE;
            case PENDING -> TRACK;
            case COMPLETED, FAILED, REJECTED -> OUTCOME;
            case HELD -> null;
        };
    }
}
