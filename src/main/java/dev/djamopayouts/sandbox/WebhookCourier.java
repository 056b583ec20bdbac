package dev.djamopayouts.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and delivers events and tries again, a bounded number of times, while the answer is not 2xx. Event loop only.
 * The signature is the one of the provider's webhook page: base64 of HMAC-SHA256 over the raw body.
 */
final class WebhookCourier {
    private static final int MOST_IN_FLIGHT = 32;
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final long ANSWER_TIMEOUT_MILLIS = 5_000;

    private final Vertx vertx;
    private final SandboxOptions options;
    private final CallCounts counts;
    private final HttpClient client;
    private final Mac mac;
    private final Deque<Delivery> ready = new ArrayDeque<>();
    private int unfinished;
    private int inFlight;

    WebhookCourier(Vertx vertx, SandboxOptions options, CallCounts counts) {
        this.vertx = vertx;
        this.options = options;
        this.counts = counts;
        this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(CONNECT_TIMEOUT_MILLIS),
                new PoolOptions().setHttp1MaxSize(MOST_IN_FLIGHT));
        this.mac = keyed(options.secretKey());
    }

    private static Mac keyed(String secretKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secretKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }

    private static final class Delivery {
        final String url;
        final Buffer body;
        final Promise<Void> tried = Promise.promise();
        int attempts;

        Delivery(String url, Buffer body) {
            this.url = url;
            this.body = body;
        }
    }

    /** Takes an event in and completes once it was tried for the first time, well or not. */
    Future<Void> deliver(String url, Buffer body, long delayMillis) {
        if (unfinished >= options.maxWebhookQueue()) {
            counts.webhookGivenUp();
            return Future.succeededFuture();
        }
        unfinished++;
        Delivery delivery = new Delivery(url, body);
        enqueueAfter(delayMillis, delivery);
        return delivery.tried.future();
    }

    private void enqueueAfter(long delayMillis, Delivery delivery) {
        if (delayMillis > 0) {
            vertx.setTimer(delayMillis, timer -> enqueueAfter(0, delivery));
            return;
        }
        ready.add(delivery);
        sendReady();
    }

    private void sendReady() {
        while (inFlight < MOST_IN_FLIGHT && !ready.isEmpty()) {
            Delivery delivery = ready.poll();
            inFlight++;
            delivery.attempts++;
            send(delivery).onComplete(status -> {
                inFlight--;
                ended(delivery, status.succeeded() ? status.result() : 0);
                sendReady();
            });
        }
    }

    private Future<Integer> send(Delivery delivery) {
        RequestOptions target = new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(delivery.url)
                .setTimeout(ANSWER_TIMEOUT_MILLIS)
                .putHeader("Content-Type", "application/json")
                .putHeader("x-djamo-hmac-sha256", Base64.getEncoder().encodeToString(mac.doFinal(delivery.body.getBytes())));
        return client.request(target).compose(request -> send(request, delivery.body));
    }

    private static Future<Integer> send(HttpClientRequest request, Buffer body) {
        return request.send(body).compose(response -> response.end().map(response.statusCode()));
    }

    /** @param status 0 where there was no answer */
    private void ended(Delivery delivery, int status) {
        delivery.tried.tryComplete();
        if (status >= 200 && status < 300) {
            unfinished--;
            counts.webhookDelivered();
        } else if (delivery.attempts >= options.webhookAttempts()) {
            unfinished--;
            counts.webhookGivenUp();
        } else {
            enqueueAfter(options.webhookRetryMillis() << delivery.attempts - 1, delivery);
        }
    }
}
