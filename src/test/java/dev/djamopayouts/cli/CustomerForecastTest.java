package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.djamo.DjamoAccess;
import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Xof;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CustomerForecastTest {

    private static final Msisdn STRANGER = new Msisdn("+2250707009001");

    private final CustomerForecast forecast = new CustomerForecast();
    private DjamoSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().openingBalance(70_000).build());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Enquiry enquiry(String token) {
        return enquiry(() -> token);
    }

    private Enquiry enquiry(Supplier<String> token) {
        return Enquiry.open(new DjamoAccess(sandbox.baseUrl(), token, null, null, 1_000, 1_000, 8), 0, Clock.systemUTC());
    }

    @Test
    void each_number_is_asked_once_and_every_row_to_a_stranger_is_found() throws Exception {
        for (int line = 2; line < 3_000; line++) {
            forecast.add(line, line % 1_000 == 0 ? STRANGER : new Msisdn("+22507070" + (10_000 + line % 40)), new Xof(5_000 + line));
        }
        List<String> found = new ArrayList<>();
        try (Enquiry enquiry = enquiry("at_sandbox")) {
            forecast.ask(enquiry, 4, answered -> { });
        }
        forecast.eachStranger((line, msisdn, francs) -> found.add(line + " " + msisdn.e164() + " " + francs));

        assertThat(found).containsExactly("1000 +2250707009001 6000", "2000 +2250707009001 7000");
        assertThat(forecast.numbers()).isEqualTo(41);
        assertThat(forecast.strangers()).isEqualTo(1);
        assertThat(sandbox.book().calls().get("GET /v1/transactions/customers/check").get(200)).isEqualTo(41);
    }

    @Test
    void the_balance_is_told_and_nothing_is_paid_by_asking() throws Exception {
        try (Enquiry enquiry = enquiry("at_sandbox")) {
            assertThat(enquiry.balance()).isEqualTo(70_000);
        }
        assertThat(sandbox.book().transactions()).isEmpty();
    }

    @Test
    void where_one_question_fails_no_other_is_begun() {
        for (int line = 2; line < 400; line++) {
            forecast.add(line, new Msisdn("+22507070" + (10_000 + line)), new Xof(5_000));
        }
        AtomicInteger asked = new AtomicInteger();
        try (Enquiry enquiry = enquiry(() -> asked.incrementAndGet() == 20 ? "at_wrong" : "at_sandbox")) {
            assertThatThrownBy(() -> forecast.ask(enquiry, 4, answered -> { })).isInstanceOf(Enquiry.Unanswered.class);
        }
        assertThat(sandbox.book().calls().get("GET /v1/transactions/customers/check").get(200)).isLessThan(40);
    }

    @Test
    void a_refused_token_ends_the_asking_with_its_remedy() {
        for (int line = 2; line < 200; line++) {
            forecast.add(line, new Msisdn("+22507070" + (10_000 + line)), new Xof(5_000));
        }
        try (Enquiry enquiry = enquiry("at_wrong")) {
            assertThatThrownBy(() -> forecast.ask(enquiry, 4, answered -> { })).isInstanceOf(Enquiry.Unanswered.class)
                    .hasMessageContaining("refuses the access token").hasMessageContaining("djamo.access-token");
        }
    }
}
