package dev.djamopayouts.sandbox;

import static dev.djamopayouts.sandbox.Caller.batch;
import static dev.djamopayouts.sandbox.Caller.payout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MagicNumberTest {
    private static final String ORDINARY = "+2250707000001";
    private static DjamoSandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().settleMillis(20).slowSettleMillis(300).hangMillis(600).build());
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private static Caller.Reply pay(MagicNumber magic, String reference) throws Exception {
        return caller.pay(magic.msisdn(1), 5_000, reference);
    }

    private static String check(String msisdn) throws Exception {
        Caller.Reply reply = caller.get("/v1/transactions/customers/check?subCompanyId=sub&msisdn="
                + URLEncoder.encode(msisdn, StandardCharsets.UTF_8));
        assertThat(reply.status()).isEqualTo(200);
        return reply.text();
    }

    private static TransactionStatus statusOf(String reference) {
        return sandbox.book().byReference(reference).get(0).status();
    }

    private static void awaitStatus(String reference, TransactionStatus status) {
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> statusOf(reference) == status);
    }

    private static void assertAccepted(String reference, int times) {
        assertThat(sandbox.book().byReference(reference)).hasSize(times);
    }

    @ParameterizedTest
    @EnumSource(MagicNumber.class)
    void each_ending_is_found_in_its_number_and_described_in_one_line(MagicNumber magic) {
        assertThat(magic.msisdn(42)).matches("\\+225070042" + magic.ending());
        assertThat(MagicNumber.endingOf(Long.parseLong(magic.msisdn(42).substring(1)))).contains(magic);
        assertThat(magic.description()).isNotBlank().doesNotContain("\n");
        assertThat(MagicNumber.endingOf(2_250_707_000_001L)).isEmpty();
    }

    @Test
    void an_ordinary_number_is_a_customer_whose_payout_completes() throws Exception {
        assertThat(check(ORDINARY)).isEqualTo("{\"result\":true}");
        String id = caller.pay(ORDINARY, 5_000, "ordinary").json().get("id").asText();
        awaitStatus("ordinary", TransactionStatus.COMPLETED);

        Caller.Reply read = caller.get("/v1/transactions/" + id);
        assertThat(read.json().get("status").asText()).isEqualTo("completed");
        assertThat(read.json().get("failureReason").isNull()).isTrue();
    }

    @Test
    void n9001_is_not_a_customer() throws Exception {
        assertThat(check(MagicNumber.NOT_A_CUSTOMER.msisdn(1))).isEqualTo("{\"result\":false}");
        assertThat(pay(MagicNumber.NOT_A_CUSTOMER, "m9001").status()).isEqualTo(400);
        assertAccepted("m9001", 0);
    }

    @Test
    void n9002_is_accepted_then_fails_with_a_reason() throws Exception {
        String id = pay(MagicNumber.FAILS, "m9002").json().get("id").asText();
        awaitStatus("m9002", TransactionStatus.FAILED);
        Caller.Reply read = caller.get("/v1/transactions/" + id);
        assertThat(read.json().get("status").asText()).isEqualTo("failed");
        assertThat(read.json().get("failureReason").asText()).isNotBlank();
    }

    @Test
    void n9003_settles_later_than_an_ordinary_one_and_n9004_later_still() throws Exception {
        pay(MagicNumber.STAYS_PENDING, "m9004");
        pay(MagicNumber.SLOW_TO_SETTLE, "m9003");
        caller.pay(ORDINARY, 5_000, "m9003-ordinary");
        awaitStatus("m9003-ordinary", TransactionStatus.COMPLETED);
        assertThat(statusOf("m9003")).isEqualTo(TransactionStatus.PENDING);
        awaitStatus("m9003", TransactionStatus.COMPLETED);
        assertThat(statusOf("m9004")).isEqualTo(TransactionStatus.PENDING);
    }

    @Test
    void n9005_answers_500_first_and_has_accepted_nothing() throws Exception {
        assertThat(pay(MagicNumber.ERROR_BEFORE_ACCEPTANCE, "m9005").status()).isEqualTo(500);
        assertAccepted("m9005", 0);
        assertThat(pay(MagicNumber.ERROR_BEFORE_ACCEPTANCE, "m9005").status()).isEqualTo(201);
        assertAccepted("m9005", 1);
    }

    @Test
    void n9006_answers_500_first_although_it_has_accepted() throws Exception {
        Caller.Reply first = pay(MagicNumber.ERROR_AFTER_ACCEPTANCE, "m9006");
        assertThat(first.status()).isEqualTo(500);
        assertThat(first.json().get("statusCode").asInt()).isEqualTo(500);
        assertAccepted("m9006", 1);
        assertThat(pay(MagicNumber.ERROR_AFTER_ACCEPTANCE, "m9006").status()).isEqualTo(409);
        assertAccepted("m9006", 1);
    }

    @Test
    void n9007_cuts_the_connection_first_and_has_accepted_nothing() throws Exception {
        assertThatThrownBy(() -> pay(MagicNumber.CUT_BEFORE_ACCEPTANCE, "m9007")).isInstanceOf(IOException.class);
        assertAccepted("m9007", 0);
        assertThat(sandbox.book().posts("m9007")).isEqualTo(1);
        assertThat(pay(MagicNumber.CUT_BEFORE_ACCEPTANCE, "m9007").status()).isEqualTo(201);
    }

    @Test
    void n9008_cuts_the_connection_first_although_it_has_accepted() throws Exception {
        assertThatThrownBy(() -> pay(MagicNumber.CUT_AFTER_ACCEPTANCE, "m9008")).isInstanceOf(IOException.class);
        assertAccepted("m9008", 1);
        assertThat(pay(MagicNumber.CUT_AFTER_ACCEPTANCE, "m9008").status()).isEqualTo(409);
    }

    @Test
    void n9009_answers_html_first_although_it_has_accepted() throws Exception {
        Caller.Reply first = pay(MagicNumber.UNREADABLE_ANSWER, "m9009");
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Content-Type")).startsWith("text/html");
        assertThat(first.text()).startsWith("<html>");
        assertAccepted("m9009", 1);
    }

    @Test
    void n9010_answers_429_first_with_a_time_to_wait_and_has_accepted_nothing() throws Exception {
        Caller.Reply first = pay(MagicNumber.TOO_MANY_REQUESTS, "m9010");
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("Retry-After")).isEqualTo("1");
        assertAccepted("m9010", 0);
        assertThat(pay(MagicNumber.TOO_MANY_REQUESTS, "m9010").status()).isEqualTo(201);
    }

    @Test
    void n9011_always_answers_422_and_n9012_always_400_and_nothing_is_accepted() throws Exception {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(pay(MagicNumber.UNPROCESSABLE, "m9011").status()).isEqualTo(422);
            assertThat(pay(MagicNumber.REFUSED, "m9012").status()).isEqualTo(400);
        }
        assertAccepted("m9011", 0);
        assertAccepted("m9012", 0);
        assertThat(check(MagicNumber.REFUSED.msisdn(1))).isEqualTo("{\"result\":true}");
    }

    @Test
    void n9013_and_n9014_are_checked_in_the_old_shape() throws Exception {
        assertThat(check(MagicNumber.OLD_CHECK_COMPLETE.msisdn(1))).isEqualTo("{\"status\":\"complete\"}");
        assertThat(check(MagicNumber.OLD_CHECK_INCOMPLETE.msisdn(1))).isEqualTo("{\"status\":\"pending\"}");
        assertThat(pay(MagicNumber.OLD_CHECK_COMPLETE, "m9013").status()).isEqualTo(201);
    }

    @Test
    void n9015_echoes_another_amount_and_the_book_holds_what_was_sent() throws Exception {
        Caller.Reply reply = pay(MagicNumber.ECHOES_ANOTHER_AMOUNT, "m9015");
        assertThat(reply.json().get("amount").asLong()).isEqualTo(50_000);
        assertThat(caller.get("/v1/transactions/" + reply.json().get("id").asText()).json().get("amount").asLong()).isEqualTo(50_000);
        assertThat(sandbox.book().byReference("m9015").get(0).amount()).isEqualTo(5_000);
    }

    @Test
    void n9016_withholds_its_first_answer_although_it_has_accepted() throws Exception {
        String body = payout(MagicNumber.ANSWER_WITHHELD.msisdn(1), 5_000, "m9016");
        assertThatThrownBy(() -> caller.send(caller.request("/v1/transactions").timeout(Duration.ofMillis(250))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body))))
                .isInstanceOf(HttpTimeoutException.class);
        assertAccepted("m9016", 1);
        assertThat(pay(MagicNumber.ANSWER_WITHHELD, "m9016").status()).isEqualTo(409);
        // With patience the true answer comes in the end.
        assertThat(pay(MagicNumber.ANSWER_WITHHELD, "m9016-patient").status()).isEqualTo(201);
    }

    @Test
    void in_a_batch_one_disturbing_number_decides_for_the_whole_call() throws Exception {
        String lost = batch(payout(ORDINARY, 5_000, "b1"), payout(MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(2), 6_000, "b2"));
        assertThat(caller.post("/v1/transactions/batch", lost).status()).isEqualTo(500);
        assertAccepted("b1", 1);
        assertAccepted("b2", 1);

        String early = batch(payout(ORDINARY, 5_000, "b3"), payout(MagicNumber.ERROR_BEFORE_ACCEPTANCE.msisdn(2), 6_000, "b4"));
        assertThat(caller.post("/v1/transactions/batch", early).status()).isEqualTo(500);
        assertAccepted("b3", 0);
        assertThat(caller.post("/v1/transactions/batch", early).status()).isEqualTo(201);
        assertAccepted("b4", 1);

        String refused = batch(payout(ORDINARY, 5_000, "b5"), payout(MagicNumber.NOT_A_CUSTOMER.msisdn(2), 6_000, "b6"));
        assertThat(caller.post("/v1/transactions/batch", refused).status()).isEqualTo(400);
        assertAccepted("b5", 0);

        String both = batch(payout(MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(3), 5_000, "b7"), payout(MagicNumber.UNPROCESSABLE.msisdn(2), 6_000, "b8"));
        assertThat(caller.post("/v1/transactions/batch", both).status()).as("nothing with it is accepted").isEqualTo(422);
        assertAccepted("b7", 0);
        assertAccepted("b8", 0);
    }
}
