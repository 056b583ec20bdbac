package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    private static final String ERROR = "{\"statusCode\":%d,\"message\":[\"amount is too small\",\"msisdn is odd\"],"
            + "\"error\":\"x\",\"correlationId\":\"body-id\"}";

    private final AnswerReader reader = new AnswerReader();

    @ParameterizedTest
    @CsvSource({"200,TOLD", "201,TOLD", "202,TOLD", "204,TOLD", "400,REFUSED", "401,UNAUTHORISED", "403,UNAUTHORISED", "404,MISSING",
        "409,REFERENCE_USED", "422,UNPROCESSABLE", "429,TOO_MANY", "500,LOST", "502,LOST", "503,LOST", "504,LOST",
        "0,LOST", "100,LOST", "301,LOST", "302,LOST", "307,LOST", "402,LOST", "405,LOST", "408,LOST", "410,LOST", "413,LOST", "415,LOST",
        "418,LOST", "425,LOST", "451,LOST", "499,LOST", "501,LOST", "520,LOST", "599,LOST"})
    void each_status_means_what_the_error_table_says(int status, Meaning meaning) {
        assertThat(reader.read(status, ERROR.formatted(status).getBytes(StandardCharsets.UTF_8), null, null).meaning()).isEqualTo(meaning);
    }

    @Property
    void a_status_that_the_table_does_not_name_proves_nothing(@ForAll @IntRange(min = 0, max = 999) int status) {
        boolean named = status >= 200 && status < 300 || List.of(400, 401, 403, 404, 409, 422, 429).contains(status);
        assertThat(read(status, "{}").meaning() == Meaning.LOST).isEqualTo(!named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<html>ok</html>", "{\"id\":\"txn_1\",", "nonsense", "\"text\"", "42", "true", "null", "{\"a\":1}}",
        "{\"id\":\"txn_1\"}{\"id\":\"txn_2\"}", "{\"id\":\"txn_1\",\"id\":\"txn_2\"}", "\u0000"})
    void a_good_status_with_a_body_that_is_no_json_object_is_lost(String body) {
        Answer<JsonNode> answer = read(200, body);
        assertThat(answer.meaning()).isEqualTo(Meaning.LOST);
        assertThat(answer.text()).isEqualTo("HTTP 200 with an unreadable body");
        assertThat(answer.evidence().httpStatus()).isEqualTo(200);
        assertThat(read(400, body).meaning()).as("the status alone says it").isEqualTo(Meaning.REFUSED);
        assertThat(read(502, body).meaning()).isEqualTo(Meaning.LOST);
    }

    @Test
    void a_message_may_be_a_text_or_a_list() {
        assertThat(read(400, ERROR.formatted(400)).text()).isEqualTo("HTTP 400: amount is too small; msisdn is odd");
        assertThat(read(400, "{\"message\":\"just so\"}").text()).isEqualTo("HTTP 400: just so");
        assertThat(read(400, "{}").text()).isEqualTo("HTTP 400");
        assertThat(read(400, "{\"message\":null}").text()).startsWith("HTTP 400");
        assertThat(read(400, "{\"message\":{\"deep\":[1]}}").text()).startsWith("HTTP 400");
        assertThat(reader.read(400, null, null, null).text()).isEqualTo("HTTP 400");
    }

    @Test
    void the_correlation_id_is_the_bodys_or_else_the_headers_and_never_endless() {
        assertThat(read(500, ERROR.formatted(500)).evidence().correlationId()).isEqualTo("body-id");
        assertThat(reader.read(500, "<html>".getBytes(StandardCharsets.UTF_8), null, "header-id").evidence().correlationId())
                .isEqualTo("header-id");
        assertThat(reader.read(500, null, null, null).evidence().correlationId()).isNull();
        assertThat(read(500, "{\"correlationId\":\"" + "x".repeat(5_000) + "\\n\"}").evidence().correlationId())
                .hasSizeLessThan(110).doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"7|7000", " 7 |7000", "0|0", "3600|3600000", "86400|3600000", "999999999|3600000", "9999999999|0",
        "-1|0", "1.5|0", "soon|0", "''|0", "Wed, 21 Oct 2026 07:28:00 GMT|0"})
    void retry_after_is_seconds_within_reason_and_anything_else_is_not_said(String header, long millis) {
        assertThat(reader.read(429, null, header, null).retryAfterMillis()).isEqualTo(millis);
        assertThat(reader.read(429, null, null, null).retryAfterMillis()).isZero();
    }

    @Test
    void a_pause_may_be_told_as_a_date() {
        String inAMinute = DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(60));
        assertThat(reader.read(429, null, inAMinute, null).retryAfterMillis()).as(inAMinute).isBetween(45_000L, 60_000L);
        assertThat(reader.read(429, null, "Sun, 06 Nov 1994 08:49:37 GMT", null).retryAfterMillis()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+2250707123456", "2250707123456", "0707123456", "07 07 12 34 56", "07.07.12.34.56", "07-07-12-34-56",
        "+225 07 07 12 34 56", "(225) 0707123456", "771234567", "+221771234567", "77 123 45 67"})
    void no_number_that_the_api_echoes_is_shown_whole(String number) {
        String text = read(400, "{\"message\":\"no account for " + number + " here\"}").text();
        assertThat(text).doesNotContain(number).contains("•").startsWith("HTTP 400: no account for ").endsWith(" here");
        assertThat(text.replaceAll("[^0-9]", "").substring(3)).as("no more than eight digits").hasSizeLessThanOrEqualTo(8);
    }

    @Test
    void amounts_stay_readable_and_longTexts_are_cut() {
        assertThat(read(400, "{\"message\":\"amount must be 5.000 - 500.000, not 4999\"}").text())
                .isEqualTo("HTTP 400: amount must be 5.000 - 500.000, not 4999");
        String longText = read(400, "{\"message\":\"" + "x".repeat(295) + MSISDN_AT_THE_CUT + "y".repeat(400_000) + "\"}").text();
        assertThat(longText).hasSizeLessThan(330).doesNotContain("0707");
        assertThat(read(400, "{\"message\":\"a\\nb\\u0007c\"}").text()).isEqualTo("HTTP 400: a b c");
    }

    private static final String MSISDN_AT_THE_CUT = "+2250707123456";

    @Test
    void only_a_connection_that_never_was_proves_that_nothing_was_sent() {
        List<Exception> never = List.of(new ConnectException("refused"), new ConnectTimeoutException("slow"),
                new UnknownHostException("nowhere"), new NoRouteToHostException("no way"),
                new ConnectionRequestTimeoutException("pool"), new SSLHandshakeException("certificate"));
        List<Exception> maybe = List.of(new SocketException("Connection reset"), new SocketTimeoutException("Read timed out"),
                new NoHttpResponseException("failed to respond"), new SSLException("closed"), new IOException("Broken pipe"),
                new IllegalStateException("anything else"), new NullPointerException());
        assertThat(never).allSatisfy(failure -> assertThat(reader.read(failure).meaning()).isEqualTo(Meaning.NOT_REACHED));
        assertThat(maybe).allSatisfy(failure -> assertThat(reader.read(failure).meaning()).isEqualTo(Meaning.LOST));
        assertThat(reader.read(new NullPointerException()).text()).isEqualTo("NullPointerException");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"result\":true}|true", "{\"result\":false}|false", "{\"status\":\"complete\"}|true",
        "{\"status\":\"COMPLETE\"}|true", "{\"status\":\"pending\"}|false", "{\"kycStatus\":\"complete\"}|true", "{\"result\":\"complete\"}|true",
        "{\"result\":false,\"status\":\"complete\"}|false", "{\"result\":true,\"more\":[1]}|true"})
    void both_shapes_of_the_customer_check_are_read(String body, boolean customer) {
        assertThat(AnswerReader.customer(json(body))).isEqualTo(customer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"result\":null}", "{\"result\":1}", "{\"data\":{\"result\":true}}", "{\"status\":3}"})
    void a_customer_check_that_says_neither_is_unreadable(String body) {
        Answer<Boolean> answer = reader.as(read(200, body), AnswerReader::customer);
        assertThat(answer.meaning()).isEqualTo(Meaning.LOST);
        assertThat(answer.text()).isEqualTo("HTTP 200 with an unreadable body: a customer check with neither a result nor a KYC status");
    }

    @Test
    void a_transaction_is_read_whatever_else_is_in_it() {
        Transaction full = Transaction.read(json("""
                {"id":"txn_1","amount":50000,"fee":500,"totalAmount":1,"msisdn":"+2250707123456","status":"failed","reference":"R",
                 "failureReason":"wallet of +2250707123456 is closed","batchId":"bat_1","new":{"x":1}}"""));
        assertThat(full.amount()).isEqualTo(50_000);
        assertThat(full.fee()).isEqualTo(500);
        assertThat(full.status()).isEqualTo(Transaction.Status.FAILED);
        assertThat(full.failureReason()).isEqualTo("wallet of +22507••••••56 is closed");
        assertThat(full.batchId()).isEqualTo("bat_1");
        assertThat(full.toString()).doesNotContain("0707");
        Transaction bare = Transaction.read(json("{\"id\":\"txn_1\"}"));
        assertThat(bare.status()).as("what nobody knows is no end").isEqualTo(Transaction.Status.PENDING);
        assertThat(bare.amount()).isNull();
        assertThat(Transaction.read(json("{\"id\":\"t\",\"amount\":\"50000\",\"fee\":1.5}")).amount()).isEqualTo(50_000);
        assertThat(Transaction.read(json("{\"id\":\"t\",\"amount\":50000.0,\"status\":\"reversed\"}")).amount()).isEqualTo(50_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"id\":\"\"}", "{\"id\":null}", "{\"id\":7}", "{\"id\":\"t\",\"amount\":50000.5}",
        "{\"id\":\"t\",\"amount\":\"lots\"}", "{\"id\":\"t\",\"amount\":184467440737095516160}", "{\"id\":\"t\",\"amount\":{}}"})
    void what_is_no_transaction_that_can_be_compared_is_unreadable(String body) {
        assertThat(reader.as(read(200, body), Transaction::read).meaning()).isEqualTo(Meaning.LOST);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[]|0", "{\"data\":[]}|0", "[{\"id\":\"a\"},{\"id\":\"b\"}]|2",
        "{\"count\":1,\"limit\":20,\"cursor\":{\"next\":null},\"data\":[{\"id\":\"a\"}]}|1", "{\"id\":\"a\"}|1", "{\"data\":{\"id\":\"a\"}}|1"})
    void a_list_is_read_in_every_shape_seen(String body, int size) {
        assertThat(Transaction.readList(json(body))).hasSize(size);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"data\":null}", "{\"data\":\"none\"}", "{\"data\":[1]}", "[null]", "{\"count\":0}", "[{\"id\":\"a\"},{}]"})
    void what_is_no_list_is_unreadable_and_never_an_empty_list(String body) {
        assertThatThrownBy(() -> Transaction.readList(json(body))).isInstanceOf(UnreadableAnswer.class);
    }

    /** PostgreSQL takes no NUL in a text: what cannot be written down would be asked for again for ever. */
    @Test
    void a_transaction_with_control_characters_can_be_written_down_or_is_none() throws Exception {
        assertThat(Transaction.read(json("{\"id\":\"t\",\"batchId\":\"b\\u0000\",\"failureReason\":\"a\\u0000b\"}")))
                .returns("b?", Transaction::batchId).returns("a b", Transaction::failureReason);
        assertThatThrownBy(() -> Transaction.read(json("{\"id\":\"t\\u0000\"}"))).isInstanceOf(UnreadableAnswer.class);
    }

    @Test
    void a_balance_is_a_whole_number_of_francs() {
        assertThat(AnswerReader.balance(json("{\"balance\":1000,\"currency\":\"XOF\"}"))).isEqualTo(1_000);
        for (String bad : List.of("{}", "{\"balance\":\"1000\"}", "{\"balance\":1.5}", "{\"balance\":184467440737095516160}")) {
            assertThatThrownBy(() -> AnswerReader.balance(json(bad))).isInstanceOf(UnreadableAnswer.class);
        }
    }

    private Answer<JsonNode> read(int status, String body) {
        return reader.read(status, body.getBytes(StandardCharsets.UTF_8), null, null);
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_number_that_stands_close_to_other_signs_is_masked_too() {
        for (String close : new String[] {"customer0707123456", "customer_0707123456", "0707123456-x", "msisdn=07 07 12 34 56"}) {
            assertThat(AnswerReader.bounded(close)).as(close).doesNotContain("123456").doesNotContain("12 34 56").contains("56");
        }
    }
}
