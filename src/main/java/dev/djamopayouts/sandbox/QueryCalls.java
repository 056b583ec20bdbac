package dev.djamopayouts.sandbox;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The calls that read: transactions by id, by reference and page by page, the customer check, the balance. */
final class QueryCalls {
    private static final int DEFAULT_LIMIT = 20;
    private static final int MOST_LIMIT = 100;

    private final SandboxOptions options;
    private final TransferStore store;
    private final TransactionJson json;

    QueryCalls(SandboxOptions options, TransferStore store, TransactionJson json) {
        this.options = options;
        this.store = store;
        this.json = json;
    }

    Answer transaction(Exchange exchange) {
        String id = exchange.request.path().substring(Endpoint.TRANSACTIONS.length() + 1);
        Transfer transfer = store.find(json.number(id));
        return transfer == null ? exchange.error(404, "transaction not found") : Answer.ok(json.read(transfer));
    }

    Answer byReference(Exchange exchange) {
        return switch (options.referenceLookup()) {
            case NOT_FOUND -> exchange.error(404, "Cannot GET " + exchange.request.path());
            case BAD_REQUEST -> exchange.error(400, "property reference should not exist");
            case IGNORED -> list(exchange);
            case OFFERED -> found(exchange);
        };
    }

    private Answer found(Exchange exchange) {
        MultiMap query = exchange.request.params();
        List<String> wrong = unknown(query, Set.of("reference", "cursor", "limit"));
        String reference = query.get("reference");
        if (reference == null || reference.isBlank()) {
            wrong.add("reference should not be empty");
        }
        if (!wrong.isEmpty()) {
            return exchange.error(400, wrong);
        }
        List<Transfer> found = store.underReference(reference).stream().filter(store::listable).toList();
        return Answer.ok(page(found.size(), DEFAULT_LIMIT, null, null, found));
    }

    /** Newest first. A cursor is the number of the page's newest transaction, so that pages stay put while new ones come in. */
    Answer list(Exchange exchange) {
        MultiMap query = exchange.request.params();
        List<String> wrong = unknown(query, options.referenceLookup() == ReferenceLookup.IGNORED
                ? Set.of("cursor", "limit", "reference") : Set.of("cursor", "limit"));
        int listable = store.listable();
        int limit = number(query.get("limit"), DEFAULT_LIMIT, 1, MOST_LIMIT);
        int newest = number(query.get("cursor"), listable - 1, 0, Math.max(0, listable - 1));
        if (limit == Integer.MIN_VALUE) {
            wrong.add("limit must be an integer number from 1 to " + MOST_LIMIT);
        }
        if (newest == Integer.MIN_VALUE) {
            wrong.add("cursor is not valid");
        }
        if (!wrong.isEmpty()) {
            return exchange.error(400, wrong);
        }
        int oldest = Math.max(0, newest - limit + 1);
        List<Transfer> data = new ArrayList<>(store.slice(oldest, newest - oldest + 1));
        Collections.reverse(data);
        String prev = newest >= listable - 1 ? null : Integer.toString(Math.min(listable - 1, newest + limit));
        String next = oldest == 0 ? null : Integer.toString(oldest - 1);
        return Answer.ok(page(listable, limit, prev, next, data));
    }

    private Map<String, Object> page(int count, int limit, String prev, String next, List<Transfer> transfers) {
        return page(count, limit, prev, next, (Object) transfers.stream().map(json::read).toList());
    }

    /** The page documented for webhooks, assumed for transactions. */
    static Map<String, Object> page(int count, int limit, String prev, String next, Object data) {
        Map<String, Object> cursor = new LinkedHashMap<>();
        cursor.put("prev", prev);
        cursor.put("next", next);
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("count", count);
        page.put("limit", limit);
        page.put("cursor", cursor);
        page.put("data", data);
        return page;
    }

    Answer check(Exchange exchange) {
        MultiMap query = exchange.request.params();
        List<String> wrong = unknown(query, Set.of("msisdn", "subCompanyId"));
        String msisdn = query.get("msisdn");
        long digits = msisdn == null ? -1 : FieldChecks.msisdnDigits(msisdn);
        if (digits < 0) {
            wrong.add("msisdn must be a valid phone number");
        }
        if (!wrong.isEmpty()) {
            return exchange.error(400, wrong);
        }
        MagicNumber magic = MagicNumber.endingOf(digits).orElse(null);
        if (magic == MagicNumber.OLD_CHECK_COMPLETE) {
            return Answer.ok(Map.of("status", "complete"));
        }
        if (magic == MagicNumber.OLD_CHECK_INCOMPLETE) {
            return Answer.ok(Map.of("status", "pending"));
        }
        return Answer.ok(Map.of("result", magic != MagicNumber.NOT_A_CUSTOMER));
    }

    Answer balance() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("balance", store.balance());
        body.put("currency", "XOF");
        return Answer.ok(body);
    }

    private static List<String> unknown(MultiMap query, Set<String> known) {
        return query.names().stream().filter(name -> !known.contains(name))
                .map(name -> "property " + name + " should not exist").collect(Collectors.toCollection(ArrayList::new));
    }

    /** The number in the text, the default where there is none, or MIN_VALUE where it is no number in the range. */
    private static int number(String text, int absent, int least, int most) {
        if (text == null) {
            return absent;
        }
        if (!text.matches("\\d{1,9}")) {
            return Integer.MIN_VALUE;
        }
        int number = Integer.parseInt(text);
        return number < least || number > most ? Integer.MIN_VALUE : number;
    }
}
