package dev.djamopayouts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** POST /v1/transactions and POST /v1/transactions/batch: everything about money that can go wrong goes wrong here. */
final class TransferCalls {
    private static final Set<String> ITEM_FIELDS = Set.of("amount", "msisdn", "reference", "description");
    private static final Set<String> SINGLE_FIELDS = Set.of("amount", "msisdn", "reference", "description", "type");
    private static final Set<String> TYPES = Set.of("transfer");

    private final SandboxOptions options;
    private final TransferStore store;
    private final TransactionJson json;
    private final WebhookEvents events;

    TransferCalls(SandboxOptions options, TransferStore store, TransactionJson json, WebhookEvents events) {
        this.options = options;
        this.store = store;
        this.json = json;
        this.events = events;
    }

    void single(Exchange exchange, Buffer body) throws IOException {
        JsonNode object = Json.read(body);
        FieldChecks checks = new FieldChecks(object);
        if (!object.isObject()) {
            checks.wrong("body must be an object");
        } else {
            checks.only(SINGLE_FIELDS);
            checks.oneOf("type", TYPES);
            TransferRequest request = item(checks);
            if (checks.messages().isEmpty()) {
                take(exchange, List.of(request), false);
                return;
            }
        }
        exchange.finish(exchange.error(400, checks.messages()));
    }

    void batch(Exchange exchange, Buffer body) throws IOException {
        JsonNode object = Json.read(body);
        FieldChecks checks = new FieldChecks(object);
        List<TransferRequest> requests = new ArrayList<>();
        JsonNode items = object.path("transactions");
        checks.only(Set.of("transactions"));
        if (!items.isArray() || items.isEmpty()) {
            checks.wrong("transactions must be an array that is not empty");
        } else if (items.size() > options.maxBatchItems()) {
            checks.wrong("transactions must contain no more than " + options.maxBatchItems() + " elements");
        } else {
            for (int i = 0; i < items.size(); i++) {
                FieldChecks itemChecks = checks.within(items.get(i), "transactions." + i);
                itemChecks.only(ITEM_FIELDS);
                requests.add(item(itemChecks));
            }
        }
        if (checks.messages().isEmpty()) {
            take(exchange, requests, true);
        } else {
            exchange.finish(exchange.error(400, checks.messages()));
        }
    }

    private TransferRequest item(FieldChecks checks) {
        return new TransferRequest(checks.amount(options.amountMin(), options.amountMax()), checks.msisdn(),
                checks.required("reference", options.maxReferenceLength()),
                checks.optional("description", options.maxDescriptionLength()));
    }

    /** Of the mishaps of a batch's numbers the first happens; but one that is to have no effect is not booked for another's sake. */
    private static void befall(Exchange exchange, Mishap mishap) {
        if (exchange.mishap() == Mishap.NONE || mishap.beforeAcceptance() && !exchange.mishap().beforeAcceptance()) {
            exchange.mishap(mishap);
        }
    }

    private void take(Exchange exchange, List<TransferRequest> requests, boolean batch) {
        for (TransferRequest request : requests) {
            boolean firstPost = store.countPost(request.reference()) == 1;
            MagicNumber.endingOf(request.msisdn()).ifPresent(magic -> befall(exchange, magic.mishapOf(firstPost)));
        }
        if (exchange.mishap().beforeAcceptance()) {
            exchange.finishWithoutEffect();
            return;
        }
        Acceptance acceptance = store.accept(requests, batch);
        if (acceptance instanceof Acceptance.Accepted accepted) {
            Answer answer = Answer.json(201, batch ? json.batch(accepted.transfers()) : json.created(accepted.transfers().get(0)));
            events.started(accepted.transfers(), () -> exchange.finish(answer));
        } else if (acceptance instanceof Acceptance.ReferenceUsed used) {
            exchange.finish(exchange.error(409, "reference already used: " + used.reference()));
        } else if (acceptance instanceof Acceptance.InsufficientBalance) {
            exchange.finish(exchange.error(400, "insufficient balance"));
        } else {
            exchange.finish(exchange.error(503, "the sandbox is full: raise its option maxTransactions"));
        }
    }
}
