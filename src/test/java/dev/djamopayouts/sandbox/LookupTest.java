package dev.djamopayouts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class LookupTest {
    private static final String AWA = "+2250707000001";

    @Test
    void a_reference_finds_its_transaction_and_no_other() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            Caller caller = new Caller(sandbox);
            String id = caller.pay(AWA, 5_000, "a&b c").json().get("id").asText();
            caller.pay(AWA, 5_000, "other");

            JsonNode page = caller.get("/v1/transactions?reference=a%26b%20c").json();

            assertThat(page.get("count").asInt()).isEqualTo(1);
            assertThat(page.get("data")).hasSize(1);
            assertThat(page.get("data").get(0).get("id").asText()).isEqualTo(id);
            assertThat(caller.get("/v1/transactions?reference=absent").json().get("data")).isEmpty();
            assertThat(caller.get("/v1/transactions?reference=").status()).isEqualTo(400);
            assertThat(caller.get("/v1/transactions?xreference=1").status()).isEqualTo(400);
        }
    }

    @Test
    void an_id_finds_its_transaction_and_an_unknown_or_damaged_one_nothing() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            Caller caller = new Caller(sandbox);
            String id = caller.pay(AWA, 5_000, "one").json().get("id").asText();

            assertThat(caller.get("/v1/transactions/" + id).json().get("reference").asText()).isEqualTo("one");
            assertThat(sandbox.book().byId(id)).get().extracting(BookedTransaction::reference).isEqualTo("one");
            char last = id.charAt(id.length() - 1);
            String damaged = id.substring(0, id.length() - 1) + (last == '0' ? '1' : '0');
            assertThat(caller.get("/v1/transactions/" + damaged).status()).isEqualTo(404);
            assertThat(caller.get("/v1/transactions/txn_00000000-0000-4000-8000-000000000000").status()).isEqualTo(404);
            assertThat(caller.get("/v1/transactions/x").status()).isEqualTo(404);
        }
    }

    @Test
    void a_new_transaction_stays_out_of_lookup_and_list_for_the_lag_and_its_id_works_at_once() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().lookupLagMillis(700).build())) {
            Caller caller = new Caller(sandbox);
            String id = caller.pay(AWA, 5_000, "lagging").json().get("id").asText();

            assertThat(caller.get("/v1/transactions?reference=lagging").json().get("data")).isEmpty();
            assertThat(caller.get("/v1/transactions").json().get("data")).isEmpty();
            assertThat(caller.get("/v1/transactions/" + id).status()).isEqualTo(200);
            assertThat(caller.pay(AWA, 5_000, "lagging").status()).isEqualTo(409);

            Awaitility.await().atMost(Duration.ofSeconds(5)).until(
                    () -> caller.get("/v1/transactions?reference=lagging").json().get("data").size() == 1
                            && caller.get("/v1/transactions").json().get("count").asInt() == 1);
        }
    }

    @Test
    void a_lookup_by_reference_can_be_a_call_that_is_not_offered() throws Exception {
        for (ReferenceLookup lookup : List.of(ReferenceLookup.NOT_FOUND, ReferenceLookup.BAD_REQUEST)) {
            try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().referenceLookup(lookup).build())) {
                Caller caller = new Caller(sandbox);
                caller.pay(AWA, 5_000, "one");
                assertThat(caller.get("/v1/transactions?reference=one").status())
                        .isEqualTo(lookup == ReferenceLookup.NOT_FOUND ? 404 : 400);
                assertThat(caller.get("/v1/transactions").json().get("data")).hasSize(1);
            }
        }
    }

    @Test
    void references_need_not_be_unique_where_the_option_says_so_and_the_lookup_shows_both() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().uniqueReferences(false).build())) {
            Caller caller = new Caller(sandbox);
            assertThat(caller.pay(AWA, 5_000, "twice").status()).isEqualTo(201);
            assertThat(caller.pay(AWA, 6_000, "twice").status()).isEqualTo(201);

            JsonNode data = caller.get("/v1/transactions?reference=twice").json().get("data");
            assertThat(data).extracting(transaction -> transaction.get("amount").asInt()).containsExactly(5_000, 6_000);
            assertThat(sandbox.book().summary().referencesPaidTwice()).isEqualTo(1);
        }
    }

    @Test
    void the_list_is_paged_newest_first_and_pages_stay_put_while_new_ones_come_in() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            Caller caller = new Caller(sandbox);
            for (int i = 0; i < 7; i++) {
                caller.pay(AWA, 5_000, "r" + i);
            }
            JsonNode page = caller.get("/v1/transactions?limit=3").json();
            assertThat(page.get("count").asInt()).isEqualTo(7);
            assertThat(page.get("limit").asInt()).isEqualTo(3);
            assertThat(page.get("cursor").get("prev").isNull()).isTrue();
            assertThat(references(page)).containsExactly("r6", "r5", "r4");

            caller.pay(AWA, 5_000, "r7");
            JsonNode second = caller.get("/v1/transactions?limit=3&cursor=" + page.get("cursor").get("next").asText()).json();
            assertThat(references(second)).containsExactly("r3", "r2", "r1");
            JsonNode last = caller.get("/v1/transactions?limit=3&cursor=" + second.get("cursor").get("next").asText()).json();
            assertThat(references(last)).containsExactly("r0");
            assertThat(last.get("cursor").get("next").isNull()).isTrue();
            JsonNode back = caller.get("/v1/transactions?limit=3&cursor=" + last.get("cursor").get("prev").asText()).json();
            assertThat(references(back)).containsExactly("r3", "r2", "r1");
        }
    }

    private static List<String> references(JsonNode page) {
        List<String> references = new ArrayList<>();
        page.get("data").forEach(transaction -> references.add(transaction.get("reference").asText()));
        return references;
    }

    @Test
    void limit_and_cursor_are_checked_and_an_empty_list_is_a_page() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            Caller caller = new Caller(sandbox);
            assertThat(caller.get("/v1/transactions").json().get("data")).isEmpty();
            for (String query : List.of("limit=0", "limit=101", "limit=x", "cursor=x", "cursor=99", "status=pending")) {
                assertThat(caller.get("/v1/transactions?" + query).status()).as(query).isEqualTo(400);
            }
        }
    }

    @Test
    void the_check_wants_a_number_well_encoded() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start()) {
            Caller caller = new Caller(sandbox);
            assertThat(caller.get("/v1/transactions/customers/check").status()).isEqualTo(400);
            assertThat(caller.get("/v1/transactions/customers/check?msisdn=+2250707000001").status()).isEqualTo(400);
            assertThat(caller.get("/v1/transactions/customers/check?msisdn=%2B2250707000001").text()).isEqualTo("{\"result\":true}");
            assertThat(caller.get("/v1/transactions/customers/check?msisdn=%2B2250707000001&x=1").status()).isEqualTo(400);
        }
    }
}
