package dev.djamopayouts.sandbox;

import java.util.List;

/** What the store says to a POST: all of it is accepted, or none. */
sealed interface Acceptance {
    /** In the order of the request. */
    record Accepted(List<Transfer> transfers) implements Acceptance {
    }

    record ReferenceUsed(String reference) implements Acceptance {
    }

    record InsufficientBalance() implements Acceptance {
    }

    /** The book holds {@link SandboxOptions#maxTransactions()} already. */
    record Full() implements Acceptance {
    }
}
