package dev.djamopayouts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BalanceTest {
    private DjamoSandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().openingBalance(20_000).settleMillis(50).build());
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void acceptance_debits_amount_and_fee() throws Exception {
        assertThat(caller.get("/v1/balance").text()).isEqualTo("{\"balance\":20000,\"currency\":\"XOF\"}");
        caller.pay("+2250707000001", 5_099, "one");
        assertThat(caller.get("/v1/balance").json().get("balance").asLong()).isEqualTo(20_000 - 5_099 - 50);
    }

    @Test
    void a_payout_that_the_balance_does_not_cover_with_its_fee_is_refused_and_costs_nothing() throws Exception {
        Caller.Reply reply = caller.pay("+2250707000001", 20_000, "too-much");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").get(0).asText()).isEqualTo("insufficient balance");
        assertThat(sandbox.book().balance()).isEqualTo(20_000);
        assertThat(caller.pay("+2250707000001", 19_801, "just-covered").status()).isEqualTo(201);
        assertThat(sandbox.book().balance()).isEqualTo(20_000 - 19_801 - 198);
    }

    @Test
    void a_failed_payout_gives_amount_and_fee_back_and_a_completed_one_does_not() throws Exception {
        caller.pay(MagicNumber.FAILS.msisdn(1), 5_000, "fails");
        caller.pay("+2250707000001", 6_000, "completes");
        assertThat(sandbox.book().summary().totalAmount()).isEqualTo(11_000);
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(
                () -> sandbox.book().transactions().stream().noneMatch(t -> t.status() == TransactionStatus.PENDING));
        assertThat(sandbox.book().balance()).isEqualTo(20_000 - 6_060);
        assertThat(sandbox.book().byReference("fails").get(0).failureReason()).isNotBlank();
        assertThat(sandbox.book().byReference("completes").get(0).failureReason()).isNull();
    }
}
