package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A webhook as it is registered at Djamo.
 *
 * @param topic what it is told of
 * @param url   where it is told
 */
public record Registration(String id, String topic, String url) {

    /**
     * A page of the list: {@code {count, limit, cursor:{prev,next}, data:[…]}}, or a bare array.
     *
     * @param next leads to the next page, or null
     */
    record Some(List<Registration> registrations, String next) {

        static Some read(JsonNode node) {
            JsonNode items = node.isObject() && node.has("data") ? node.get("data") : node;
            if (!items.isArray()) {
                throw new UnreadableAnswer("no list of webhooks");
            }
            List<Registration> found = new ArrayList<>();
            items.forEach(item -> found.add(Registration.read(item)));
            String next = node.path("cursor").path("next").asText("");
            return new Some(found, next.isBlank() || next.equals("null") ? null : next);
        }
    }

    static Registration read(JsonNode node) {
        if (!node.path("topic").isTextual() || !node.path("url").isTextual()) {
            throw new UnreadableAnswer("a webhook without a topic or a URL");
        }
        return new Registration(node.path("id").asText(""), node.get("topic").textValue(), node.get("url").textValue());
    }
}
