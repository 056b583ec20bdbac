package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Evidence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiGateTest {

    private final Sample.StoppedClock clock = new Sample.StoppedClock(1_000_000);
    private final ApiGate gate = new ApiGate(clock::nanos, new Backoff(1_000, 30_000, bound -> 0));

    private void hear(Meaning meaning) {
        gate.observe(answer(meaning, 0), CallKind.QUESTION);
    }

    private void probe(Meaning meaning) {
        gate.observe(answer(meaning, 0), CallKind.PROBE);
    }

    private static Answer<String> answer(Meaning meaning, long retryAfterMillis) {
        int status = meaning == Meaning.NOT_REACHED ? 0 : 200;
        return new Answer<>(meaning, null, "text", retryAfterMillis, new Evidence(status, null));
    }

    @ParameterizedTest
    @EnumSource(value = Meaning.class, names = {"TOLD", "REFUSED", "UNPROCESSABLE", "MISSING", "REFERENCE_USED", "LOST"})
    void what_concerns_one_payout_closes_nothing(Meaning meaning) {
        hear(meaning);
        assertThat(gate.isClosed()).isFalse();
        assertThat(gate.wantsProbe()).isFalse();
    }

    @Test
    void a_refused_token_closes_it_until_a_probe_works_however_long_that_takes() {
        hear(Meaning.UNAUTHORISED);
        assertThat(gate.isClosed()).isTrue();
        assertThat(gate.isTokenRefused()).isTrue();
        clock.advance(3_600_000);
        assertThat(gate.isClosed()).as("no payout finds out whether the token works").isTrue();
        assertThat(gate.wantsProbe()).isTrue();
        probe(Meaning.UNAUTHORISED);
        assertThat(gate.wantsProbe()).as("not at once again").isFalse();
        clock.advance(2_000);
        assertThat(gate.wantsProbe()).isTrue();
        probe(Meaning.LOST);
        assertThat(gate.isClosed()).as("a server's failure says nothing about the token").isTrue();
        probe(Meaning.TOLD);
        assertThat(gate.isClosed()).isFalse();
        assertThat(gate.isTokenRefused()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Meaning.class, names = {"REFUSED", "UNPROCESSABLE", "MISSING", "REFERENCE_USED"})
    void a_probe_that_is_answered_anything_but_a_refused_token_opens_it(Meaning meaning) {
        hear(Meaning.UNAUTHORISED);
        hear(meaning);
        assertThat(gate.isTokenRefused()).as("a call let through earlier proves nothing").isTrue();
        probe(meaning);
        assertThat(gate.isTokenRefused()).isFalse();
    }

    @Test
    void a_late_answer_to_an_earlier_call_does_not_open_it() {
        hear(Meaning.UNAUTHORISED);
        hear(Meaning.TOLD);
        assertThat(gate.isTokenRefused()).isTrue();
        clock.advance(60_000);
        assertThat(gate.isClosed()).isTrue();
    }

    @Test
    void probes_come_at_growing_intervals_that_end_at_thirty_seconds() {
        long waited = 0;
        hear(Meaning.UNAUTHORISED);
        for (int i = 0; i < 12; i++) {
            long before = clock.millis();
            while (!gate.wantsProbe()) {
                clock.advance(100);
            }
            waited = clock.millis() - before;
            probe(Meaning.UNAUTHORISED);
        }
        assertThat(waited).isEqualTo(30_000);
    }

    @Test
    void a_rate_limit_closes_it_as_long_as_was_asked_for_and_at_least_a_second() {
        gate.observe(answer(Meaning.TOO_MANY, 5_000), CallKind.QUESTION);
        clock.advance(4_999);
        assertThat(gate.isClosed()).isTrue();
        clock.advance(1);
        assertThat(gate.isClosed()).isFalse();
        gate.observe(answer(Meaning.TOO_MANY, 0), CallKind.QUESTION);
        clock.advance(999);
        assertThat(gate.isClosed()).isTrue();
        gate.observe(answer(Meaning.TOO_MANY, 100), CallKind.QUESTION);
        hear(Meaning.TOLD);
        assertThat(gate.isClosed()).as("another call's answer shortens no pause").isTrue();
        clock.advance(1_000);
        assertThat(gate.isClosed()).isFalse();
    }

    @Test
    void an_outage_pauses_longer_each_time_once_for_all_calls_that_fail_together() {
        for (int i = 0; i < 50; i++) {
            hear(Meaning.NOT_REACHED);
        }
        assertThat(gate.isUnreachable()).isTrue();
        clock.advance(1_000);
        assertThat(gate.isClosed()).as("fifty calls, one pause").isFalse();
        hear(Meaning.NOT_REACHED);
        clock.advance(1_999);
        assertThat(gate.isClosed()).isTrue();
        clock.advance(1);
        assertThat(gate.isClosed()).isFalse();
        hear(Meaning.TOLD);
        assertThat(gate.isUnreachable()).isFalse();
        hear(Meaning.NOT_REACHED);
        clock.advance(1_000);
        assertThat(gate.isClosed()).as("back to the first pause").isFalse();
    }

    @ParameterizedTest
    @EnumSource(value = Meaning.class, names = "NOT_REACHED", mode = EnumSource.Mode.EXCLUDE)
    void whatever_it_answers_it_was_reached(Meaning meaning) {
        hear(Meaning.NOT_REACHED);
        hear(meaning);
        assertThat(gate.isUnreachable()).isFalse();
    }

    @Test
    void a_lost_answer_without_a_status_does_not_say_that_it_was_reached() {
        hear(Meaning.NOT_REACHED);
        gate.observe(Answer.of(Meaning.LOST, "reset", Evidence.NONE), CallKind.QUESTION);
        assertThat(gate.isUnreachable()).isTrue();
    }

    private void transfer(Meaning meaning) {
        assertThat(gate.admits(CallKind.TRANSFER)).as("let through").isTrue();
        gate.observe(answer(meaning, 0), CallKind.TRANSFER);
    }

    private void loseTransfers() {
        for (int i = 0; i < 10; i++) {
            transfer(Meaning.LOST);
        }
    }

    @Test
    void transfers_whose_answers_are_lost_stop_and_questions_go_on() {
        loseTransfers();
        assertThat(gate.losesTransfers()).isTrue();
        assertThat(gate.admits(CallKind.TRANSFER)).isFalse();
        assertThat(gate.transfersAtOnce(32)).isZero();
        assertThat(gate.isClosed()).isFalse();
        assertThat(gate.admits(CallKind.QUESTION)).isTrue();
        hear(Meaning.TOLD);
        assertThat(gate.admits(CallKind.TRANSFER)).as("an answer to a question says nothing of transfers").isFalse();
    }

    @Test
    void a_few_lost_answers_among_good_ones_stop_nothing_and_half_of_them_lost_does() {
        for (int i = 0; i < 300; i++) {
            transfer(i % 3 == 0 ? Meaning.LOST : Meaning.TOLD);
        }
        assertThat(gate.losesTransfers()).isFalse();
        for (int i = 0; i < 20 && !gate.losesTransfers(); i++) {
            transfer(i % 2 == 0 ? Meaning.LOST : Meaning.TOLD);
        }
        assertThat(gate.losesTransfers()).isTrue();
    }

    @Test
    void each_time_answers_were_lost_as_many_good_ones_are_asked_for() {
        for (int time = 0; time < 2; time++) {
            loseTransfers();
            assertThat(gate.sendsNoTransfers()).isTrue();
            clock.advance(60_000);
            probe(Meaning.TOLD);
            assertThat(gate.sendsNoTransfers()).as("one at a time").isFalse();
            for (int good = 0; good < 3; good++) {
                assertThat(gate.losesTransfers()).isTrue();
                transfer(Meaning.TOLD);
            }
            assertThat(gate.losesTransfers()).isFalse();
        }
    }

    @Test
    void once_a_probe_is_answered_one_transfer_at_a_time_finds_out_and_then_all_go() {
        loseTransfers();
        assertThat(gate.wantsProbe()).as("not at once").isFalse();
        clock.advance(1_000);
        assertThat(gate.wantsProbe()).isTrue();
        probe(Meaning.LOST);
        assertThat(gate.wantsProbe()).as("later").isFalse();
        assertThat(gate.transfersAtOnce(32)).isZero();
        clock.advance(2_000);
        probe(Meaning.TOLD);
        assertThat(gate.transfersAtOnce(32)).isEqualTo(1);
        assertThat(gate.admits(CallKind.TRANSFER)).isTrue();
        assertThat(gate.admits(CallKind.TRANSFER)).as("a second one beside it").isFalse();
        assertThat(gate.transfersAtOnce(32)).isZero();
        gate.observe(answer(Meaning.TOLD, 0), CallKind.TRANSFER);
        transfer(Meaning.REFUSED);
        assertThat(gate.losesTransfers()).isTrue();
        transfer(Meaning.TOLD);
        assertThat(gate.losesTransfers()).isFalse();
        assertThat(gate.transfersAtOnce(32)).isEqualTo(32);
    }

    @Test
    void a_transfer_on_trial_that_is_lost_costs_one_payout_in_doubt_and_the_next_trial_comes_later() {
        loseTransfers();
        long waited = 0;
        for (int i = 0; i < 10; i++) {
            long before = clock.millis();
            while (!gate.wantsProbe()) {
                clock.advance(100);
            }
            waited = clock.millis() - before;
            probe(Meaning.TOLD);
            transfer(Meaning.LOST);
            assertThat(gate.admits(CallKind.TRANSFER)).isFalse();
        }
        assertThat(waited).isEqualTo(30_000);
    }

    @Test
    void a_transfer_on_trial_that_never_left_gives_its_place_to_the_next() {
        loseTransfers();
        clock.advance(1_000);
        probe(Meaning.TOLD);
        transfer(Meaning.NOT_REACHED);
        clock.advance(60_000);
        transfer(Meaning.TOO_MANY);
        clock.advance(60_000);
        transfer(Meaning.TOLD);
    }

    @Test
    void an_API_that_answers_nothing_at_all_is_left_alone_for_a_while() {
        for (int i = 0; i < 19; i++) {
            hear(Meaning.LOST);
        }
        assertThat(gate.isClosed()).isFalse();
        hear(Meaning.LOST);
        assertThat(gate.isClosed()).isTrue();
        assertThat(gate.isUnreachable()).isTrue();
        clock.advance(1_000);
        assertThat(gate.isClosed()).isFalse();
        hear(Meaning.LOST);
        clock.advance(1_999);
        assertThat(gate.isClosed()).as("longer each time").isTrue();
        clock.advance(1);
        hear(Meaning.TOLD);
        assertThat(gate.isUnreachable()).isFalse();
        hear(Meaning.LOST);
        assertThat(gate.isClosed()).isFalse();
    }
}
