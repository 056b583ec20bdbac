package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A page of the list of transactions: {@code {count, limit, cursor:{prev,next}, data:[…]}}.
 *
 * @param count      what the page calls count, all transactions or those on the page; 0 where it says nothing
 * @param next       leads to the next page, or null
 * @param isLast     whether the page says that none follows; one that knows no cursors says nothing
 */
record Page(List<Transaction> transactions, long count, String next, boolean isLast) {

    static final int LIMIT = 100;

    static Page read(JsonNode node) {
        List<Transaction> transactions = Transaction.readList(node);
        JsonNode next = node.path("cursor").path("next");
        String cursor = next.isValueNode() && !next.isNull() && !next.asText().isBlank() ? next.asText() : null;
        long count = node.path("count").canConvertToLong() ? node.path("count").longValue() : 0;
        return new Page(transactions, count, cursor, cursor == null && node.path("cursor").isObject());
    }
}
