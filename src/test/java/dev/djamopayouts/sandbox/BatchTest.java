package dev.djamopayouts.sandbox;

import static dev.djamopayouts.sandbox.Caller.batch;
import static dev.djamopayouts.sandbox.Caller.payout;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final String AWA = "+2250707000001";
    private static final String KOFI = "+2250707000002";
    private DjamoSandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().openingBalance(100_000).maxBatchItems(3).build());
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Caller.Reply post(String... items) throws Exception {
        return caller.post("/v1/transactions/batch", batch(items));
    }

    private void assertNothingAccepted() {
        assertThat(sandbox.book().size()).isZero();
        assertThat(sandbox.book().balance()).isEqualTo(100_000);
    }

    @Test
    void a_batch_is_accepted_whole_and_its_transactions_name_it() throws Exception {
        Caller.Reply reply = post(payout(AWA, 5_000, "one"), payout(KOFI, 7_050, "two"));

        assertThat(reply.status()).isEqualTo(201);
        JsonNode body = reply.json();
        assertThat(body.get("id").asText()).startsWith("bat_");
        assertThat(body.get("status").asText()).isEqualTo("processing");
        assertThat(body.get("totalAmount").asLong()).isEqualTo(12_050);
        assertThat(body.get("totalFee").asLong()).isEqualTo(50 + 70);
        assertThat(body.get("transactions")).hasSize(2);
        JsonNode second = body.get("transactions").get(1);
        assertThat(second.get("reference").asText()).isEqualTo("two");
        assertThat(caller.get("/v1/transactions/" + second.get("id").asText()).json().get("batchId")).isEqualTo(body.get("id"));
        assertThat(sandbox.book().transactions()).extracting(BookedTransaction::batchId).containsOnly(body.get("id").asText());
        assertThat(sandbox.book().balance()).isEqualTo(100_000 - 12_050 - 120);
    }

    @Test
    void one_bad_item_refuses_all_and_is_named_by_its_place() throws Exception {
        Caller.Reply reply = post(payout(AWA, 5_000, "one"), payout(KOFI, 4_000, "two"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").get(0).asText()).isEqualTo("transactions.1.amount must not be less than 5000");
        assertNothingAccepted();
    }

    @Test
    void a_type_in_an_item_is_refused() throws Exception {
        String items = "{\"transactions\":[" + payout(AWA, 5_000, "one") + "]}";
        Caller.Reply reply = caller.post("/v1/transactions/batch", items);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").get(0).asText()).isEqualTo("transactions.0.property type should not exist");
        assertNothingAccepted();
    }

    @Test
    void one_used_reference_refuses_all() throws Exception {
        caller.pay(AWA, 5_000, "used");
        assertThat(post(payout(KOFI, 5_000, "fresh"), payout(KOFI, 5_000, "used")).status()).isEqualTo(409);
        assertThat(sandbox.book().byReference("fresh")).isEmpty();
        assertThat(sandbox.book().byReference("used")).hasSize(1);
    }

    @Test
    void the_same_reference_twice_in_one_batch_refuses_all() throws Exception {
        assertThat(post(payout(AWA, 5_000, "same"), payout(KOFI, 5_000, "same")).status()).isEqualTo(409);
        assertNothingAccepted();
    }

    @Test
    void a_batch_that_the_balance_covers_only_in_part_is_refused_whole() throws Exception {
        Caller.Reply reply = post(payout(AWA, 50_000, "one"), payout(KOFI, 50_000, "two"));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").get(0).asText()).isEqualTo("insufficient balance");
        assertNothingAccepted();
    }

    @Test
    void a_batch_is_bounded_and_not_empty_and_has_no_other_field() throws Exception {
        assertThat(post(payout(AWA, 5_000, "1"), payout(AWA, 5_000, "2"), payout(AWA, 5_000, "3"), payout(AWA, 5_000, "4")).status())
                .isEqualTo(400);
        assertThat(post().status()).isEqualTo(400);
        assertThat(caller.post("/v1/transactions/batch", "{\"transactions\":{}}").status()).isEqualTo(400);
        assertThat(caller.post("/v1/transactions/batch", "{\"transactions\":[7]}").status()).isEqualTo(400);
        String otherField = batch(payout(AWA, 5_000, "1")).replace("{\"transactions\"", "{\"x\":1,\"transactions\"");
        assertThat(caller.post("/v1/transactions/batch", otherField).status()).isEqualTo(400);
        assertNothingAccepted();
        assertThat(post(payout(AWA, 5_000, "1"), payout(AWA, 5_000, "2"), payout(AWA, 5_000, "3")).status()).isEqualTo(201);
    }

    @Test
    void every_item_counts_as_a_post_of_its_reference() throws Exception {
        post(payout(AWA, 5_000, "one"), payout(KOFI, 5_000, "two"));
        post(payout(AWA, 5_000, "one"), payout(KOFI, 5_000, "two"));
        assertThat(List.of(sandbox.book().posts("one"), sandbox.book().posts("two"))).containsExactly(2, 2);
    }
}
