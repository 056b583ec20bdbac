package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.djamo.Transaction.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookEventTest {

    private static final String DATA = "{\"id\":\"txn_1\",\"reference\":\"R-1\",\"status\":\"%s\",\"msisdn\":\"+2250703000001\",\"amount\":5000,\"new\":{}}";

    private static WebhookEvent read(String body) throws WebhookEvent.Unreadable {
        return WebhookEvent.read(body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"started,pending,PENDING", "completed,completed,COMPLETED", "failed,failed,FAILED", "completed,pending,", "failed,completed,",
        "started,completed,", "completed,,", "started,sleeping,PENDING"})
    void a_transaction_stands_where_topic_and_status_both_say(String topic, String status, Status stands) throws Exception {
        WebhookEvent event = read("{\"topic\":\"transactions/" + topic + "\",\"more\":1,\"data\":" + DATA.formatted(status) + "}");
        assertThat(event.status()).isEqualTo(stands);
        assertThat(event.transaction().reference()).isEqualTo("R-1");
        assertThat(event.toString()).isEqualTo("transactions/" + topic + " of txn_1").doesNotContain("0703");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "17", "<html/>", "{}", "{\"topic\":\"transactions/started\"}",
        "{\"topic\":\"transactions/started\",\"data\":{}}", "{\"topic\":\"transactions/started\",\"data\":{\"id\":\"\"}}",
        "{\"topic\":\"transactions/started\",\"data\":{\"id\":\"a\\nb\"}}", "{\"topic\":\"cards/started\",\"data\":{\"id\":\"a\"}}",
        "{\"topic\":\"transactions/started\",\"topic\":\"transactions/failed\",\"data\":{\"id\":\"a\"}}",
        "{\"topic\":\"transactions/started\",\"data\":{\"id\":\"a\",\"id\":\"b\"}}",
        "{\"topic\":\"transactions/started\",\"data\":{\"id\":\"a\"}} {}",
        "{\"topic\":\"transactions/started\",\"data\":{\"id\":\"a\",\"amount\":50.5}}", "{\"topic\":[\"transactions/started\"],\"data\":{\"id\":\"a\"}}"})
    void what_can_be_read_in_no_way_or_in_two_is_no_event(String body) {
        assertThatThrownBy(() -> read(body)).isInstanceOf(WebhookEvent.Unreadable.class);
    }

    @Test
    void nothing_of_the_body_is_in_what_is_said_of_it() {
        assertThatThrownBy(() -> read("{\"msisdn\":+2250703000001")).hasMessage("no JSON");
        assertThatThrownBy(() -> read("{\"topic\":\"t\",\"data\":{\"id\":\"" + "9".repeat(200) + "\"}}")).message().doesNotContain("999");
    }
}
