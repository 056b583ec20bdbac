package dev.djamopayouts.sandbox;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** One call on its way from request to answer: reads the body within bounds, words errors, lets the mishap happen. */
final class Exchange {
    final HttpServerRequest request;
    final Endpoint endpoint;
    private final Latency latency;
    private final CallCounts counts;
    private final SandboxOptions options;
    private final FaultDice dice;
    private final String correlationId;
    private Mishap mishap = Mishap.NONE;
    private int serverErrorStatus = 500;

    Exchange(HttpServerRequest request, Endpoint endpoint, Latency latency, CallCounts counts, SandboxOptions options, FaultDice dice) {
        this.request = request;
        this.endpoint = endpoint;
        this.latency = latency;
        this.counts = counts;
        this.options = options;
        this.dice = dice;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        this.correlationId = new UUID(random.nextLong(), random.nextLong()).toString();
    }

    Mishap mishap() {
        return mishap;
    }

    void mishap(Mishap value) {
        mishap = value;
    }

    /** Lets the fault settings decide how this call ends. */
    void drawMishap() {
        mishap = dice.draw();
        if (mishap == Mishap.SERVER_ERROR_BEFORE || mishap == Mishap.SERVER_ERROR_AFTER) {
            serverErrorStatus = dice.serverError();
        }
    }

    /** Hands the whole body over, or answers 413 as soon as it grows too long. */
    void readBody(Handler<Buffer> whole) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() <= options.maxBodyBytes()) {
                body.appendBuffer(chunk);
                if (body.length() > options.maxBodyBytes()) {
                    request.response().putHeader("Connection", "close");
                    send(error(413, "request entity too large: at most " + options.maxBodyBytes() + " bytes"));
                }
            }
        });
        request.endHandler(end -> {
            if (body.length() <= options.maxBodyBytes()) {
                whole.handle(body);
            }
        });
    }

    Answer error(int status, String... messages) {
        return error(status, List.of(messages));
    }

    Answer error(int status, List<String> messages) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusCode", status);
        body.put("message", messages);
        body.put("error", nameOf(status));
        body.put("correlationId", correlationId);
        body.put("path", request.path());
        body.put("timestamp", Instant.now().toString());
        return Answer.json(status, body);
    }

    private static String nameOf(int status) {
        return switch (status) {
            case 400 -> "Bad Request Exception";
            case 401 -> "Unauthorized Exception";
            case 403 -> "Forbidden Exception";
            case 404 -> "Not Found Exception";
            case 409 -> "Conflict Exception";
            case 413 -> "Payload Too Large Exception";
            case 422 -> "Unprocessable Entity Exception";
            case 429 -> "Too Many Requests Exception";
            case 503 -> "Service Unavailable Exception";
            default -> "Internal Server Error Exception";
        };
    }

    /** Ends the call: with this answer, or with what its mishap makes of it. */
    void finish(Answer answer) {
        switch (mishap) {
            case NONE -> sendAfter(0, answer);
            case SLOW -> sendAfter(dice.faults.slowMillis(), answer);
            case HANG -> sendAfter(options.hangMillis(), answer);
            case CUT_BEFORE, CUT_AFTER -> cut();
            case UNREADABLE -> sendAfter(0, Answer.html(200));
            case SERVER_ERROR_BEFORE, SERVER_ERROR_AFTER -> sendAfter(0, serverError());
            case TOO_MANY -> sendAfter(0, error(429, "Too many requests").retryAfter(1));
            case REFUSED -> sendAfter(0, error(400, "the beneficiary can not receive transfers"));
            case UNPROCESSABLE -> sendAfter(0, error(422, "an error occurred during the process"));
        }
    }

    /** Ends a call that must have no effect. */
    void finishWithoutEffect() {
        finish(null);
    }

    private Answer serverError() {
        // Gateway errors come from a proxy, and a proxy does not speak the API's JSON.
        boolean fromProxy = serverErrorStatus == 502 || serverErrorStatus == 504;
        return fromProxy ? Answer.html(serverErrorStatus) : error(serverErrorStatus, "Internal server error");
    }

    private void sendAfter(long extraMillis, Answer answer) {
        long delayMillis = dice.latencyMillis() + extraMillis;
        if (delayMillis == 0) {
            send(answer);
        } else {
            latency.after(delayMillis, () -> send(answer));
        }
    }

    /** Sends it at once, whatever the mishap. */
    void send(Answer answer) {
        HttpServerResponse response = request.response();
        counts.answered(endpoint, answer.status());
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status())
                .putHeader("Content-Type", answer.contentType())
                .putHeader("x-correlation-id", correlationId);
        if (answer.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Integer.toString(answer.retryAfterSeconds()));
        }
        response.end(answer.body());
    }

    private void cut() {
        counts.answered(endpoint, 0);
        request.connection().close();
    }
}
