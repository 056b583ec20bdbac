package dev.djamopayouts.route;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** What a {@code ledger:} consumer takes from the ledger, and what it gives back. */
interface StageWork<T> {

    /** Whether anything may be claimed now. */
    boolean isOpen();

    /** How many may be claimed and not done at once, where the route is so quick that claiming few would keep it waiting. */
    default int mostClaimed() {
        return 2;
    }

    /** Claims up to so many; durable when it returns. */
    List<T> claim(int limit);

    /** So many of what was claimed wait no more: a thread took them, or none ever will. */
    default void taken(int items) {
    }

    /** Waits for work to be there, no longer than so. */
    void await(long millis) throws InterruptedException;

    /** Asked last before the route sees it: whether it is still to be done. */
    default boolean isStillDue(T item) {
        return true;
    }

    /** Puts what was claimed on the message. */
    void put(T item, Exchange exchange);

    /** The route ended without a failure. */
    void done(T item);

    /** The route failed; completes when what follows from that is durable. */
    CompletableFuture<?> failed(T item, Throwable cause);

    /**
     * The route never saw it: the process stops, it waited too long, or it is no longer due. Completes when it is durable,
     * and need not wait for that: at a stop there are many.
     */
    CompletableFuture<?> handBack(T item);
}
