package dev.djamopayouts.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Transactions and batches in the API's own form, as the provider's page of the transfer API shows them. */
final class TransactionJson {
    static final String TRANSACTION_PREFIX = "txn_";
    static final String BATCH_PREFIX = "bat_";

    private final TransferIds ids;

    TransactionJson(TransferIds ids) {
        this.ids = ids;
    }

    String id(Transfer transfer) {
        return ids.idOf(TRANSACTION_PREFIX, transfer.number);
    }

    /** The number in a transaction's id, or -1. */
    int number(String id) {
        return ids.numberOf(TRANSACTION_PREFIX, id);
    }

    /** As POST answers it. */
    Map<String, Object> created(Transfer transfer) {
        return common(transfer, TransactionStatus.PENDING);
    }

    /** As GET answers it. */
    Map<String, Object> read(Transfer transfer) {
        return in(transfer, transfer.status);
    }

    /** As it is in a given state; webhooks speak of states that may have passed. */
    Map<String, Object> in(Transfer transfer, TransactionStatus status) {
        Map<String, Object> json = common(transfer, status);
        json.put("failureReason", status == TransactionStatus.FAILED ? transfer.willFailFor : null);
        return json;
    }

    private Map<String, Object> common(Transfer transfer, TransactionStatus status) {
        boolean lies = MagicNumber.endingOf(transfer.msisdn).orElse(null) == MagicNumber.ECHOES_ANOTHER_AMOUNT;
        long amount = lies ? transfer.amount * 10 : transfer.amount;
        Map<String, Object> json = new LinkedHashMap<>(32);
        json.put("id", id(transfer));
        json.put("createdAt", instant(transfer.createdAtMillis));
        json.put("updatedAt", instant(status == TransactionStatus.PENDING ? transfer.createdAtMillis : transfer.settleAtMillis));
        json.put("amount", amount);
        json.put("fee", transfer.fee);
        json.put("totalAmount", amount + transfer.fee);
        json.put("status", status.wireName());
        json.put("msisdn", "+" + transfer.msisdn);
        json.put("reference", transfer.posted.reference);
        if (transfer.description != null) {
            json.put("description", transfer.description);
        }
        json.put("type", "transfer");
        if (transfer.batch > 0) {
            json.put("batchId", batchId(transfer));
        }
        return json;
    }

    private String batchId(Transfer transfer) {
        return ids.idOf(BATCH_PREFIX, transfer.batch);
    }

    Map<String, Object> batch(List<Transfer> transfers) {
        Transfer first = transfers.get(0);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", batchId(first));
        json.put("createdAt", instant(first.createdAtMillis));
        json.put("updatedAt", instant(first.createdAtMillis));
        json.put("totalAmount", transfers.stream().mapToLong(transfer -> transfer.amount).sum());
        json.put("totalFee", transfers.stream().mapToLong(transfer -> transfer.fee).sum());
        json.put("status", "processing");
        json.put("transactions", transfers.stream().map(this::created).toList());
        return json;
    }

    BookedTransaction booked(Transfer transfer, int posts) {
        TransactionStatus status = transfer.status;
        return new BookedTransaction(id(transfer), transfer.posted.reference, "+" + transfer.msisdn, transfer.amount, transfer.fee, status,
                transfer.batch > 0 ? batchId(transfer) : null,
                status == TransactionStatus.FAILED ? transfer.willFailFor : null, transfer.createdAtMillis, posts);
    }

    static String instant(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
