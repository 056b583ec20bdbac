package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The routes over real HTTP against the sandbox. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DjamoRoutesTest {

    private static final String POST = "POST /v1/transactions";

    @ParameterizedTest
    @CsvSource({"NOT_A_CUSTOMER,REFUSED,0", "FAILS,TOLD,1", "SLOW_TO_SETTLE,TOLD,1", "STAYS_PENDING,TOLD,1", "ERROR_BEFORE_ACCEPTANCE,LOST,0",
        "ERROR_AFTER_ACCEPTANCE,LOST,1", "CUT_BEFORE_ACCEPTANCE,LOST,0", "CUT_AFTER_ACCEPTANCE,LOST,1", "UNREADABLE_ANSWER,LOST,1",
        "TOO_MANY_REQUESTS,TOO_MANY,0", "UNPROCESSABLE,UNPROCESSABLE,0", "REFUSED,REFUSED,0", "OLD_CHECK_COMPLETE,TOLD,1",
        "ECHOES_ANOTHER_AMOUNT,TOLD,1", "ANSWER_WITHHELD,LOST,1"})
    void each_magic_number_gives_the_documented_answer_to_one_single_post(MagicNumber number, Meaning meaning, int booked) {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            Answer<Transaction> answer = line.transfer("REF-1", number.msisdn(1));
            assertThat(answer.meaning()).isEqualTo(meaning);
            assertThat(sandbox.book().size()).isEqualTo(booked);
            assertThat(sandbox.book().posts("REF-1")).isLessThanOrEqualTo(1);
            if (number == MagicNumber.TOO_MANY_REQUESTS) {
                assertThat(answer.retryAfterMillis()).isEqualTo(1_000);
            }
            if (answer.evidence().httpStatus() >= 400) {
                assertThat(answer.evidence().correlationId()).isNotBlank();
            }
            assertThat(line.counted).containsExactly("transfer " + meaning);
        }
    }

    @ParameterizedTest
    @CsvSource({"NOT_A_CUSTOMER,false", "FAILS,true", "OLD_CHECK_COMPLETE,true", "OLD_CHECK_INCOMPLETE,false"})
    void the_check_reads_both_shapes(MagicNumber number, boolean customer) {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            assertThat(line.check(number.msisdn(1)).value()).isEqualTo(customer);
            assertThat(line.balance().value()).isPositive();
        }
    }

    @Test
    void what_was_accepted_is_found_by_its_reference_and_by_its_id() {
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().settleMillis(0).build());
                Line line = new Line(sandbox.baseUrl())) {
            Payout payout = Sample.submitting("Paie d'été/n°7 100% a+b&c=d?#é 😀", Sample.MSISDN);
            String id = line.transfer(payout).value().id();
            assertThat(line.lookup(payout).value()).extracting(Transaction::id).containsExactly(id);
            assertThat(line.look(id).value().bearsReferenceOf(payout)).isTrue();
            assertThat(line.lookup(Sample.inDoubt(Doubt.LOST_ANSWER, 1)).value()).isEmpty();
            assertThat(line.look("txn_of nobody/../x").meaning()).isEqualTo(Meaning.MISSING);
            assertThat(line.transfer(payout).meaning()).isEqualTo(Meaning.REFERENCE_USED);
        }
    }

    @Test
    void an_answer_that_says_nothing_of_a_transfer_is_as_lost_to_the_gate_and_the_metrics_as_it_is_to_the_payout() {
        try (RawServer server = RawServer.answering(RawServer.json(200, "", "{\"ok\":true}")); Line line = new Line(server.baseUrl())) {
            for (int i = 0; i < 10; i++) {
                assertThat(line.transfer("R" + i, Sample.MSISDN).meaning()).isEqualTo(Meaning.LOST);
            }
            assertThat(line.gate.losesTransfers()).isTrue();
            assertThat(line.counted).hasSize(10).containsOnly("transfer LOST");
            assertThat(line.balance().meaning()).isEqualTo(Meaning.LOST);
            assertThat(line.gate.transfersAtOnce(9)).as("no good probe either").isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"before", "after", "cut", "cutAfter", "unreadable", "slow", "down"})
    void every_fault_of_the_api_leaves_a_transfer_in_doubt_and_is_not_sent_again(String fault) {
        Faults faults = switch (fault) {
            case "before" -> Faults.builder().serverErrorBeforeAcceptance(1).build();
            case "after" -> Faults.builder().serverErrorAfterAcceptance(1).build();
            case "cut" -> Faults.builder().cutBeforeAcceptance(1).build();
            case "cutAfter" -> Faults.builder().cutAfterAcceptance(1).build();
            case "unreadable" -> Faults.builder().unreadableAnswer(1).build();
            case "slow" -> Faults.builder().slowAnswer(1).slowMillis(3_000).build();
            default -> Faults.builder().down(true).build();
        };
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().faults(faults).build());
                Line line = new Line(sandbox.baseUrl())) {
            assertThat(line.transfer("REF-1", Sample.MSISDN).meaning()).isEqualTo(Meaning.LOST);
            assertThat(sandbox.book().posts("REF-1")).isLessThanOrEqualTo(1);
            assertThat(calls(sandbox)).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_post_goes_once_on_429_and_503_where_stock_camel_sends_it_again() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(patient(sandbox))) {
            assertThat(line.transfer("OURS", MagicNumber.TOO_MANY_REQUESTS.msisdn(1)).meaning()).isEqualTo(Meaning.TOO_MANY);
            assertThat(sandbox.book().calls().get(POST)).isEqualTo(Map.of(429, 1L));
            stock(sandbox, MagicNumber.TOO_MANY_REQUESTS.msisdn(2));
            assertThat(sandbox.book().calls().get(POST).values().stream().mapToLong(Long::longValue).sum())
                    .as("one of ours, two of stock Camel").isEqualTo(3);
            assertThat(sandbox.book().posts("STOCK")).isEqualTo(2);
            assertThat(sandbox.book().posts("OURS")).isEqualTo(1);
        }
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().faults(Faults.builder().down(true).build()).build());
                Line line = new Line(patient(sandbox))) {
            line.transfer("OURS", Sample.MSISDN);
            assertThat(calls(sandbox)).isEqualTo(1);
            line.balance();
            assertThat(calls(sandbox)).as("no call at all is repeated behind our back").isEqualTo(2);
            stock(sandbox, Sample.MSISDN);
            assertThat(calls(sandbox)).isEqualTo(4);
        }
    }

    /** Long enough for the client to repeat a call within it: it does not where its pause is longer than the timeout. */
    private static DjamoAccess patient(DjamoSandbox sandbox) {
        return new DjamoAccess(sandbox.baseUrl(), () -> Line.TOKEN, null, null, 5_000, 20_000, 2);
    }

    /** What a plain {@code to("http:…")} does. */
    private static void stock(DjamoSandbox sandbox, String msisdn) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            String body = "{\"msisdn\":\"" + msisdn + "\",\"amount\":50000,\"reference\":\"STOCK\",\"type\":\"transfer\"}";
            camel.createProducerTemplate().requestBodyAndHeaders(sandbox.baseUrl() + "/v1/transactions?throwExceptionOnFailure=false", body,
                    Map.of(Exchange.HTTP_METHOD, "POST", Exchange.CONTENT_TYPE, "application/json", "Authorization", "Bearer " + Line.TOKEN));
        }
    }

    @Test
    void nothing_of_the_message_leaves_and_nothing_of_the_answer_stays() {
        String answer = RawServer.json(201, "Authorization: Bearer of-the-server\r\nX-Debug: yes\r\nSet-Cookie: a=b\r\n",
                "{\"id\":\"txn_1\"}");
        try (RawServer server = RawServer.answering(answer); Line line = new Line(server.baseUrl() + "/api")) {
            Exchange exchange = line.template().request("direct:djamo-transfer", sent -> {
                sent.getMessage().setBody(Sample.submitting("REF-1", Sample.MSISDN));
                sent.getMessage().setHeader("payoutFile", "salaires de Awa.csv");
                sent.getMessage().setHeader("Cookie", "session=1");
                sent.getMessage().setHeader(Exchange.HTTP_QUERY, "amount=1");
                sent.getMessage().setHeader(Exchange.HTTP_URI, "http://127.0.0.1:1/elsewhere");
                sent.getMessage().setHeader("Host", "elsewhere");
            });
            assertThat(exchange.getMessage().getBody(Answer.class).meaning()).isEqualTo(Meaning.TOLD);
            assertThat(exchange.getMessage().getHeaders()).isEmpty();
            String request = server.requests.get(0);
            assertThat(request).startsWith("POST /api/v1/transactions HTTP/1.1\n").contains("Authorization: Bearer " + Line.TOKEN)
                    .contains("Content-Type: application/json").doesNotContainIgnoringCase("awa", "cookie", "elsewhere", "amount=1");
            assertThat(request.lines().takeWhile(one -> !one.isEmpty()).skip(1).map(one -> one.substring(0, one.indexOf(':')).toLowerCase()))
                    .isSubsetOf("authorization", "accept", "content-type", "content-length", "host", "connection", "user-agent",
                            "accept-encoding", "transfer-encoding");
        }
    }

    @Test
    void the_plus_of_a_number_is_percent_encoded_and_the_companies_are_named() {
        try (RawServer server = RawServer.answering(RawServer.json(200, "", "{\"result\":true}"));
                Line line = new Line(new DjamoAccess(server.baseUrl(), () -> Line.TOKEN, "company-1", "sub 1", 1_000, 700, 2))) {
            assertThat(line.check(Sample.MSISDN).value()).isTrue();
            assertThat(server.requests.get(0)).contains("?msisdn=%2B2250707123456&subCompanyId=sub%201 ").contains("X-Company-Id: company-1");
        }
    }

    @Test
    void a_wrong_token_closes_the_gate_and_the_probe_opens_it_again() {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            sandbox.faults(Faults.builder().unauthorized(true).build());
            assertThat(line.transfer("A", Sample.MSISDN).meaning()).isEqualTo(Meaning.UNAUTHORISED);
            assertThat(line.gate.isClosed()).isTrue();
            long before = calls(sandbox);
            assertThat(line.transfer("B", Sample.MSISDN).meaning()).as("held back").isEqualTo(Meaning.NOT_REACHED);
            assertThat(calls(sandbox)).isEqualTo(before);
            sandbox.faults(Faults.none());
            assertThat(line.balance().meaning()).isEqualTo(Meaning.TOLD);
            await().until(() -> !line.gate.isClosed());
            assertThat(line.transfer("B", Sample.MSISDN).meaning()).isEqualTo(Meaning.TOLD);
        }
    }

    private static long calls(DjamoSandbox sandbox) {
        return sandbox.book().calls().values().stream().flatMap(byStatus -> byStatus.values().stream()).mapToLong(Long::longValue).sum();
    }
}
