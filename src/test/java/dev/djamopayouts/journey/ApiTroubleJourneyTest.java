package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.ReferenceLookup;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API refuses, is down, is gone, loses answers or contradicts itself: work waits, resumes by itself, and pays once. */
class ApiTroubleJourneyTest {

    private static final String HEADER = "reference,msisdn,amount,description\n";
    private static final String TEN = HEADER + java.util.stream.IntStream.range(0, 10)
            .mapToObj("T-%1$d,070300000%1$d,50000,x\n"::formatted).collect(Collectors.joining());

    @TempDir
    Path folder;

    @Test
    void a_refused_token_stops_all_sending_and_work_resumes_by_itself_when_it_works_again() {
        try (Journey journey = new Journey(folder)) {
            journey.sandbox().faults(Faults.builder().unauthorized(true).build());
            journey.start().drop("paie.csv", TEN);
            journey.answer("paie.csv.ack.json");
            Journey.eventually(() -> assertThat(health(journey, "djamo-api")).contains("DOWN", "refuses the access token"));
            assertThat(journey.sandbox().book().calls("GET /v1/transactions/customers/check", 401)).isBetween(1L, 10L);
            assertThat(journey.books().rows("RECEIVED")).hasSize(10);
            journey.sandbox().faults(Faults.none());
            journey.audit();
            assertThat(health(journey, "djamo-api")).startsWith("UP");
            assertThat(journey.sandbox().book().calls("POST /v1/transactions")).isEqualTo(10);
        }
    }

    @Test
    void while_the_API_is_down_nothing_is_lost_and_a_payout_is_sent_again_only_after_a_lookup() {
        try (Journey journey = new Journey(folder).start()) {
            journey.sandbox().faults(Faults.builder().latencyMillis(200).build());
            journey.drop("paie.csv", TEN);
            Journey.eventually(() -> assertThat(journey.books().rows("SUBMITTING")).isNotEmpty());
            journey.sandbox().faults(Faults.builder().down(true).build());
            Journey.eventually(() -> assertThat(journey.sandbox().book().calls().values().stream()
                    .mapToLong(byStatus -> byStatus.getOrDefault(503, 0L)).sum()).isPositive());
            journey.sandbox().faults(Faults.none());
            journey.audit();
        }
    }

    @Test
    void checks_that_are_not_answered_are_told_of_and_nothing_is_sent() {
        try (Journey journey = new Journey(folder); LogBook log = new LogBook()) {
            journey.sandbox().faults(Faults.builder().serverErrorBeforeAcceptance(1).build());
            journey.start().drop("paie.csv", TEN);
            Journey.eventually(() -> assertThat(log.lines("the customer check of payout")).isNotEmpty()
                    .allSatisfy(line -> assertThat(line).contains("HTTP 50", "djamo.sub-company-id").doesNotContain("null")));
            assertThat(journey.sandbox().book().calls("POST /v1/transactions")).isZero();
            journey.sandbox().faults(Faults.none());
            journey.audit();
        }
    }

    @Test
    void a_rate_limit_slows_the_work_down_and_changes_nothing_else() {
        try (Journey journey = new Journey(folder)) {
            journey.sandbox().faults(Faults.builder().rateLimitPerSecond(10).build());
            journey.start().drop("paie.csv", TEN);
            journey.audit();
            assertThat(journey.sandbox().book().calls().values().stream().mapToLong(byStatus -> byStatus.getOrDefault(429, 0L)).sum())
                    .isPositive();
            assertThat(journey.sandbox().book().summary().mostPostsForOneReference()).isEqualTo(1);
        }
    }

    @Test
    void a_long_pause_that_the_API_asks_for_is_said_by_health_and_by_the_log() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(429, -1);
            exchange.close();
        });
        server.start();
        try (Journey journey = new Journey(folder).set("djamo.base-url", "http://127.0.0.1:" + server.getAddress().getPort());
                LogBook log = new LogBook()) {
            journey.start().drop("paie.csv", TEN);
            Journey.eventually(() -> assertThat(health(journey, "djamo-api")).contains("DOWN", "asked for a pause"));
            assertThat(log.lines("asks for a pause of 3600 s")).hasSize(1);
            assertThat(journey.books().rows("RECEIVED")).hasSize(10);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void an_API_that_cannot_be_reached_is_said_by_health_and_payouts_wait_in_the_ledger() throws IOException {
        int port;
        try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        try (Journey journey = new Journey(folder).set("djamo.base-url", "http://127.0.0.1:" + port).start()) {
            journey.drop("paie.csv", TEN);
            Journey.eventually(() -> assertThat(health(journey, "djamo-api")).contains("DOWN", "cannot be reached"));
            try (DjamoSandbox back = DjamoSandbox.start(SandboxOptions.builder().port(port).settleMillis(20).build())) {
                assertThat(journey.rows("paie.csv.result.csv")).extracting(row -> row.get("status")).containsOnly("COMPLETED");
                assertThat(back.book().size()).isEqualTo(10);
                assertThat(health(journey, "djamo-api")).startsWith("UP");
            }
        }
    }

    @Test
    void every_way_in_which_a_call_can_go_wrong_ends_right_in_one_file() {
        SandboxOptions options = SandboxOptions.builder().settleMillis(50).slowSettleMillis(500).longPendingMillis(1_000)
                .hangMillis(3_000).lookupLagMillis(200).build();
        try (Journey journey = new Journey(folder, options).set("djamo.response-timeout-ms", "700")
                .set("resolve.visibility-delay-ms", "1000").start()) {
            StringBuilder rows = new StringBuilder(HEADER);
            for (MagicNumber number : MagicNumber.values()) {
                rows.append("%s,%s,50000,x\n".formatted(number, number.msisdn(1)));
            }
            journey.drop("tout.csv", rows.toString());
            Map<String, String> ends = journey.rows("tout.csv.result.csv").stream()
                    .collect(Collectors.toMap(row -> row.get("reference"), row -> row.get("status") + row.get("reason_code")));
            for (MagicNumber number : MagicNumber.values()) {
                assertThat(ends.get(number.name())).as("%s", number).isEqualTo(expected(number));
            }
            journey.audit();
            assertThat(journey.sandbox().book().posts("ERROR_BEFORE_ACCEPTANCE")).as("sent again").isEqualTo(2);
            assertThat(journey.sandbox().book().posts("ANSWER_WITHHELD")).as("looked up, not sent again").isEqualTo(1);
        }
    }

    static String expected(MagicNumber number) {
        return switch (number) {
            case NOT_A_CUSTOMER, OLD_CHECK_INCOMPLETE -> "REJECTEDBE06";
            case FAILS -> "FAILEDNARR";
            case UNPROCESSABLE, REFUSED -> "REJECTEDNARR";
            default -> "COMPLETED";
        };
    }

    @Test
    void a_reference_that_somebody_used_before_is_adopted_if_it_is_the_same_payout_and_parked_if_not() throws Exception {
        try (Journey journey = new Journey(folder).start()) {
            post(journey, "U-1", "+2250703000001", 50_000);
            post(journey, "U-2", "+2250703000002", 70_000);
            journey.drop("paie.csv", HEADER + "U-1,0703000001,50000,x\nU-2,0703000002,50000,x\nU-3,0703000003,50000,x\n");
            Books books = journey.books();
            Journey.eventually(() -> assertThat(books.rows("COMPLETED")).extracting(Books.Row::reference).containsExactly("U-1", "U-3"));
            Journey.eventually(() -> assertThat(health(journey, "payouts-in-doubt")).contains("DOWN", "1 payouts wait for a person"));
            assertThat(books.rows("UNKNOWN")).extracting(Books.Row::reference).containsExactly("U-2");
            new Auditor(journey).money("U-2");
            assertThat(journey.sandbox().book().posts("U-2")).as("ours was refused with 409 and never sent again").isEqualTo(2);
            assertThat(journey.outbox()).doesNotContain("paie.csv.result.csv");
        }
    }

    @Test
    void a_lookup_that_sees_a_transaction_late_makes_nobody_paid_twice() {
        SandboxOptions options = SandboxOptions.builder().settleMillis(50).lookupLagMillis(900).build();
        try (Journey journey = new Journey(folder, options).set("resolve.visibility-delay-ms", "1500").start()) {
            journey.drop("tard.csv", HEADER + "V-1,%s,50000,x\nV-2,%s,50000,x\n".formatted(
                    MagicNumber.CUT_AFTER_ACCEPTANCE.msisdn(1), MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(2)));
            journey.audit();
            assertThat(journey.sandbox().book().summary().mostPostsForOneReference()).isEqualTo(1);
        }
    }

    @Test
    void a_lookup_later_than_the_setting_foresees_sends_the_same_reference_which_djamo_refuses_to_pay_twice() {
        SandboxOptions options = SandboxOptions.builder().settleMillis(50).lookupLagMillis(2_500).build();
        try (Journey journey = new Journey(folder, options).set("resolve.visibility-delay-ms", "100").start()) {
            journey.drop("tard.csv", HEADER + "W-1,%s,50000,x\n".formatted(MagicNumber.CUT_AFTER_ACCEPTANCE.msisdn(1)));
            journey.audit();
            assertThat(journey.sandbox().book().posts("W-1")).isEqualTo(2);
        }
    }

    @Test
    void a_refused_row_and_a_lost_answer_bring_no_second_payment_even_at_an_API_that_forgets_references() {
        SandboxOptions options = SandboxOptions.builder().settleMillis(50).uniqueReferences(false).build();
        try (Journey journey = new Journey(folder, options).start()) {
            journey.drop("paie.csv", HEADER + "F-1,0707123456,50000,x\nF-2,%s,50000,x\nF-3,%s,50000,x\nF-4,0707123457,50000,x\n"
                    .formatted(MagicNumber.REFUSED.msisdn(1), MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(1)));
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(3);
            assertThat(journey.sandbox().book().summary().mostPostsForOneReference()).isEqualTo(1);
        }
    }

    @Test
    void the_auditor_notices_a_payout_that_an_API_without_unique_references_booked_twice() {
        SandboxOptions options = SandboxOptions.builder().settleMillis(50).lookupLagMillis(2_500).uniqueReferences(false).build();
        try (Journey journey = new Journey(folder, options).set("resolve.visibility-delay-ms", "100").start()) {
            journey.drop("tard.csv", HEADER + "Y-1,%s,50000,x\n".formatted(MagicNumber.CUT_AFTER_ACCEPTANCE.msisdn(1)));
            assertThatThrownBy(journey::audit).isInstanceOf(AssertionError.class).hasMessageContaining("Y-1 is booked once");
        }
    }

    @ParameterizedTest
    @EnumSource(value = ReferenceLookup.class, names = "OFFERED", mode = EnumSource.Mode.EXCLUDE)
    void without_a_lookup_by_reference_the_list_is_read_what_was_booked_is_adopted_and_only_what_is_absent_sent_again(ReferenceLookup lookup) {
        SandboxOptions options = SandboxOptions.builder().settleMillis(50).lookupLagMillis(900).referenceLookup(lookup).build();
        try (Journey journey = new Journey(folder, options).set("resolve.visibility-delay-ms", "1500").start()) {
            journey.drop("liste.csv", TEN + "X-1,%s,50000,x\nX-2,%s,50000,x\nX-3,%s,50000,x\n".formatted(
                    MagicNumber.CUT_AFTER_ACCEPTANCE.msisdn(1), MagicNumber.ERROR_AFTER_ACCEPTANCE.msisdn(2),
                    MagicNumber.CUT_BEFORE_ACCEPTANCE.msisdn(3)));
            journey.audit();
            assertThat(journey.sandbox().book().posts("X-1")).as("booked, seen late, not sent again").isEqualTo(1);
            assertThat(journey.sandbox().book().posts("X-2")).isEqualTo(1);
            assertThat(journey.sandbox().book().posts("X-3")).as("absent, sent again under the same reference").isEqualTo(2);
            assertThat(journey.sandbox().book().byReference("X-3")).hasSize(1);
        }
    }

    @Test
    void transfers_that_are_all_lost_stop_after_a_few_while_the_rest_waits_checked_and_go_on_by_themselves() {
        try (Journey journey = new Journey(folder).set("payouts.concurrency", "4").start()) {
            journey.sandbox().faults(Faults.builder().latencyMillis(5).transfersDown(true).build());
            StringBuilder rows = new StringBuilder(HEADER);
            for (int row = 0; row < 200; row++) {
                rows.append("S-%1$d,0703%1$06d,50000,x\n".formatted(row));
            }
            journey.drop("paie.csv", rows.toString());
            Journey.eventually(() -> assertThat(health(journey, "djamo-api")).contains("DOWN", "loses the answers to transfers"));
            Journey.eventually(() -> assertThat(journey.books().rows("CHECKED").size()).isGreaterThan(150));
            assertThat(journey.sandbox().book().calls("POST /v1/transactions")).isBetween(10L, 30L);
            journey.sandbox().faults(Faults.none());
            journey.audit();
            assertThat(journey.sandbox().book().size()).isEqualTo(200);
            assertThat(health(journey, "djamo-api")).startsWith("UP");
        }
    }

    static void post(Journey journey, String reference, String msisdn, long amount) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(journey.sandbox().baseUrl() + "/v1/transactions"))
                .header("Authorization", "Bearer at_sandbox").header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":%d,\"msisdn\":\"%s\",\"reference\":\"%s\",\"type\":\"transfer\"}"
                        .formatted(amount, msisdn, reference))).build();
        assertThat(HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isLessThan(300);
    }

    /** What a health check says, state first. */
    static String health(Journey journey, String id) {
        HealthCheck.Result result = HealthCheckHelper.getHealthCheck(journey.runtime().camel(), id).call(Map.of());
        return result.getState() + " " + result.getMessage().orElse("") + " " + result.getDetails();
    }
}
