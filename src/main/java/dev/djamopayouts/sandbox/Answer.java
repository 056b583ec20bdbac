package dev.djamopayouts.sandbox;

import io.vertx.core.buffer.Buffer;

/**
 * One HTTP answer.
 *
 * @param retryAfterSeconds sent as Retry-After unless 0
 */
record Answer(int status, String contentType, Buffer body, int retryAfterSeconds) {
    private static final String JSON = "application/json; charset=utf-8";
    private static final String HTML = "text/html; charset=utf-8";

    static Answer json(int status, Object body) {
        return new Answer(status, JSON, Json.write(body), 0);
    }

    static Answer ok(Object body) {
        return json(200, body);
    }

    /** What a proxy in between would say. */
    static Answer html(int status) {
        return new Answer(status, HTML, Buffer.buffer("<html><head><title>" + status + "</title></head><body>sandbox proxy</body></html>"), 0);
    }

    Answer retryAfter(int seconds) {
        return new Answer(status, contentType, body, seconds);
    }
}
