package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may come to the port by mistake or by malice, and what it is answered. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WebhookBoundsJourneyTest {

    private static final String AWA = "+2250703000100";
    private static final String ONE = "reference,msisdn,amount,description\nW-0,0703000100,50000,x\n";
    private static final String EVENT = "{\"topic\":\"transactions/completed\",\"data\":"
            + WebhookLine.transaction("txn_1", "R-1", AWA, 50_000, "completed") + "}";

    private WebhookLine line;
    private LogBook log;

    @BeforeEach
    void starts(@TempDir Path folder) {
        log = new LogBook();
        line = new WebhookLine(folder, 1, 50);
        line.journey().start();
    }

    @AfterEach
    void closes() {
        line.close();
        log.close();
    }

    @Test
    void what_is_not_signed_is_refused_in_constant_words_and_leaves_nothing_in_the_ledger() {
        for (String signature : new String[] {null, "", "x", WebhookLine.signature(EVENT + " "), WebhookLine.signature("")}) {
            HttpResponse<String> answer = line.post(EVENT, signature);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).isEqualTo("{\"message\":\"x-djamo-hmac-sha256 is not the signature of this body\"}");
        }
        assertThat(line.send(line.request(EVENT).header("x-djamo-hmac-sha256", WebhookLine.signature(EVENT))
                .header("x-djamo-hmac-sha256", WebhookLine.signature(EVENT))).statusCode()).as("twice is not once").isEqualTo(401);
        assertThat(line.journey().books().number("SELECT COUNT(*) FROM webhook_event")).isZero();
        assertThat(log.lines("did not sign")).as("said once").hasSize(1);
        MeterRegistry meters = line.journey().runtime().camel().getRegistry().findSingleByType(MeterRegistry.class);
        assertThat(meters.get("djamo.webhooks").tag("result", "forged").counter().count()).isEqualTo(6);
        assertThat(meters.get("djamo.webhooks").tag("result", "applied").counter().count()).isZero();
        assertThat(log.text()).doesNotContain(AWA, "a key that two share", "\tat ");
    }

    @Test
    void nothing_that_came_goes_back() {
        HttpResponse<String> answer = line.send(line.request(EVENT).header("x-djamo-hmac-sha256", WebhookLine.signature(EVENT))
                .header("x-secret-of-a-proxy", "s3cret").header("Origin", "https://elsewhere.test"));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().keySet()).isSubsetOf(":status", "content-type", "content-length", "transfer-encoding");
        assertThat(answer.body()).isEqualTo("{\"message\":\"taken\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/octet-stream", "application/json; charset=iso-8859-1", "nonsense"})
    void the_content_type_does_not_matter(String type) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(line.url())).POST(HttpRequest.BodyPublishers.ofString(EVENT))
                .header("Content-Type", type).header("x-djamo-hmac-sha256", WebhookLine.signature(EVENT));
        assertThat(line.send(request).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"topic\":\"transactions/completed\"}", "<html/>"})
    void a_signed_body_that_is_no_event_is_refused_as_unreadable(String body) {
        HttpResponse<String> answer = line.tellRaw(body);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(log.lines("cannot be read")).hasSize(1);
    }

    @Test
    void what_is_too_large_is_refused_before_it_is_looked_at() {
        String large = "{\"topic\":\"transactions/completed\",\"x\":\"" + "x".repeat(16_384) + "\"}";
        assertThat(line.tellRaw(large).statusCode()).isEqualTo(413);
        assertThat(log.text()).as("whoever finds the port fills no log").isEmpty();
        assertThat(line.tellRaw("x".repeat(10_000)).statusCode()).as("within the bound").isEqualTo(400);
    }

    @Test
    void a_body_of_a_claimed_length_that_never_ends_is_given_up_and_endless_chunks_are_refused() throws IOException {
        assertThat(raw("POST /webhooks/djamo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n" + "x".repeat(100))).startsWith("HTTP/1.1 413");
        String chunk = "1000\r\n" + "x".repeat(4_096) + "\r\n";
        assertThat(raw("POST /webhooks/djamo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(10))).startsWith("HTTP/1.1 413");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", URI.create(line.url()).getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            for (int one = in.read(); one >= 0 && !answer.toString(StandardCharsets.US_ASCII).contains("\n"); one = in.read()) {
                answer.write(one);
            }
            return answer.toString(StandardCharsets.US_ASCII);
        }
    }

    @Test
    void only_a_post_to_its_path_is_taken() {
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "TRACE")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(line.url())).method(method, HttpRequest.BodyPublishers.noBody());
            assertThat(line.send(request).statusCode()).as(method).isEqualTo(405);
        }
        for (String path : List.of("/", "/webhooks", "/webhooks/djamo/more", "/observe/health", "/webhooks/../observe/metrics")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(line.url()).resolve(path)).POST(HttpRequest.BodyPublishers.ofString(EVENT))
                    .header("x-djamo-hmac-sha256", WebhookLine.signature(EVENT));
            assertThat(line.send(request).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void a_flood_of_bad_signatures_keeps_neither_djamos_events_nor_payouts_out() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            List<Future<Long>> flood = IntStream.range(0, 10).mapToObj(i -> threads.submit((Callable<Long>) () ->
                    IntStream.range(0, 150).mapToLong(j -> line.post(EVENT, WebhookLine.signature("another")).statusCode() == 401 ? 1 : 0).sum())).toList();
            line.journey().drop("paie.csv", ONE);
            for (int i = 0; i < 50; i++) {
                assertThat(line.tell("transactions/started", WebhookLine.transaction("txn_" + i, "R-" + i, AWA, 50_000, "pending")).statusCode())
                        .isEqualTo(200);
            }
            long refused = 0;
            for (Future<Long> one : flood) {
                refused += one.get();
            }
            assertThat(refused).isEqualTo(1_500);
            line.journey().audit();
            assertThat(log.lines("did not sign")).hasSizeLessThan(3);
            assertThat(line.journey().books().number("SELECT COUNT(*) FROM webhook_event")).isEqualTo(50);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void what_the_ledger_cannot_write_is_not_taken_and_is_taken_when_it_comes_again() throws Exception {
        assumeFalse("postgresql".equals(System.getProperty("ledger.database")), "SQLite can be held by another program");
        try (Connection other = line.journey().books().open(); Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            HttpResponse<String> answer = line.tellRaw(EVENT);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
            assertThat(answer.body()).isEqualTo("{\"message\":\"the event cannot be recorded now, tell it again later\"}");
            statement.execute("ROLLBACK");
        }
        assertThat(line.journey().books().number("SELECT COUNT(*) FROM webhook_event")).isZero();
        assertThat(line.tellRaw(EVENT).statusCode()).isEqualTo(200);
        assertThat(line.journey().books().number("SELECT COUNT(*) FROM webhook_event")).isEqualTo(1);
        assertThat(log.lines("could not be taken")).hasSize(1);
    }
}
