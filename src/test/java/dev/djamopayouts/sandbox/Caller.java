package dev.djamopayouts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Calls a sandbox as a client would, through the JDK's HttpClient, which sends no POST a second time by itself. */
final class Caller {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String baseUrl;
    private final String token;

    Caller(DjamoSandbox sandbox) {
        this(sandbox, sandbox.options().accessToken());
    }

    Caller(DjamoSandbox sandbox, String token) {
        this.baseUrl = sandbox.baseUrl();
        this.token = token;
    }

    record Reply(int status, String text, HttpResponse<String> response) {
        JsonNode json() throws IOException {
            return MAPPER.readTree(text);
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    static String payout(String msisdn, long amount, String reference) {
        return "{\"msisdn\":\"" + msisdn + "\",\"amount\":" + amount + ",\"reference\":\"" + reference + "\",\"type\":\"transfer\"}";
    }

    static String batch(String... items) {
        return "{\"transactions\":[" + String.join(",", items).replace(",\"type\":\"transfer\"", "") + "]}";
    }

    Reply pay(String msisdn, long amount, String reference) throws Exception {
        return post("/v1/transactions", payout(msisdn, amount, reference));
    }

    Reply post(String path, String body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply put(String path, String body) throws Exception {
        return send(request(path).header("Content-Type", "application/json").PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Reply get(String path) throws Exception {
        return send(request(path));
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path)).timeout(Duration.ofSeconds(10));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    Reply send(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), response.body(), response);
    }
}
