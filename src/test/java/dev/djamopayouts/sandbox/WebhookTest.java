package dev.djamopayouts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final String AWA = "+2250707000001";
    private static final Duration SOON = Duration.ofSeconds(5);
    private DjamoSandbox sandbox;
    private Caller caller;
    private WebhookReceiver receiver;

    @AfterEach
    void stop() {
        sandbox.close();
        receiver.close();
    }

    private void start(int refusals, Faults faults) throws Exception {
        start(refusals, SandboxOptions.builder().faults(faults));
    }

    private void start(int refusals, SandboxOptionsBuilder options) throws Exception {
        receiver = new WebhookReceiver(refusals);
        sandbox = DjamoSandbox.start(options.secretKey("shared secret").settleMillis(60).webhookRetryMillis(20).webhookAttempts(3).build());
        caller = new Caller(sandbox);
        for (TransactionStatus status : TransactionStatus.values()) {
            assertThat(register(status.topic(), receiver.url()).status()).isEqualTo(201);
        }
    }

    private Caller.Reply register(String topic, String url) throws Exception {
        return caller.post("/v1/webhooks", "{\"topic\":\"" + topic + "\",\"url\":\"" + url + "\"}");
    }

    @Test
    void a_payout_is_announced_when_started_and_when_completed() throws Exception {
        start(0, Faults.none());
        String id = caller.pay(AWA, 5_000, "one").json().get("id").asText();

        await().atMost(SOON).until(() -> receiver.deliveries().size() == 2);

        assertThat(receiver.topics()).containsExactly("transactions/started", "transactions/completed");
        assertThat(receiver.deliveries()).allSatisfy(delivery -> assertThat(delivery.json().get("data").get("id").asText()).isEqualTo(id));
        assertThat(receiver.deliveries().get(0).json().get("data").get("status").asText()).isEqualTo("pending");
        assertThat(receiver.deliveries().get(1).json().get("data").get("status").asText()).isEqualTo("completed");
        await().atMost(SOON).until(() -> sandbox.book().summary().webhooksDelivered() == 2);
    }

    @Test
    void a_failed_payout_is_announced_with_its_reason() throws Exception {
        start(0, Faults.none());
        caller.pay(MagicNumber.FAILS.msisdn(1), 5_000, "fails");
        await().atMost(SOON).until(() -> receiver.topics().contains("transactions/failed"));
        JsonNode data = receiver.deliveries().get(1).json().get("data");
        assertThat(data.get("status").asText()).isEqualTo("failed");
        assertThat(data.get("failureReason").asText()).isNotBlank();
    }

    @Test
    void the_signature_is_the_hmac_of_the_raw_body_with_the_secret_key() throws Exception {
        start(0, Faults.none());
        caller.pay(AWA, 5_000, "signé");
        await().atMost(SOON).until(() -> receiver.deliveries().size() == 2);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("shared secret".getBytes(), "HmacSHA256"));
        assertThat(receiver.deliveries()).allSatisfy(delivery ->
                assertThat(delivery.signature()).isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(delivery.body()))));
        assertThat(receiver.deliveries().get(0).signature()).isNotEqualTo(receiver.deliveries().get(1).signature());
    }

    @Test
    void a_delivery_that_is_refused_is_tried_again_with_the_same_body() throws Exception {
        start(2, Faults.none());
        caller.pay(MagicNumber.STAYS_PENDING.msisdn(1), 5_000, "retried");
        await().atMost(SOON).until(() -> sandbox.book().summary().webhooksDelivered() == 1);
        assertThat(receiver.deliveries()).hasSize(3);
        assertThat(receiver.deliveries()).allSatisfy(delivery ->
                assertThat(delivery.body()).isEqualTo(receiver.deliveries().get(0).body()));
    }

    @Test
    void a_delivery_is_given_up_after_its_last_try() throws Exception {
        start(Integer.MAX_VALUE, Faults.none());
        caller.pay(MagicNumber.STAYS_PENDING.msisdn(1), 5_000, "refused");
        await().atMost(SOON).until(() -> sandbox.book().summary().webhooksGivenUp() == 1);
        assertThat(receiver.deliveries()).hasSize(3);
        assertThat(sandbox.book().summary().webhooksDelivered()).isZero();
    }

    @Test
    void a_lost_event_is_never_delivered() throws Exception {
        start(0, Faults.builder().webhookLost(1).build());
        caller.pay(AWA, 5_000, "lost");
        await().atMost(SOON).until(() -> sandbox.book().summary().webhooksLost() == 2);
        assertThat(receiver.deliveries()).isEmpty();
    }

    @Test
    void a_duplicated_event_is_delivered_twice() throws Exception {
        start(0, Faults.builder().webhookDuplicated(1).build());
        caller.pay(AWA, 5_000, "duplicated");
        await().atMost(SOON).until(() -> receiver.deliveries().size() == 4);
        assertThat(receiver.topics()).containsExactlyInAnyOrder("transactions/started", "transactions/started",
                "transactions/completed", "transactions/completed");
    }

    @Test
    void a_late_event_comes_late() throws Exception {
        start(0, Faults.builder().webhookLate(1).webhookLateMillis(300).build());
        long paidAtNanos = System.nanoTime();
        caller.pay(AWA, 5_000, "late");
        await().atMost(SOON).until(() -> !receiver.deliveries().isEmpty());
        assertThat(TimeUnit.NANOSECONDS.toMillis(receiver.deliveries().get(0).atNanos() - paidAtNanos)).isGreaterThanOrEqualTo(295);
    }

    @Test
    void an_event_can_come_before_the_posts_own_answer() throws Exception {
        start(0, Faults.builder().webhookBeforeAnswer(1).build());
        for (int i = 0; i < 20; i++) {
            caller.pay(MagicNumber.STAYS_PENDING.msisdn(i), 5_000, "early" + i);
            assertThat(receiver.deliveries()).hasSize(i + 1);
        }
    }

    @Test
    void the_final_event_can_come_before_started() throws Exception {
        start(0, Faults.builder().webhookReversed(1).build());
        for (int i = 0; i < 5; i++) {
            caller.pay(AWA, 5_000, "reversed" + i);
        }
        await().atMost(SOON).until(() -> receiver.deliveries().size() == 10);
        for (int i = 0; i < 5; i++) {
            String reference = "reversed" + i;
            assertThat(receiver.deliveries().stream().filter(delivery -> delivery.reference().equals(reference))
                    .map(WebhookReceiver.Delivery::topic)).containsExactly("transactions/completed", "transactions/started");
        }
    }

    @Test
    void registrations_are_listed_and_read_back() throws Exception {
        start(0, Faults.none());
        String id = register("transactions/started", receiver.url()).json().get("id").asText();
        JsonNode page = caller.get("/v1/webhooks").json();
        assertThat(page.get("count").asInt()).isEqualTo(4);
        assertThat(page.get("data")).hasSize(4);
        assertThat(page.get("cursor").has("next")).isTrue();
        JsonNode webhook = caller.get("/v1/webhooks/" + id).json();
        assertThat(webhook.get("topic").asText()).isEqualTo("transactions/started");
        assertThat(webhook.get("url").asText()).isEqualTo(receiver.url());
        assertThat(caller.get("/v1/webhooks/whk_absent").status()).isEqualTo(404);
    }

    @Test
    void a_registration_is_checked_and_leaves_the_machine_only_where_the_option_says_so() throws Exception {
        start(0, SandboxOptions.builder().maxWebhooks(4));
        assertThat(register("transactions/other", receiver.url()).status()).isEqualTo(400);
        for (String url : List.of("not a url", "ftp://127.0.0.1/x", "http://", "http://user@127.0.0.1/", "http://example.com/hook",
                "http://127.0.0.1.example.com/hook", "http://10.0.0.1/hook")) {
            assertThat(register("transactions/started", url).status()).as(url).isEqualTo(400);
        }
        assertThat(caller.post("/v1/webhooks", "{\"topic\":\"transactions/started\"}").status()).isEqualTo(400);
        assertThat(register("transactions/started", "http://localhost:1/hook").status()).isEqualTo(201);
        assertThat(register("transactions/started", receiver.url()).status()).as("one too many").isEqualTo(400);
        try (DjamoSandbox open = DjamoSandbox.start(SandboxOptions.builder().webhooksAnywhere(true).build())) {
            String elsewhere = "{\"topic\":\"transactions/failed\",\"url\":\"https://example.com/hook\"}";
            assertThat(new Caller(open).post("/v1/webhooks", elsewhere).status()).isEqualTo(201);
        }
    }
}
