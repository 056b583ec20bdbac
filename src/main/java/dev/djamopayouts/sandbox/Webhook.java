package dev.djamopayouts.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** A registered webhook. */
record Webhook(String id, long createdAtMillis, String topic, String url) {

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("createdAt", TransactionJson.instant(createdAtMillis));
        json.put("updatedAt", TransactionJson.instant(createdAtMillis));
        json.put("topic", topic);
        json.put("url", url);
        return json;
    }
}
