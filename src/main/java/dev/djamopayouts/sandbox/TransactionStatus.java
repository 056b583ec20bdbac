package dev.djamopayouts.sandbox;

import java.util.Locale;

/** The states of a transaction, as the provider's page of the transfer API names them. */
public enum TransactionStatus {
    /** Accepted and debited, not yet credited. */
    PENDING,
    /** Credited; final. */
    COMPLETED,
    /** Not credited, the money is back on the balance; final. */
    FAILED;

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The webhook topic that announces a transaction in this state. */
    String topic() {
        return switch (this) {
            case PENDING -> "transactions/started";
            case COMPLETED -> "transactions/completed";
            case FAILED -> "transactions/failed";
        };
    }
}
