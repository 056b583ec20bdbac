package dev.djamopayouts.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the sandbox accepted and what it was asked, for tests and auditors. Safe to read from any thread while calls go on;
 * amounts are whole XOF. Everything is what the sandbox knows, not what it answered: lost answers do not show here.
 */
public interface SandboxBook {

    /** Transactions accepted so far. */
    int size();

    /** The balance now, in XOF. */
    long balance();

    /** Hands over each transaction accepted before the call, oldest first, without holding up the sandbox. */
    void forEach(Consumer<BookedTransaction> consumer);

    /** Every transaction accepted under the reference, oldest first; empty where there is none. */
    List<BookedTransaction> byReference(String reference);

    /** The transaction with this Djamo id. */
    Optional<BookedTransaction> byId(String id);

    /**
     * How many readable POSTs bore the reference, batch items included, whatever they were answered.
     * Those turned away before they were read (down, 401, 403, rate limit) show in {@link #calls()} only.
     */
    int posts(String reference);

    /** Answers given: endpoint, such as "POST /v1/transactions", to HTTP status to count; status 0 is a cut connection. */
    Map<String, Map<Integer, Long>> calls();

    /** Counts and totals. Reads the whole book: some 100 ms for a million transactions. */
    BookSummary summary();

    /** Every transaction, oldest first. For a large book prefer {@link #forEach}. */
    default List<BookedTransaction> transactions() {
        List<BookedTransaction> all = new ArrayList<>();
        forEach(all::add);
        return all;
    }

    /** Every transaction to the number (E.164, with "+"), oldest first; reads the whole book. */
    default List<BookedTransaction> byMsisdn(String msisdn) {
        List<BookedTransaction> found = new ArrayList<>();
        forEach(transaction -> {
            if (transaction.msisdn().equals(msisdn)) {
                found.add(transaction);
            }
        });
        return found;
    }

    /** Answers given at an endpoint with a status; status 0 is a cut connection. */
    default long calls(String endpoint, int status) {
        return calls().getOrDefault(endpoint, Map.of()).getOrDefault(status, 0L);
    }

    /** Answers given at an endpoint, whatever the status. */
    default long calls(String endpoint) {
        return calls().getOrDefault(endpoint, Map.of()).values().stream().mapToLong(Long::longValue).sum();
    }
}
