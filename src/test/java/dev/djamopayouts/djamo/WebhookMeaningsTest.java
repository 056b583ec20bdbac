package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Ruling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every event at every state: what leads on, what says nothing, what is an alarm. */
class WebhookMeaningsTest {

    private static final long NOW = 1_800_000_100_000L;
    private final Sample.StoppedClock clock = new Sample.StoppedClock(NOW);
    private final Pacing pacing = new Pacing(new Backoff(1_000, 30_000, bound -> 0), 60_000, 10, 2_000, 900_000);
    private final WebhookMeanings meanings = new WebhookMeanings(new Meanings(pacing, clock), pacing, clock);

    private static Payout payout(PayoutState state, String djamoId, int attempts, Doubt doubt) {
        return Sample.payout(state, "REF-1", Sample.MSISDN, new Payout.Progress(attempts, 1, djamoId, doubt, doubt == null ? 0 : Sample.DOUBT_SINCE));
    }

    private static WebhookEvent event(String what, String id, long amount) {
        Status status = "completed".equals(what) ? Status.COMPLETED : "failed".equals(what) ? Status.FAILED : Status.PENDING;
        return new WebhookEvent("unclear".equals(what) ? "transactions/completed" : "transactions/" + what,
                new Transaction(id, "REF-1", Sample.MSISDN, amount, 500L, status, "failed".equals(what) ? "closed" : null, null));
    }

    /** The transaction is txn_1 wherever the ledger has one; "other" is another one, "odd" has another amount. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "RECEIVED   | 0 |       |            | started   | txn_1 | UNKNOWN alarm",
        "HELD       | 0 |       |            | completed | txn_1 | UNKNOWN alarm",
        "CHECKED    | 0 |       |            | started   | txn_1 | UNKNOWN alarm",
        "CHECKED    | 2 |       |            | failed    | txn_1 | UNKNOWN alarm",
        "CHECKED    | 1 |       |            | unclear   | odd   | UNKNOWN alarm",
        "SUBMITTING | 1 |       |            | started   | txn_1 | PENDING",
        "SUBMITTING | 1 |       |            | completed | txn_1 | COMPLETED",
        "SUBMITTING | 1 |       |            | failed    | txn_1 | FAILED",
        "SUBMITTING | 2 |       |            | failed    | txn_1 | nothing",
        "SUBMITTING | 2 |       |            | completed | txn_1 | COMPLETED",
        "SUBMITTING | 1 |       |            | unclear   | txn_1 | nothing",
        "SUBMITTING | 1 |       |            | started   | odd   | UNKNOWN CONFLICT",
        "UNKNOWN    | 1 |       | LOST_ANSWER| started   | txn_1 | PENDING",
        "UNKNOWN    | 1 |       | INTERRUPTED| completed | txn_1 | COMPLETED",
        "UNKNOWN    | 1 |       | LOST_ANSWER| failed    | txn_1 | FAILED",
        "UNKNOWN    | 2 |       | LOST_ANSWER| failed    | txn_1 | UNKNOWN now",
        "UNKNOWN    | 2 |       | LOST_ANSWER| completed | txn_1 | COMPLETED",
        "UNKNOWN    | 1 |       | LOST_ANSWER| unclear   | txn_1 | UNKNOWN now",
        "UNKNOWN    | 1 |       | LOST_ANSWER| completed | odd   | UNKNOWN CONFLICT",
        "UNKNOWN    | 0 |       | DUPLICATE_REFERENCE | completed | txn_1 | COMPLETED",
        "UNKNOWN    | 1 |       | CONFLICT   | completed | txn_1 | UNKNOWN now",
        "UNKNOWN    | 1 |       | CONFLICT   | failed    | odd   | UNKNOWN now",
        "PENDING    | 1 | txn_1 |            | started   | txn_1 | nothing",
        "PENDING    | 1 | txn_1 |            | completed | txn_1 | COMPLETED",
        "PENDING    | 1 | txn_1 |            | failed    | txn_1 | FAILED",
        "PENDING    | 1 | txn_1 |            | unclear   | txn_1 | PENDING now",
        "PENDING    | 1 | txn_1 |            | completed | odd   | COMPLETED alarm",
        "PENDING    | 1 | txn_1 |            | started   | odd   | contradicts",
        "PENDING    | 1 | txn_1 |            | failed    | other | contradicts",
        "PENDING    | 1 | txn_1 |            | completed | other | contradicts",
        "COMPLETED  | 1 | txn_1 |            | started   | txn_1 | nothing",
        "COMPLETED  | 1 | txn_1 |            | completed | txn_1 | nothing",
        "COMPLETED  | 1 | txn_1 |            | failed    | txn_1 | contradicts",
        "COMPLETED  | 1 | txn_1 |            | completed | odd   | contradicts",
        "COMPLETED  | 1 | txn_1 |            | started   | other | contradicts",
        "FAILED     | 1 | txn_1 |            | failed    | txn_1 | nothing",
        "FAILED     | 1 | txn_1 |            | started   | txn_1 | nothing",
        "FAILED     | 1 | txn_1 |            | completed | txn_1 | contradicts",
        "FAILED     | 1 | txn_1 |            | completed | other | contradicts",
        "FAILED     | 1 |       |            | failed    | other | nothing",
        "FAILED     | 1 |       |            | completed | other | contradicts",
        "REJECTED   | 0 |       |            | started   | txn_1 | contradicts",
        "REJECTED   | 0 |       |            | failed    | txn_1 | nothing"})
    void each_event_means_one_thing_at_each_state(PayoutState state, int attempts, String has, Doubt doubt, String what, String which, String expected) {
        boolean odd = "odd".equals(which);
        WebhookEvent event = event(what, odd ? "txn_1" : "other".equals(which) ? "txn_other" : which, odd ? 500_000 : 50_000);
        Ruling ruling = meanings.of(payout(state, has, attempts, doubt), event);
        assertThat(said(state, ruling)).isEqualTo(expected);
        if (ruling instanceof Ruling.Applies applies) {
            assertThat(state.mayBecome(applies.outcome().leadsTo(state))).as("an allowed way").isTrue();
        }
    }

    private static String said(PayoutState state, Ruling ruling) {
        if (ruling instanceof Ruling.Repeats) {
            return "nothing";
        }
        if (ruling instanceof Ruling.Contradicts contradicts) {
            assertThat(contradicts.alarm()).doesNotContain(Sample.MSISDN);
            return "contradicts";
        }
        Ruling.Applies applies = (Ruling.Applies) ruling;
        Outcome outcome = applies.outcome();
        String alarm = applies.alarm() != null || outcome.settlement() != null && outcome.settlement().alarm() != null ? " alarm" : "";
        String more = outcome instanceof Outcome.NotYet && outcome.dueAtMillis() == NOW ? " now" : outcome.doubt() == Doubt.CONFLICT ? " CONFLICT" : "";
        return outcome.leadsTo(state) + alarm + more;
    }

    @Test
    void who_may_have_sent_what_djamo_has_is_said_as_it_is_known() {
        assertThat(unsentAlarm(0)).endsWith("nothing is sent before it was looked up; find out who sent it");
        assertThat(unsentAlarm(1)).endsWith("nothing is sent before it was looked up; it may be an earlier sending of ours");
    }

    private String unsentAlarm(int attempts) {
        return ((Ruling.Applies) meanings.of(payout(PayoutState.CHECKED, null, attempts, null), event("completed", "txn_1", 50_000))).alarm();
    }

    @Test
    void no_event_ever_gives_a_payout_to_be_sent() {
        for (PayoutState state : PayoutState.values()) {
            for (String what : new String[] {"started", "completed", "failed", "unclear"}) {
                Ruling ruling = meanings.of(payout(state, null, 1, state == PayoutState.UNKNOWN ? Doubt.LOST_ANSWER : null), event(what, "txn_9", 50_000));
                if (ruling instanceof Ruling.Applies applies) {
                    assertThat(applies.outcome().leadsTo(state)).isNotIn(PayoutState.CHECKED, PayoutState.RECEIVED, PayoutState.SUBMITTING);
                }
            }
        }
    }

    @Test
    void while_events_arrive_pending_payouts_are_left_alone_longer_and_when_they_stay_away_no_more() {
        long[] nanos = {5};
        WebhookTrust trust = new WebhookTrust(() -> nanos[0], 60_000);
        Meanings trusting = new Meanings(pacing, clock, trust::leastTrackMillis);
        Transaction told = event("started", "txn_1", 50_000).transaction();
        Payout payout = Sample.submitting("REF-1", Sample.MSISDN);
        Answer<Transaction> answer = Answer.told(told, null);
        assertThat(trusting.afterTransfer(payout, answer).dueAtMillis()).isEqualTo(NOW + 2_000);
        trust.heard();
        assertThat(trusting.afterTransfer(payout, answer).dueAtMillis()).isEqualTo(NOW + 60_000);
        nanos[0] += 300_000_000_000L;
        assertThat(trusting.afterTransfer(payout, answer).dueAtMillis()).as("nothing was heard for five minutes").isEqualTo(NOW + 2_000);
    }
}
