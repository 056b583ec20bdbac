package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A batch as Djamo tells it ("Sending money to multiple Djamo clients" of the Transfer API page). Its totals are not read:
 * the page's own do not add up.
 *
 * @param id           {@code bat_…}, or null where it told none
 * @param transactions those that could be read, in the order they came, which is nobody's promise
 * @param unreadable   how many could not
 */
public record BatchAnswer(String id, List<Transaction> transactions, int unreadable) {

    private static final int MOST_ID_CHARS = 100;

    /** Reads a batch; {@link UnreadableAnswer} where it lists no transactions. One item that is none costs the others nothing. */
    static BatchAnswer read(JsonNode node) {
        JsonNode items = node.path("transactions");
        if (!items.isArray()) {
            throw new UnreadableAnswer("a batch without a list of transactions");
        }
        String id = id(node.path("id"));
        List<Transaction> transactions = new ArrayList<>(items.size());
        int unreadable = 0;
        for (JsonNode item : items) {
            try {
                transactions.add(Transaction.read(item).in(id));
            } catch (UnreadableAnswer e) {
                unreadable++;
            }
        }
        return new BatchAnswer(id, transactions, unreadable);
    }

    private static String id(JsonNode id) {
        if (!id.isTextual() || id.textValue().isBlank()) {
            return null;
        }
        String plain = id.textValue().replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= MOST_ID_CHARS ? plain : plain.substring(0, MOST_ID_CHARS);
    }

    /** Which batch: those who are paid stay out of logs. */
    @Override
    public String toString() {
        return "batch " + id + " of " + transactions.size() + " transactions";
    }
}
