package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.djamopayouts.djamo.Enquiry.Unanswered;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class RegistrationsTest {

    private static final String URL = "http://127.0.0.1:9/webhooks/djamo";
    private DjamoSandbox sandbox;
    private Enquiry enquiry;
    private Registrations registrations;

    @BeforeEach
    void starts() {
        sandbox = DjamoSandbox.start();
        enquiry = Enquiry.open(new DjamoAccess(sandbox.baseUrl(), () -> "at_sandbox", null, null, 1_000, 5_000, 2), 0, Clock.systemUTC());
        registrations = new Registrations(enquiry);
    }

    @AfterEach
    void stops() {
        enquiry.close();
        sandbox.close();
    }

    @Test
    void what_is_registered_already_is_left_as_it_is() throws Exception {
        assertThat(registrations.register(URL)).containsExactlyInAnyOrderEntriesOf(Map.of("transactions/started", true,
                "transactions/completed", true, "transactions/failed", true));
        assertThat(registrations.register(URL).values()).containsOnly(false);
        assertThat(registrations.register(URL + "/2").values()).as("another URL is another registration").containsOnly(true);
        assertThat(registrations.all()).hasSize(6).allSatisfy(it -> assertThat(it.id()).startsWith("whk_"));
    }

    @Test
    void a_registration_whose_answer_was_lost_is_not_made_twice() throws Exception {
        sandbox.faults(Faults.builder().unreadableAnswer(0.4).seed(3).build());
        registrations.register(URL);
        sandbox.faults(Faults.none());
        assertThat(registrations.all()).hasSize(3);
    }

    @Test
    void a_url_that_djamo_does_not_take_is_told_with_its_words() {
        assertThatThrownBy(() -> registrations.register("https://elsewhere.test/x")).isInstanceOf(Unanswered.class)
                .hasMessageContaining("Djamo refuses to register transactions/started for https://elsewhere.test/x (HTTP 400: url must be a loopback");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"topic\":\"t\",\"url\":\"u\"}]", "{\"data\":[{\"id\":\"w\",\"topic\":\"t\",\"url\":\"u\",\"more\":1}]}",
        "{\"count\":1,\"limit\":10,\"cursor\":{\"prev\":null,\"next\":null},\"data\":[{\"topic\":\"t\",\"url\":\"u\"}]}"})
    void a_list_is_read_in_either_shape(String json) throws Exception {
        Registration.Some some = Registration.Some.read(new JsonMapper().readTree(json));
        assertThat(some.registrations()).singleElement().satisfies(it -> assertThat(it.topic() + it.url()).isEqualTo("tu"));
        assertThat(some.next()).isNull();
    }

    @Test
    void a_registration_is_no_transfer_to_the_gate_and_every_other_post_is() {
        assertThat(DjamoCall.registerWebhook("t", "u").kind()).isEqualTo(CallKind.QUESTION);
        assertThat(DjamoCall.webhooks(null).kind()).isEqualTo(CallKind.QUESTION);
        assertThat(DjamoCall.balance().kind()).isEqualTo(CallKind.PROBE);
        assertThat(DjamoCall.transfer(Sample.submitting("R", Sample.MSISDN)).kind()).isEqualTo(CallKind.TRANSFER);
        assertThat(new DjamoCall("batch", "/v1/transactions/batch", null, "{}", 0).kind()).isEqualTo(CallKind.TRANSFER);
    }
}
