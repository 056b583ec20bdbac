package dev.djamopayouts.djamo;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.Reference;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A call of the API, before it becomes HTTP.
 *
 * @param name  what metrics call it
 * @param path  below the API root, encoded
 * @param query encoded, or null
 * @param json  the object to send, or null for a GET
 * @param notAfterMillis epoch milliseconds after which it must not be sent any more
 */
public record DjamoCall(String name, String path, String query, Object json, long notAfterMillis) {

    static final String BATCH_PATH = "/v1/transactions/batch";
    private static final String REGISTER = "register-webhook";

    private DjamoCall(String name, String path, String query, Object json) {
        this(name, path, query, json, Long.MAX_VALUE);
    }

    /** The same call, to be sent by then or not at all. */
    DjamoCall notAfter(long millis) {
        return new DjamoCall(name, path, query, json, millis);
    }

    /** The body of POST /v1/transactions; a description that is not there is left out, as the API is strict. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Transfer(String msisdn, long amount, String reference, String description, String type) {

        /** Which payment: the beneficiary stays out of logs. */
        @Override
        public String toString() {
            return "transfer " + reference;
        }
    }

    /** The body of POST /v1/transactions/batch. */
    record Batch(List<BatchItem> transactions) {

        @Override
        public String toString() {
            return transactions.size() + " transfers";
        }
    }

    /** As {@link Transfer}, without the type: the page names none here. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchItem(String msisdn, long amount, String reference, String description) {

        /** Which payment: the beneficiary stays out of logs. */
        @Override
        public String toString() {
            return "transfer " + reference;
        }
    }

    static DjamoCall transfer(Payout payout) {
        return new DjamoCall("transfer", "/v1/transactions", null, new Transfer(payout.msisdn().e164(),
                payout.amount().francs(), payout.reference().value(), description(payout), "transfer"));
    }

    static DjamoCall batch(PayoutBatch batch) {
        return new DjamoCall("batch", BATCH_PATH, null, new Batch(batch.payouts().stream().map(payout -> new BatchItem(
                payout.msisdn().e164(), payout.amount().francs(), payout.reference().value(), description(payout))).toList()));
    }

    private static String description(Payout payout) {
        return payout.description() == null || payout.description().isBlank() ? null : payout.description();
    }

    static DjamoCall transaction(String djamoId) {
        return new DjamoCall("transaction", "/v1/transactions/" + encoded(djamoId), null, null);
    }

    static DjamoCall byReference(Reference reference) {
        return new DjamoCall("lookup", "/v1/transactions", "reference=" + encoded(reference.value()), null);
    }

    /** The first page of all transactions, or the one a cursor leads to. */
    static DjamoCall list(String cursor) {
        return new DjamoCall("list", "/v1/transactions", "limit=" + Page.LIMIT + (cursor == null ? "" : "&cursor=" + encoded(cursor)), null);
    }

    static DjamoCall customer(Msisdn msisdn, String subCompanyId) {
        String company = subCompanyId == null ? "" : "&subCompanyId=" + encoded(subCompanyId);
        return new DjamoCall("check", "/v1/transactions/customers/check", "msisdn=" + encoded(msisdn.e164()) + company, null);
    }

    /** A page of the list of webhooks. */
    static DjamoCall webhooks(String cursor) {
        return new DjamoCall("webhooks", "/v1/webhooks", cursor == null ? null : "cursor=" + encoded(cursor), null);
    }

    /** The body of POST /v1/webhooks. */
    record Webhook(String topic, String url) {
    }

    static DjamoCall registerWebhook(String topic, String url) {
        return new DjamoCall(REGISTER, "/v1/webhooks", null, new Webhook(topic, url));
    }

    static DjamoCall balance() {
        return new DjamoCall("balance", "/v1/balance", null, null);
    }

    /** Which call: query and body name a person. */
    @Override
    public String toString() {
        return name;
    }

    boolean isPost() {
        return json != null;
    }

    /** What it is to the gate: whatever is posted moves money, but for a registration. */
    CallKind kind() {
        if (isPost() && !name.equals(REGISTER)) {
            return json instanceof Batch ? CallKind.BATCH : CallKind.TRANSFER;
        }
        return name.equals("balance") ? CallKind.PROBE : CallKind.QUESTION;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
