package dev.djamopayouts.djamo;

/** Told of every call, for the metrics. */
@FunctionalInterface
public interface CallCounter {

    /**
     * @param call    transfer, batch, lookup, list, transaction, check, balance, webhooks or register-webhook
     * @param meaning what came back
     * @param nanos   how long it took
     */
    void count(String call, Meaning meaning, long nanos);
}
