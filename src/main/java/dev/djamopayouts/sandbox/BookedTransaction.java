package dev.djamopayouts.sandbox;

/**
 * One accepted transaction at one moment.
 *
 * @param id "txn_…"
 * @param msisdn E.164 with "+"
 * @param amount whole XOF, as it was sent
 * @param fee whole XOF
 * @param batchId "bat_…", null where it came alone
 * @param failureReason null unless failed
 * @param createdAtMillis since 1970
 * @param posts how many readable POSTs bore its reference so far, this one included
 */
public record BookedTransaction(String id, String reference, String msisdn, long amount, long fee, TransactionStatus status,
        String batchId, String failureReason, long createdAtMillis, int posts) {
}
