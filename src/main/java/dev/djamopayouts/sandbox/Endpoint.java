package dev.djamopayouts.sandbox;

import io.vertx.core.http.HttpMethod;

/** The calls of the API. */
enum Endpoint {
    CREATE_TRANSACTION("POST /v1/transactions"),
    CREATE_BATCH("POST /v1/transactions/batch"),
    READ_TRANSACTION("GET /v1/transactions/<id>"),
    FIND_TRANSACTION("GET /v1/transactions?reference="),
    LIST_TRANSACTIONS("GET /v1/transactions"),
    CHECK_CUSTOMER("GET /v1/transactions/customers/check"),
    READ_BALANCE("GET /v1/balance"),
    CREATE_WEBHOOK("POST /v1/webhooks"),
    READ_WEBHOOK("GET /v1/webhooks/<id>"),
    LIST_WEBHOOKS("GET /v1/webhooks"),
    UNKNOWN("any other");

    static final String TRANSACTIONS = "/v1/transactions";
    static final String WEBHOOKS = "/v1/webhooks";

    private final String label;

    Endpoint(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    static Endpoint of(HttpMethod method, String path, String query) {
        if (method.equals(HttpMethod.POST)) {
            return switch (path) {
                case TRANSACTIONS -> CREATE_TRANSACTION;
                case "/v1/transactions/batch" -> CREATE_BATCH;
                case WEBHOOKS -> CREATE_WEBHOOK;
                default -> UNKNOWN;
            };
        }
        return method.equals(HttpMethod.GET) ? ofGet(path, query) : UNKNOWN;
    }

    private static Endpoint ofGet(String path, String query) {
        return switch (path) {
            case TRANSACTIONS -> query != null && query.contains("reference=") ? FIND_TRANSACTION : LIST_TRANSACTIONS;
            case "/v1/transactions/customers/check" -> CHECK_CUSTOMER;
            case "/v1/balance" -> READ_BALANCE;
            case WEBHOOKS -> LIST_WEBHOOKS;
            default -> path.startsWith(TRANSACTIONS + "/") ? READ_TRANSACTION
                    : path.startsWith(WEBHOOKS + "/") ? READ_WEBHOOK : UNKNOWN;
        };
    }
}
