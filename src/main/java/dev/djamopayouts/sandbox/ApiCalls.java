package dev.djamopayouts.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.Optional;

/** Everything under /v1: who may call at all, what goes wrong with the call, and which part answers it. */
final class ApiCalls {
    private static final String BEARER = "Bearer ";

    private final SandboxOptions options;
    private final TransferCalls transfers;
    private final QueryCalls queries;
    private final WebhookCalls webhooks;

    ApiCalls(SandboxOptions options, TransferCalls transfers, QueryCalls queries, WebhookCalls webhooks) {
        this.options = options;
        this.transfers = transfers;
        this.queries = queries;
        this.webhooks = webhooks;
    }

    void answer(Exchange exchange, FaultDice dice, Buffer body) {
        Optional<Answer> refusal = refusal(exchange, dice);
        if (refusal.isPresent()) {
            exchange.finish(refusal.get());
            return;
        }
        exchange.drawMishap();
        if (exchange.mishap().beforeAcceptance()) {
            exchange.finishWithoutEffect();
            return;
        }
        if (!hasReadableQuery(exchange.request)) {
            exchange.finish(exchange.error(400, "the query string is not percent-encoded well"));
            return;
        }
        try {
            dispatch(exchange, body);
        } catch (IOException e) {
            exchange.finish(exchange.error(400, "body must be one valid JSON object without repeated keys"));
        }
    }

    /** Vert.x decodes the query when it is first asked for. */
    private static boolean hasReadableQuery(HttpServerRequest request) {
        try {
            return request.params() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void dispatch(Exchange exchange, Buffer body) throws IOException {
        boolean posted = switch (exchange.endpoint) {
            case CREATE_TRANSACTION, CREATE_BATCH, CREATE_WEBHOOK -> true;
            case READ_TRANSACTION, FIND_TRANSACTION, LIST_TRANSACTIONS, CHECK_CUSTOMER, READ_BALANCE, READ_WEBHOOK, LIST_WEBHOOKS,
                    CONTROL, UNKNOWN -> false;
        };
        if (posted && !isJson(exchange.request)) {
            exchange.finish(exchange.error(400, "Content-Type must be application/json"));
            return;
        }
        switch (exchange.endpoint) {
            case CREATE_TRANSACTION -> transfers.single(exchange, body);
            case CREATE_BATCH -> {
                if (options.maxBatchItems() == 0) {
                    exchange.finish(nothingThere(exchange));
                } else {
                    transfers.batch(exchange, body);
                }
            }
            case READ_TRANSACTION -> exchange.finish(queries.transaction(exchange));
            case FIND_TRANSACTION -> exchange.finish(queries.byReference(exchange));
            case LIST_TRANSACTIONS -> exchange.finish(queries.list(exchange));
            case CHECK_CUSTOMER -> exchange.finish(queries.check(exchange));
            case READ_BALANCE -> exchange.finish(queries.balance());
            case CREATE_WEBHOOK -> exchange.finish(webhooks.register(exchange, body));
            case READ_WEBHOOK -> exchange.finish(webhooks.read(exchange));
            case LIST_WEBHOOKS -> exchange.finish(webhooks.list());
            case CONTROL, UNKNOWN -> exchange.finish(nothingThere(exchange));
        }
    }

    private static Answer nothingThere(Exchange exchange) {
        return exchange.error(404, "Cannot " + exchange.request.method() + " " + exchange.request.path());
    }

    private Optional<Answer> refusal(Exchange exchange, FaultDice dice) {
        boolean transfer = exchange.endpoint == Endpoint.CREATE_TRANSACTION || exchange.endpoint == Endpoint.CREATE_BATCH;
        if (dice.faults.down() || transfer && dice.faults.transfersDown()) {
            return Optional.of(exchange.error(503, "Service unavailable"));
        }
        String token = bearer(exchange.request);
        if (dice.faults.unauthorized() || !token.equals(options.accessToken()) && !token.equals(options.tokenWithoutRights())) {
            return Optional.of(exchange.error(401, "Unauthorized"));
        }
        String companyId = exchange.request.getHeader("X-Company-Id");
        boolean otherCompany = options.companyId() != null && companyId != null && !companyId.equals(options.companyId());
        if (otherCompany || !token.equals(options.accessToken())) {
            return Optional.of(exchange.error(403, "Forbidden resource"));
        }
        if (!dice.withinRate(System.nanoTime())) {
            return Optional.of(exchange.error(429, "Too many requests").retryAfter(1));
        }
        return Optional.empty();
    }

    /** The bearer token, or an empty text. */
    static String bearer(HttpServerRequest request) {
        String authorization = request.getHeader("Authorization");
        return authorization != null && authorization.startsWith(BEARER) ? authorization.substring(BEARER.length()) : "";
    }

    private static boolean isJson(HttpServerRequest request) {
        String type = request.getHeader("Content-Type");
        return type != null && type.split(";", 2)[0].trim().equalsIgnoreCase("application/json");
    }
}
