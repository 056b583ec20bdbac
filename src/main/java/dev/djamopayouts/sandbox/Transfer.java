package dev.djamopayouts.sandbox;

/**
 * One accepted transaction, kept small: a book holds a million. Only the store changes it, under its lock;
 * times are milliseconds since 1970, amounts whole XOF.
 */
final class Transfer {
    final int number;
    final PostedReference posted;
    final long msisdn;
    final long amount;
    final long fee;
    final String description;
    /** 0 where it came alone. */
    final int batch;
    final long createdAtMillis;
    final long settleAtMillis;
    /** Null where it will complete. */
    final String willFailFor;
    /** The one accepted before it under the same reference; only ever set when references need not be unique. */
    final Transfer earlier;
    /** Read by other threads than the one that settles. */
    volatile TransactionStatus status = TransactionStatus.PENDING;

    Transfer(int number, PostedReference posted, TransferRequest request, long fee, int batch,
            long createdAtMillis, long settleAtMillis, String willFailFor) {
        this.number = number;
        this.posted = posted;
        this.msisdn = request.msisdn();
        this.amount = request.amount();
        this.fee = fee;
        this.description = request.description();
        this.batch = batch;
        this.createdAtMillis = createdAtMillis;
        this.settleAtMillis = settleAtMillis;
        this.willFailFor = willFailFor;
        this.earlier = posted.latest;
    }

    long totalAmount() {
        return amount + fee;
    }

    TransactionStatus finalStatus() {
        return willFailFor == null ? TransactionStatus.COMPLETED : TransactionStatus.FAILED;
    }
}
