package dev.djamopayouts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlTest {
    private static final String AWA = "+2250707000001";
    private DjamoSandbox sandbox;
    private Caller caller;

    @BeforeEach
    void start() {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().settleMillis(20).uniqueReferences(false).build());
        caller = new Caller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void health_is_up_and_needs_no_token() throws Exception {
        assertThat(new Caller(sandbox, null).get("/sandbox/health").text()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void the_tally_says_how_far_it_is_and_when_the_first_beyond_a_number_was_accepted() throws Exception {
        assertThat(caller.get("/sandbox/tally").json().get("lastAnsweredAtMillis").asLong()).isZero();
        long before = System.currentTimeMillis();
        caller.pay(AWA, 5_000, "a");
        caller.pay(AWA, 1, "refused");
        caller.get("/v1/balance");

        JsonNode tally = caller.get("/sandbox/tally?from=0").json();

        assertThat(tally.get("transactions").asInt()).isEqualTo(1);
        assertThat(tally.get("firstAcceptedAtMillis").asLong()).isEqualTo(sandbox.book().transactions().get(0).createdAtMillis())
                .isGreaterThanOrEqualTo(before);
        assertThat(tally.get("lastAnsweredAtMillis").asLong()).isBetween(tally.get("firstAcceptedAtMillis").asLong(), tally.get("atMillis").asLong());
        assertThat(tally.get("calls").get("POST /v1/transactions").toString()).isEqualTo("{\"201\":1,\"400\":1}");
        assertThat(caller.get("/sandbox/tally?from=1").json().get("firstAcceptedAtMillis").asLong()).as("none beyond it yet").isZero();
        assertThat(caller.get("/sandbox/tally?from=-1").status()).isEqualTo(400);
    }

    @Test
    void the_book_counts_by_status_and_names_what_was_paid_twice() throws Exception {
        caller.pay(AWA, 5_000, "a");
        caller.pay(AWA, 6_000, "a");
        caller.pay(MagicNumber.FAILS.msisdn(1), 7_000, "f");
        caller.pay(MagicNumber.FAILS.msisdn(1), 7_000, "f");
        caller.pay(MagicNumber.STAYS_PENDING.msisdn(1), 8_000, "p");
        caller.pay(AWA, 1, "a");
        caller.pay(MagicNumber.REFUSED.msisdn(1), 5_000, "r");
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(
                () -> sandbox.book().summary().byStatus().get(TransactionStatus.PENDING).count() == 1);

        JsonNode book = caller.get("/sandbox/book").json();

        assertThat(book.get("transactions").asInt()).isEqualTo(5);
        assertThat(book.get("byStatus").get("COMPLETED").toString()).isEqualTo("{\"count\":2,\"amount\":11000}");
        assertThat(book.get("byStatus").get("FAILED").toString()).isEqualTo("{\"count\":2,\"amount\":14000}");
        assertThat(book.get("byStatus").get("PENDING").toString()).isEqualTo("{\"count\":1,\"amount\":8000}");
        assertThat(book.get("totalAmount").asLong()).isEqualTo(33_000);
        assertThat(book.get("totalFees").asLong()).isEqualTo(330);
        assertThat(book.get("mostPostsForOneReference").asInt()).isEqualTo(2);
        assertThat(book.get("referencesPosted").asInt()).isEqualTo(4);
        assertThat(book.get("referencesPaidTwice").asInt()).as("a failed payout was not paid").isEqualTo(1);
        assertThat(book.get("msisdnsPaidTwice").asInt()).isEqualTo(1);
        assertThat(book.get("mostCallsInFlight").asInt()).isEqualTo(1);
        assertThat(book.get("calls").get("POST /v1/transactions").toString()).isEqualTo("{\"201\":5,\"400\":2}");
        assertThat(sandbox.book().calls("POST /v1/transactions")).isEqualTo(7);
        assertThat(sandbox.book().calls("POST /v1/transactions", 400)).isEqualTo(2);
        assertThat(sandbox.book().byMsisdn(AWA)).extracting(BookedTransaction::amount).containsExactly(5_000L, 6_000L);
    }

    @Test
    void every_transaction_is_streamed_once_one_json_object_a_line() throws Exception {
        int transactions = 1_203;
        for (int from = 0; from < transactions; from += 401) {
            StringBuilder items = new StringBuilder();
            for (int i = from; i < from + 401; i++) {
                items.append(i == from ? "" : ",").append("{\"msisdn\":\"").append(AWA).append("\",\"amount\":5000,\"reference\":\"s")
                        .append(i).append("\"}");
            }
            assertThat(caller.post("/v1/transactions/batch", "{\"transactions\":[" + items + "]}").status()).isEqualTo(201);
        }
        String[] lines = caller.get("/sandbox/book/transactions").text().split("\n");

        assertThat(lines).hasSize(transactions);
        Set<String> references = new HashSet<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : lines) {
            references.add(mapper.readTree(line).get("reference").asText());
        }
        assertThat(references).hasSize(transactions);
        assertThat(sandbox.book().transactions()).hasSize(transactions);
    }

    @Test
    void faults_are_put_in_force_over_http_and_what_is_left_out_is_off() throws Exception {
        Caller.Reply put = caller.put("/sandbox/faults", "{\"down\":true,\"latencyMillis\":1}");
        assertThat(put.status()).isEqualTo(200);
        assertThat(sandbox.faults()).isEqualTo(Faults.builder().down(true).latencyMillis(1).build());
        assertThat(caller.get("/v1/balance").status()).isEqualTo(503);
        assertThat(caller.get("/sandbox/faults").json().get("down").asBoolean()).isTrue();
        caller.put("/sandbox/faults", "{}");
        assertThat(caller.get("/v1/balance").status()).isEqualTo(200);
    }

    @Test
    void faults_that_can_not_be_read_are_refused_and_change_nothing() throws Exception {
        for (String body : new String[] {"{\"dwon\":true}", "{\"cutAfterAcceptance\":2}", "not json", ""}) {
            assertThat(caller.put("/sandbox/faults", body).status()).as(body).isEqualTo(400);
        }
        assertThat(caller.put("/sandbox/faults", "null").status()).isEqualTo(400);
        assertThat(sandbox.faults()).isEqualTo(Faults.none());
        assertThat(caller.get("/sandbox/nowhere").status()).isEqualTo(404);
    }

    @Test
    void a_port_that_is_taken_stops_the_start_with_a_clear_message() {
        assertThatThrownBy(() -> DjamoSandbox.start(SandboxOptions.builder().port(sandbox.port()).build()))
                .hasMessageContaining("127.0.0.1:" + sandbox.port()).hasMessageContaining("choose another port");
    }

    @Test
    void a_closed_sandbox_frees_its_port_and_keeps_its_book() throws Exception {
        caller.pay(AWA, 5_000, "kept");
        int port = sandbox.port();
        sandbox.close();
        try (DjamoSandbox next = DjamoSandbox.start(SandboxOptions.builder().port(port).build())) {
            assertThat(next.port()).isEqualTo(port);
            assertThat(new Caller(next).get("/v1/transactions?reference=kept").json().get("data")).isEmpty();
        }
        assertThat(sandbox.book().byReference("kept")).hasSize(1);
    }

    @Test
    void a_full_book_answers_503_and_takes_no_more() throws Exception {
        try (DjamoSandbox small = DjamoSandbox.start(SandboxOptions.builder().maxTransactions(2).build())) {
            Caller payer = new Caller(small);
            assertThat(payer.pay(AWA, 5_000, "1").status()).isEqualTo(201);
            assertThat(payer.pay(AWA, 5_000, "2").status()).isEqualTo(201);
            assertThat(payer.pay(AWA, 5_000, "3").status()).isEqualTo(503);
            assertThat(small.book().size()).isEqualTo(2);
            assertThat(small.book().posts("3")).isZero();
        }
    }

    @Test
    void an_option_out_of_range_is_named_and_no_secret_is_printed() {
        assertThatThrownBy(() -> SandboxOptions.builder().feeBasisPoints(-1).build()).hasMessageContaining("feeBasisPoints");
        assertThatThrownBy(() -> SandboxOptions.builder().amountMin(10).amountMax(9).build()).hasMessageContaining("amountMin");
        SandboxOptions options = SandboxOptions.builder().accessToken("at_secret").secretKey("sk_secret").build();
        assertThat(options.toString()).doesNotContain("at_secret", "sk_secret");
    }
}
