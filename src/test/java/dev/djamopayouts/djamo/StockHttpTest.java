package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What a plain {@code to("http:…")} does, seen by the server it calls. That a POST goes again on 429 and 503 is shown beside
 * ours, in {@link DjamoRoutesTest#a_post_goes_once_on_429_and_503_where_stock_camel_sends_it_again()}.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StockHttpTest {

    private static final String BODY = "{\"reference\":\"STOCK\"}";

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void starts() {
        camel.start();
    }

    @AfterEach
    void stops() {
        camel.stop();
    }

    private Exchange post(String uri, Map<String, Object> headers) {
        return camel.createProducerTemplate().request(uri, sent -> {
            sent.getMessage().setBody(BODY);
            sent.getMessage().setHeader("Authorization", "Bearer " + Line.TOKEN);
            sent.getMessage().getHeaders().putAll(headers);
        });
    }

    /** @see DjamoRoutesTest#nothing_of_the_message_leaves_and_nothing_of_the_answer_stays() */
    @Test
    void stock_camel_sends_every_header_of_the_message_and_takes_over_those_of_the_answer() {
        String answer = RawServer.json(201, "Authorization: Bearer of-the-server\r\nX-Debug: yes\r\n", "{}");
        try (RawServer server = RawServer.answering(answer)) {
            Exchange exchange = post(server.baseUrl() + "/v1/transactions", Map.of("payoutFile", "salaires de Awa.csv",
                    "Cookie", "session=1"));
            assertThat(server.requests).singleElement().asString().startsWith("POST /v1/transactions ").endsWith(BODY)
                    .contains("payoutFile: salaires de Awa.csv", "Cookie: session=1");
            assertThat(exchange.getMessage().getHeaders()).containsEntry("Authorization", "Bearer of-the-server")
                    .containsEntry("X-Debug", "yes").containsEntry("payoutFile", "salaires de Awa.csv");
        }
    }

    /** @see DjamoRoutesTest#nothing_of_the_message_leaves_and_nothing_of_the_answer_stays() */
    @Test
    void a_header_of_the_message_leads_a_stock_call_with_its_token_to_another_server() {
        try (RawServer api = RawServer.answering(RawServer.json(201, "", "{}"));
                RawServer elsewhere = RawServer.answering(RawServer.json(201, "", "{}"))) {
            post(api.baseUrl() + "/v1/transactions", Map.of(Exchange.HTTP_URI, elsewhere.baseUrl() + "/"));
            assertThat(api.requests).isEmpty();
            assertThat(elsewhere.requests).singleElement().asString().contains("Authorization: Bearer " + Line.TOKEN, BODY);
        }
    }

    /** @see DjamoRoutesTest#nothing_of_the_message_leaves_and_nothing_of_the_answer_stays() */
    @Test
    void a_header_of_the_message_makes_a_get_without_a_body_of_a_stock_post() {
        try (RawServer server = RawServer.answering(RawServer.json(200, "", "{}"))) {
            post(server.baseUrl() + "/v1/transactions", Map.of(Exchange.HTTP_QUERY, "amount=1"));
            assertThat(server.requests).singleElement().asString().startsWith("GET /v1/transactions?amount=1 ").doesNotContain(BODY);
        }
    }

    /** @see DjamoRoutesTest#the_plus_of_a_number_is_percent_encoded_and_the_companies_are_named() */
    @Test
    void the_plus_of_a_number_in_a_query_arrives_as_a_space_from_stock_camel() {
        try (RawServer server = RawServer.answering(RawServer.json(200, "", "{\"result\":true}"))) {
            post(server.baseUrl() + "/check", Map.of(Exchange.HTTP_METHOD, "GET", Exchange.HTTP_QUERY, "msisdn=" + Sample.MSISDN));
            post(server.baseUrl() + "/check?httpMethod=GET&msisdn=" + Sample.MSISDN, Map.of());
            assertThat(server.requests).hasSize(2).allSatisfy(request -> {
                String query = request.substring(request.indexOf('?') + 1, request.indexOf(" HTTP/"));
                assertThat(URLDecoder.decode(query, StandardCharsets.UTF_8)).isEqualTo("msisdn= 2250707123456");
            });
        }
    }

    /**
     * @see FailuresTest#an_answer_that_does_not_come_in_time_is_lost()
     * @see CallLimitsTest#no_more_calls_are_in_flight_than_there_are_connections()
     */
    @Test
    void stock_camel_waits_three_minutes_and_calls_twenty_at_a_time() {
        HttpComponent http = camel.getComponent("http", HttpComponent.class);
        assertThat(http.getConnectionRequestTimeout()).isEqualTo(180_000);
        assertThat(http.getConnectTimeout()).isEqualTo(180_000);
        assertThat(http.getSoTimeout()).isEqualTo(180_000);
        assertThat(http.getResponseTimeout()).as("none of its own").isZero();
        assertThat(http.getConnectionsPerRoute()).isEqualTo(20);
        assertThat(http.getMaxTotalConnections()).isEqualTo(200);
    }
}
