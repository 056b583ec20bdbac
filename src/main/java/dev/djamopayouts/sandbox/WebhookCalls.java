package dev.djamopayouts.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** POST and GET /v1/webhooks, and the registrations themselves. Used by the event loop only. */
final class WebhookCalls {
    private static final Set<String> TOPICS = Arrays.stream(TransactionStatus.values())
            .map(TransactionStatus::topic).collect(Collectors.toCollection(TreeSet::new));
    private static final int MOST_URL_LENGTH = 2_048;

    private final SandboxOptions options;
    private final Clock clock;
    private final List<Webhook> registered = new ArrayList<>();

    WebhookCalls(SandboxOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    List<Webhook> listeningTo(String topic) {
        if (registered.isEmpty()) {
            return List.of();
        }
        return registered.stream().filter(webhook -> webhook.topic().equals(topic)).toList();
    }

    Answer register(Exchange exchange, Buffer body) throws IOException {
        JsonNode object = Json.read(body);
        FieldChecks checks = new FieldChecks(object);
        checks.only(Set.of("topic", "url"));
        checks.oneOf("topic", TOPICS);
        String url = checks.required("url", MOST_URL_LENGTH);
        if (url != null) {
            checkUrl(checks, url);
        }
        if (registered.size() >= options.maxWebhooks()) {
            checks.wrong("no more than " + options.maxWebhooks() + " webhooks can be registered");
        }
        if (!checks.messages().isEmpty()) {
            return exchange.error(400, checks.messages());
        }
        Webhook webhook = new Webhook("whk_" + UUID.randomUUID(), clock.millis(), object.get("topic").textValue(), url);
        registered.add(webhook);
        return Answer.json(201, webhook.json());
    }

    private void checkUrl(FieldChecks checks, String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getUserInfo() != null) {
                checks.wrong("url must be a URL address");
            } else if (!options.webhooksAnywhere() && !isLoopback(uri.getHost())) {
                checks.wrong("url must be a loopback address unless the sandbox's option webhooksAnywhere is set");
            }
        } catch (URISyntaxException e) {
            checks.wrong("url must be a URL address");
        }
    }

    /** By its writing alone: a name that resolves to loopback now may resolve elsewhere when the delivery goes out. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}");
    }

    Answer read(Exchange exchange) {
        String id = exchange.request.path().substring(Endpoint.WEBHOOKS.length() + 1);
        return registered.stream().filter(webhook -> webhook.id().equals(id)).findFirst()
                .map(webhook -> Answer.ok(webhook.json()))
                .orElseGet(() -> exchange.error(404, "webhook not found"));
    }

    Answer list() {
        return Answer.ok(QueryCalls.page(registered.size(), options.maxWebhooks(), null, null,
                registered.stream().map(Webhook::json).toList()));
    }
}
