package dev.djamopayouts.sandbox;

import static dev.djamopayouts.sandbox.Caller.payout;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictnessTest {
    private static DjamoSandbox sandbox;
    private static Caller caller;

    @BeforeAll
    static void start() {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().maxBatchItems(3).maxBodyBytes(4_096).companyId("company-1").build());
        caller = new Caller(sandbox);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void a_good_transfer_is_answered_as_the_providers_page_shows_it() throws Exception {
        Caller.Reply reply = caller.post("/v1/transactions", """
                {"msisdn":"+2250707000001","amount":50000,"reference":"page-1","description":"Salaire de juin","type":"transfer"}""");

        assertThat(reply.status()).isEqualTo(201);
        List<String> fields = new ArrayList<>();
        reply.json().fieldNames().forEachRemaining(fields::add);
        assertThat(fields).containsExactly("id", "createdAt", "updatedAt", "amount", "fee", "totalAmount", "status", "msisdn",
                "reference", "description", "type");
        assertThat(reply.json().get("id").asText()).matches("txn_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
        assertThat(reply.json().get("fee").asLong()).isEqualTo(500);
        assertThat(reply.json().get("totalAmount").asLong()).isEqualTo(50_500);
        assertThat(reply.json().get("status").asText()).isEqualTo("pending");
    }

    @Test
    void an_error_has_the_documented_body_and_its_correlation_id_in_the_header_too() throws Exception {
        Caller.Reply reply = caller.pay("+2250707000001", 1, "error-body");

        JsonNode body = reply.json();
        assertThat(body.get("statusCode").asInt()).isEqualTo(400);
        assertThat(body.get("message")).hasSize(1);
        assertThat(body.get("error").asText()).isEqualTo("Bad Request Exception");
        assertThat(body.get("correlationId").asText()).isNotBlank().isEqualTo(reply.header("x-correlation-id"));
        assertThat(body.get("path").asText()).isEqualTo("/v1/transactions");
        assertThat(body.get("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/transactions", "/v1/transactions?reference=x", "/v1/transactions/txn_x", "/v1/balance",
            "/v1/transactions/customers/check?msisdn=%2B2250707000001", "/v1/webhooks", "/v1/nowhere"})
    void no_call_is_answered_without_the_token(String path) throws Exception {
        assertThat(new Caller(sandbox, null).get(path).status()).isEqualTo(401);
        assertThat(new Caller(sandbox, "at_wrong").get(path).status()).isEqualTo(401);
        assertThat(new Caller(sandbox, sandbox.options().tokenWithoutRights()).get(path).status()).isEqualTo(403);
        assertThat(caller.get(path).status()).isNotIn(401, 403);
    }

    @Test
    void a_post_without_the_token_pays_nothing() throws Exception {
        assertThat(new Caller(sandbox, "at_wrong").pay("+2250707000001", 5_000, "no-token").status()).isEqualTo(401);
        assertThat(sandbox.book().byReference("no-token")).isEmpty();
    }

    @Test
    void another_company_id_is_forbidden_and_the_right_one_or_none_is_not() throws Exception {
        assertThat(caller.send(caller.request("/v1/balance").header("X-Company-Id", "company-2")).status()).isEqualTo(403);
        assertThat(caller.send(caller.request("/v1/balance").header("X-Company-Id", "company-1")).status()).isEqualTo(200);
        assertThat(caller.get("/v1/balance").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"amount\":5000                 | \"amount\":\"5000\"             | amount must be an integer number",
        "\"amount\":5000                 | \"amount\":5000.5               | amount must be an integer number",
        "\"amount\":5000                 | \"amount\":5e3                  | amount must be an integer number",
        "\"amount\":5000                 | \"amount\":5000.0               | amount must be an integer number",
        "\"amount\":5000                 | \"amount\":99999999999999999999 | amount must be an integer number",
        "\"amount\":5000                 | \"amount\":null                 | amount must be an integer number",
        "\"amount\":5000                 | \"amount\":4999                 | amount must not be less than 5000",
        "\"amount\":5000                 | \"amount\":-5000                | amount must not be less than 5000",
        "\"amount\":5000                 | \"amount\":500001               | amount must not be greater than 500000",
        "\"+2250707000001\"              | \"2250707000001\"               | msisdn must be a valid phone number",
        "\"+2250707000001\"              | \"+225070700000\"               | msisdn must be a valid phone number",
        "\"+2250707000001\"              | \"+22507070000011\"             | msisdn must be a valid phone number",
        "\"+2250707000001\"              | \"+22177000001\"                | msisdn must be a valid phone number",
        "\"+2250707000001\"              | \"+33612345678\"                | msisdn must be a valid phone number",
        "\"+2250707000001\"              | \"+225 07 07000001\"            | msisdn must be a valid phone number",
        "\"+2250707000001\"              | 2250707000001                   | msisdn must be a valid phone number",
        "\"reference\":\"strict\"        | \"reference\":\"\"              | reference should not be empty",
        "\"reference\":\"strict\"        | \"reference\":7                 | reference must be a string",
        "\"reference\":\"strict\",       | ``                              | reference must be a string",
        "\"type\":\"transfer\"           | \"type\":\"payment\"            | type must be one of the following values: transfer",
        "\"type\":\"transfer\"           | \"description\":\"no type\"     | type must be one of the following values: transfer",
        "\"type\":\"transfer\"           | \"type\":\"transfer\",\"description\":7    | description must be a string",
        "\"type\":\"transfer\"           | \"type\":\"transfer\",\"currency\":\"XOF\" | property currency should not exist"})
    void a_field_that_is_wrong_is_named_and_nothing_is_paid(String good, String bad, String message) throws Exception {
        String body = payout("+2250707000001", 5_000, "strict");
        assertThat(body).contains(good);

        Caller.Reply reply = caller.post("/v1/transactions", body.replace(good, bad));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("message").get(0).asText()).isEqualTo(message);
        assertThat(sandbox.book().byReference("strict")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "\"text\"", "{}{}", "not json"})
    void a_body_that_is_not_one_object_is_refused(String body) throws Exception {
        assertThat(caller.post("/v1/transactions", body).status()).isEqualTo(400);
        assertThat(caller.post("/v1/transactions/batch", body).status()).isEqualTo(400);
        assertThat(caller.post("/v1/webhooks", body).status()).isEqualTo(400);
    }

    @Test
    void a_repeated_key_is_refused_because_two_readers_could_see_two_amounts() throws Exception {
        String body = payout("+2250707000001", 5_000, "twice").replace("\"amount\":5000", "\"amount\":5000,\"amount\":6000");
        assertThat(caller.post("/v1/transactions", body).status()).isEqualTo(400);
        assertThat(sandbox.book().byReference("twice")).isEmpty();
    }

    @Test
    void the_content_type_must_be_json() throws Exception {
        HttpRequest.BodyPublisher body = HttpRequest.BodyPublishers.ofString(payout("+2250707000001", 5_000, "plain"));
        assertThat(caller.send(caller.request("/v1/transactions").POST(body)).status()).isEqualTo(400);
        assertThat(caller.send(caller.request("/v1/transactions").header("Content-Type", "text/plain").POST(body)).status()).isEqualTo(400);
        assertThat(caller.send(caller.request("/v1/transactions").header("Content-Type", "application/json; charset=utf-8").POST(body))
                .status()).isEqualTo(201);
    }

    @Test
    void the_bounds_of_the_amount_are_good_amounts_and_senegal_is_a_good_country() throws Exception {
        assertThat(caller.pay("+2250707000001", 5_000, "least").status()).isEqualTo(201);
        assertThat(caller.pay("+221770000001", 500_000, "most").status()).isEqualTo(201);
    }

    @Test
    void a_body_that_is_too_large_is_cut_short() throws Exception {
        Caller.Reply reply = caller.post("/v1/transactions", " ".repeat(5_000) + payout("+2250707000001", 5_000, "large"));
        assertThat(reply.status()).isEqualTo(413);
        assertThat(sandbox.book().byReference("large")).isEmpty();
    }

    @Test
    void a_reference_or_a_description_that_is_too_long_is_refused() throws Exception {
        assertThat(caller.pay("+2250707000001", 5_000, "r".repeat(256)).status()).isEqualTo(400);
        assertThat(caller.pay("+2250707000001", 5_000, "r".repeat(255)).status()).isEqualTo(201);
        assertThat(caller.post("/v1/transactions", payout("+2250707000001", 5_000, "long-description")
                .replace("\"type\"", "\"description\":\"" + "d".repeat(1_001) + "\",\"type\"")).status()).isEqualTo(400);
    }

    @Test
    void an_unknown_path_or_method_is_not_found() throws Exception {
        assertThat(caller.get("/v1/nowhere").status()).isEqualTo(404);
        assertThat(caller.get("/v2/transactions").status()).isEqualTo(404);
        assertThat(caller.put("/v1/transactions", payout("+2250707000001", 5_000, "put")).status()).isEqualTo(404);
    }

    @Test
    void a_reference_that_was_used_is_refused_and_the_first_transfer_stays_alone() throws Exception {
        assertThat(caller.pay("+2250707000001", 5_000, "used").status()).isEqualTo(201);

        Caller.Reply again = caller.pay("+2250707000002", 6_000, "used");

        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().get("error").asText()).isEqualTo("Conflict Exception");
        assertThat(sandbox.book().byReference("used")).singleElement().satisfies(booked -> {
            assertThat(booked.amount()).isEqualTo(5_000);
            assertThat(booked.msisdn()).isEqualTo("+2250707000001");
            assertThat(booked.posts()).isEqualTo(2);
        });
    }

    @Test
    void a_query_string_that_is_not_encoded_well_is_a_bad_request() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.getOutputStream().write(("GET /v1/transactions?reference=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Authorization: Bearer " + sandbox.options().accessToken() + "\r\n\r\n").getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 400 ");
        }
    }
}
