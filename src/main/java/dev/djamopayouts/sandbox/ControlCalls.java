package dev.djamopayouts.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything under /sandbox: GET health, GET book, GET book/transactions (JSON lines), GET tally?from=N, GET and PUT faults.
 * Callers from another machine need the access token, except for health.
 */
final class ControlCalls {
    static final String PREFIX = "/sandbox/";
    private static final int SLICE = 500;

    private final Vertx vertx;
    private final SandboxOptions options;
    private final SandboxView book;
    private final Supplier<Faults> faults;
    private final Consumer<Faults> newFaults;

    ControlCalls(Vertx vertx, SandboxOptions options, SandboxView book, Supplier<Faults> faults, Consumer<Faults> newFaults) {
        this.vertx = vertx;
        this.options = options;
        this.book = book;
        this.faults = faults;
        this.newFaults = newFaults;
    }

    void answer(Exchange exchange, Buffer body) {
        HttpServerRequest request = exchange.request;
        String call = request.method() + " " + request.path();
        if (call.equals("GET /sandbox/health")) {
            exchange.send(Answer.ok(Map.of("status", "UP")));
            return;
        }
        if (!isLocal(request) && !ApiCalls.bearer(request).equals(options.accessToken())) {
            exchange.send(exchange.error(401, "Unauthorized"));
            return;
        }
        switch (call) {
            case "GET /sandbox/book" -> vertx.executeBlocking(book::summary)
                    .onSuccess(summary -> exchange.send(Answer.ok(summary)))
                    .onFailure(failure -> exchange.send(exchange.error(500, "the book can not be read: " + failure)));
            case "GET /sandbox/book/transactions" -> stream(request.response());
            case "GET /sandbox/tally" -> exchange.send(tally(exchange));
            case "GET /sandbox/faults" -> exchange.send(Answer.ok(faults.get()));
            case "PUT /sandbox/faults" -> exchange.send(swapFaults(exchange, body));
            default -> exchange.send(exchange.error(404, "Cannot " + call));
        }
    }

    private static boolean isLocal(HttpServerRequest request) {
        String remote = request.remoteAddress().hostAddress();
        try {
            return remote != null && InetAddress.getByName(remote).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private Answer tally(Exchange exchange) {
        String query = exchange.request.query() == null ? "from=0" : exchange.request.query();
        return query.matches("from=\\d{1,9}") ? Answer.ok(book.tally(Integer.parseInt(query.substring("from=".length()))))
                : exchange.error(400, "from must be the number of a transaction, 0 for the first");
    }

    private Answer swapFaults(Exchange exchange, Buffer body) {
        try {
            newFaults.accept(Json.read(body, Faults.class));
            return Answer.ok(faults.get());
        } catch (IOException | IllegalArgumentException e) {
            return exchange.error(400, "faults can not be read: " + e.getMessage());
        }
    }

    private void stream(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", "application/x-ndjson");
        streamFrom(response, 0, book.size());
    }

    /** Slice by slice and only while the reader keeps up; between slices the other calls have their turn. */
    private void streamFrom(HttpServerResponse response, int from, int size) {
        if (response.closed()) {
            return;
        }
        if (from >= size) {
            response.end();
            return;
        }
        List<BookedTransaction> slice = book.slice(from, Math.min(SLICE, size - from));
        Buffer lines = Buffer.buffer();
        slice.forEach(transaction -> lines.appendBuffer(Json.write(transaction)).appendByte((byte) '\n'));
        response.write(lines);
        int next = from + slice.size();
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                streamFrom(response, next, size);
            });
        } else {
            vertx.runOnContext(turn -> streamFrom(response, next, size));
        }
    }
}
