package dev.djamopayouts.journey;

import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A journey that listens for webhooks, what the sandbox tells it, and what somebody else may. */
final class WebhookLine implements AutoCloseable {

    private static final String SECRET = "a key that two share";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Journey journey;
    private final String url;

    /** With a sandbox that tries a delivery so often, and settles after so long. */
    WebhookLine(Path folder, int attempts, long settleMillis) {
        journey = new Journey(folder, SandboxOptions.builder().settleMillis(settleMillis).secretKey(SECRET).webhookAttempts(attempts)
                .webhookRetryMillis(200).build());
        int port = freePort();
        url = "http://127.0.0.1:" + port + "/webhooks/djamo";
        journey.set("djamo.secret-key", SECRET).set("http.port", Integer.toString(port));
    }

    Journey journey() {
        return journey;
    }

    String url() {
        return url;
    }

    /** Nobody asks how a payout stands for a day. */
    WebhookLine withoutPolling() {
        journey.set("track.first-delay-ms", "86400000").set("track.max-delay-ms", "86400000").set("track.with-webhooks-ms", "86400000");
        return this;
    }

    /** Starts the runtime, and has the sandbox tell it everything, by the command that operators give. */
    WebhookLine start() {
        journey.start();
        DeskRun run = DeskRun.of(journey, "webhooks", "register", url, "--set", "djamo.base-url=" + journey.sandbox().baseUrl(),
                "--set", "djamo.access-token=at_sandbox");
        if (run.exitCode() != 0) {
            throw new AssertionError(run.said());
        }
        return this;
    }

    /** An event as Djamo would send it. */
    HttpResponse<String> tell(String topic, String transaction) {
        return tellRaw("{\"topic\":\"" + topic + "\",\"data\":" + transaction + "}");
    }

    HttpResponse<String> tellRaw(String body) {
        return post(body, signature(body));
    }

    /** Whatever body, under whatever signature, null for none. */
    HttpResponse<String> post(String body, String signature) {
        HttpRequest.Builder request = request(body);
        return send(signature == null ? request : request.header("x-djamo-hmac-sha256", signature));
    }

    HttpRequest.Builder request(String body) {
        return HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String signature(String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String transaction(String id, String reference, String msisdn, long amount, String status) {
        return "{\"id\":\"" + id + "\",\"reference\":\"" + reference + "\",\"msisdn\":\"" + msisdn + "\",\"amount\":" + amount
                + ",\"fee\":500,\"status\":\"" + status + "\",\"failureReason\":" + ("failed".equals(status) ? "\"the wallet is closed\"" : "null")
                + ",\"type\":\"transfer\"}";
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        journey.close();
    }
}
