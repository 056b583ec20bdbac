package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A page of the API's own list: {@code {count, limit, cursor:{prev,next}, data:[…]}}, the shape documented for webhooks and
 * assumed for transactions.
 *
 * @param next the cursor of the page behind it, or null where this is the last one
 */
record TransactionPage(List<Transaction> transactions, String next) {

    static TransactionPage read(JsonNode node) {
        JsonNode cursor = node.path("cursor").path("next");
        return new TransactionPage(Transaction.readList(node),
                cursor.isMissingNode() || cursor.isNull() || cursor.asText().isEmpty() ? null : cursor.asText());
    }

    /** Which page: who was paid stays out of logs. */
    @Override
    public String toString() {
        return transactions.size() + " transactions";
    }
}
