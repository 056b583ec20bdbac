package dev.djamopayouts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String AWA = "+2250707000001";
    private DjamoSandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = DjamoSandbox.start();
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void a_sandbox_that_is_down_answers_503_to_every_call_until_it_is_up_again() throws Exception {
        sandbox.faults(Faults.builder().down(true).build());
        assertThat(caller.get("/v1/balance").status()).isEqualTo(503);
        assertThat(caller.pay(AWA, 5_000, "down").status()).isEqualTo(503);
        assertThat(caller.get("/sandbox/health").status()).isEqualTo(200);
        sandbox.faults(Faults.none());
        assertThat(caller.pay(AWA, 5_000, "down").status()).isEqualTo(201);
        assertThat(sandbox.book().posts("down")).isEqualTo(1);
    }

    @Test
    void an_unauthorized_sandbox_answers_401_to_a_good_token() throws Exception {
        sandbox.faults(Faults.builder().unauthorized(true).build());
        assertThat(caller.pay(AWA, 5_000, "token").status()).isEqualTo(401);
        assertThat(sandbox.book().size()).isZero();
    }

    @Test
    void calls_over_the_rate_answer_429_with_a_time_to_wait_and_pay_nothing() throws Exception {
        sandbox.faults(Faults.builder().rateLimitPerSecond(5).build());
        int refused = 0;
        for (int i = 0; i < 20; i++) {
            Caller.Reply reply = caller.pay(AWA, 5_000, "rate" + i);
            if (reply.status() == 429) {
                refused++;
                assertThat(reply.header("Retry-After")).isEqualTo("1");
            }
        }
        assertThat(refused).isBetween(5, 15);
        assertThat(sandbox.book().size()).isEqualTo(20 - refused);
    }

    @Test
    void a_server_error_before_acceptance_pays_nothing_and_one_after_it_pays() throws Exception {
        sandbox.faults(Faults.builder().serverErrorBeforeAcceptance(1).build());
        TreeSet<Integer> statuses = new TreeSet<>();
        for (int i = 0; i < 40; i++) {
            statuses.add(caller.pay(AWA, 5_000, "before" + i).status());
        }
        assertThat(statuses).containsExactly(500, 502, 503, 504);
        assertThat(sandbox.book().size()).isZero();

        sandbox.faults(Faults.builder().serverErrorAfterAcceptance(1).build());
        assertThat(caller.pay(AWA, 5_000, "after").status()).isBetween(500, 504);
        assertThat(sandbox.book().byReference("after")).hasSize(1);
        assertThat(caller.get("/v1/balance").status()).isBetween(500, 504);
    }

    @Test
    void a_cut_before_acceptance_pays_nothing_and_one_after_it_pays() throws Exception {
        sandbox.faults(Faults.builder().cutBeforeAcceptance(1).build());
        assertThatThrownBy(() -> caller.pay(AWA, 5_000, "before")).isInstanceOf(IOException.class);
        assertThat(sandbox.book().size()).isZero();

        sandbox.faults(Faults.builder().cutAfterAcceptance(1).build());
        assertThatThrownBy(() -> caller.pay(AWA, 5_000, "after")).isInstanceOf(IOException.class);
        assertThat(sandbox.book().byReference("after")).hasSize(1);
        assertThat(sandbox.book().calls("POST /v1/transactions", 0)).isEqualTo(2);
    }

    @Test
    void an_unreadable_answer_hides_a_payout_that_was_accepted() throws Exception {
        sandbox.faults(Faults.builder().unreadableAnswer(1).build());
        Caller.Reply reply = caller.pay(AWA, 5_000, "html");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.text()).startsWith("<html>");
        assertThat(sandbox.book().byReference("html")).hasSize(1);
    }

    @Test
    void latency_and_slow_answers_come_after_the_effect() throws Exception {
        sandbox.faults(Faults.builder().latencyMillis(100).slowAnswer(1).slowMillis(200).build());
        long begun = System.nanoTime();
        assertThat(caller.pay(AWA, 5_000, "slow").status()).isEqualTo(201);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun)).isGreaterThanOrEqualTo(295);
    }

    @Test
    void one_seed_meets_one_order_of_calls_with_the_same_faults_and_another_seed_does_not() throws Exception {
        List<Integer> first = statuses(7, "a");
        assertThat(statuses(7, "b")).isEqualTo(first);
        assertThat(statuses(8, "c")).isNotEqualTo(first);
        assertThat(first).contains(201).anyMatch(status -> status >= 500);
    }

    private List<Integer> statuses(long seed, String prefix) throws Exception {
        sandbox.faults(Faults.builder().seed(seed).serverErrorBeforeAcceptance(0.3).build());
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            statuses.add(caller.pay(AWA, 5_000, prefix + i).status());
        }
        return statuses;
    }

    @Test
    void a_fault_out_of_range_is_named() {
        assertThatThrownBy(() -> Faults.builder().cutAfterAcceptance(1.5).build())
                .hasMessageContaining("cutAfterAcceptance").hasMessageContaining("1.5");
        assertThatThrownBy(() -> Faults.builder().cutAfterAcceptance(Double.NaN).build()).hasMessageContaining("cutAfterAcceptance");
        assertThatThrownBy(() -> Faults.builder().latencyMillis(-1).build()).hasMessageContaining("latencyMillis");
        assertThatThrownBy(() -> Faults.builder().rateLimitPerSecond(-1).build()).hasMessageContaining("rateLimitPerSecond");
        assertThatThrownBy(() -> Faults.builder().unreadableAnswer(0.6).slowAnswer(0.6).build()).hasMessageContaining("together");
    }
}
