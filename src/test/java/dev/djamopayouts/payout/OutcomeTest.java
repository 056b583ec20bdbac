package dev.djamopayouts.payout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Outcome.Settlement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    private static final Reason REASON = new Reason(ReasonCode.NARR, "why");
    private static final Settlement BOOKED = new Settlement("txn_1", null, new Xof(50), null);

    @Test
    void every_outcome_says_where_it_leads() {
        assertThat(new Outcome.Checked().leadsTo(PayoutState.RECEIVED)).isEqualTo(PayoutState.CHECKED);
        assertThat(new Outcome.Rejected(REASON).leadsTo(PayoutState.SUBMITTING)).isEqualTo(PayoutState.REJECTED);
        assertThat(new Outcome.Accepted(BOOKED, 9).leadsTo(PayoutState.SUBMITTING)).isEqualTo(PayoutState.PENDING);
        assertThat(new Outcome.Completed(BOOKED).leadsTo(PayoutState.PENDING)).isEqualTo(PayoutState.COMPLETED);
        assertThat(new Outcome.Failed(BOOKED, REASON).leadsTo(PayoutState.PENDING)).isEqualTo(PayoutState.FAILED);
        assertThat(new Outcome.InDoubt(Doubt.LOST_ANSWER, "", 9).leadsTo(PayoutState.SUBMITTING)).isEqualTo(PayoutState.UNKNOWN);
        assertThat(new Outcome.NotSent("", 9).leadsTo(PayoutState.SUBMITTING)).isEqualTo(PayoutState.CHECKED);
    }

    @Test
    void no_outcome_but_nothing_new_leaves_a_payout_submitting() {
        for (Outcome outcome : List.of(new Outcome.Checked(), new Outcome.Rejected(REASON), new Outcome.Accepted(BOOKED, 1),
                new Outcome.Completed(BOOKED), new Outcome.Failed(BOOKED, REASON), new Outcome.InDoubt(Doubt.CONFLICT, "", 1),
                new Outcome.NotSent("", 1))) {
            assertThat(outcome.leadsTo(PayoutState.SUBMITTING)).isNotEqualTo(PayoutState.SUBMITTING);
        }
        Set<PayoutState> waiting = EnumSet.allOf(PayoutState.class);
        waiting.forEach(state -> assertThat(new Outcome.NotYet("", 1).leadsTo(state)).isEqualTo(state));
        waiting.forEach(state -> assertThat(new Outcome.Overdue("", 1).leadsTo(state)).isEqualTo(state));
    }
}
