package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.djamopayouts.djamo.Transaction.Status;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What Djamo tells unasked: {@code {"topic": …, "data": {transaction}}}.
 *
 * @param topic       one of {@link #TOPICS}
 * @param transaction as it stood when the event was made
 */
public record WebhookEvent(String topic, Transaction transaction) {

    private static final Map<String, Status> STATUSES = Map.of("transactions/started", Status.PENDING,
            "transactions/completed", Status.COMPLETED, "transactions/failed", Status.FAILED);

    /** All that we listen to. */
    public static final List<String> TOPICS = List.of("transactions/started", "transactions/completed", "transactions/failed");

    private static final int MOST_ID_CHARS = 100;
    /** What can be read in two ways is not readable. */
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
            DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY).build();

    /** A body that is no event. */
    public static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /**
     * Reads a body whose signature holds; unknown fields are ignored.
     *
     * @throws Unreadable with why; nothing that was in the body is in it
     */
    public static WebhookEvent read(byte[] body) throws Unreadable {
        JsonNode tree = tree(body);
        String topic = tree.path("topic").asText("");
        if (!STATUSES.containsKey(topic)) {
            throw new Unreadable("a topic that nobody registered for");
        }
        try {
            Transaction transaction = Transaction.read(tree.path("data"));
            if (transaction.id().length() > MOST_ID_CHARS) {
                throw new Unreadable("a transaction whose id has more than " + MOST_ID_CHARS + " characters");
            }
            return new WebhookEvent(topic, transaction);
        } catch (UnreadableAnswer e) {
            throw new Unreadable(e.getMessage());
        }
    }

    private static JsonNode tree(byte[] body) throws Unreadable {
        try {
            JsonNode tree = JSON.readTree(body);
            if (tree.isObject()) {
                return tree;
            }
        } catch (IOException e) {
            throw new Unreadable("no JSON");
        }
        throw new Unreadable("no JSON object");
    }

    /** Where the topic and the transaction say that it stands, or null where they do not agree. */
    public Status status() {
        Status said = STATUSES.get(topic);
        return said == transaction.status() ? said : null;
    }

    /** Which transaction: the beneficiary stays out of logs. */
    @Override
    public String toString() {
        return topic + " of " + transaction.id();
    }
}
