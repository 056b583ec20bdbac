package dev.djamopayouts.djamo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction as Djamo tells it ("The transaction object" of the Transfer API page). Unknown fields are ignored; what
 * is missing is null, for only the id is indispensable.
 *
 * @param amount        whole francs, or null
 * @param fee           whole francs, or null
 * @param failureReason null unless failed
 */
public record Transaction(String id, String reference, String msisdn, Long amount, Long fee, Status status,
                          String failureReason, String batchId) {

    /** Where it stands at Djamo. */
    public enum Status {
        PENDING, COMPLETED, FAILED
    }

    /** Reads a transaction; {@link UnreadableAnswer} where it is none. */
    static Transaction read(JsonNode node) {
        if (!node.isObject() || !node.path("id").isTextual() || node.path("id").textValue().isBlank()) {
            throw new UnreadableAnswer("a transaction without an id");
        }
        if (node.get("id").textValue().chars().anyMatch(Character::isISOControl)) {
            throw new UnreadableAnswer("a transaction whose id has control characters");
        }
        String failureReason = text(node, "failureReason");
        String batchId = text(node, "batchId");
        return new Transaction(node.get("id").textValue(), text(node, "reference"), text(node, "msisdn"), amount(node),
                francs(node, "fee"), status(text(node, "status")),
                failureReason == null ? null : AnswerReader.bounded(failureReason),
                batchId == null ? null : batchId.replaceAll("\\p{Cntrl}", "?"));
    }

    /** Reads a list in any of the shapes seen: a bare array, {@code {data:[…]}}, or a single object. */
    static List<Transaction> readList(JsonNode node) {
        JsonNode items = node.isObject() && node.has("data") ? node.get("data") : node;
        List<Transaction> transactions = new ArrayList<>();
        if (items.isArray()) {
            items.forEach(item -> transactions.add(read(item)));
        } else if (items.isObject()) {
            transactions.add(read(items));
        } else {
            throw new UnreadableAnswer("neither a list nor a transaction");
        }
        return transactions;
    }

    /** Whether it bears the payout's reference, to the letter. */
    public boolean bearsReferenceOf(Payout payout) {
        return payout.reference().value().equals(reference);
    }

    /** What in it contradicts what was sent, in words, or null where nothing does. A field that is missing contradicts nothing. */
    public String contradiction(Payout payout) {
        return contradiction(payout.reference().value(), payout.msisdn().e164(), payout.amount().francs());
    }

    /** The same for a payout of which no more is at hand. */
    public String contradiction(String sentReference, String sentMsisdn, long sentFrancs) {
        List<String> differences = new ArrayList<>();
        if (amount != null && amount != sentFrancs) {
            differences.add("amount " + amount + " where " + new Xof(sentFrancs) + " was sent");
        }
        if (msisdn != null && !digits(msisdn).equals(digits(sentMsisdn))) {
            differences.add("another beneficiary than " + Msisdn.masked(sentMsisdn));
        }
        if (reference != null && !reference.equals(sentReference)) {
            differences.add("another reference than " + sentReference);
        }
        return differences.isEmpty() ? null : "Djamo's transaction " + id + " has " + String.join(", ", differences);
    }

    /** Whether it goes to that number, or does not say to whom. */
    boolean mayPay(Msisdn beneficiary) {
        return msisdn == null || digits(msisdn).equals(digits(beneficiary.e164()));
    }

    /** Whom it goes to, as {@link #digits} writes a number; empty where it does not say. */
    String number() {
        return msisdn == null ? "" : digits(msisdn);
    }

    /** The same as part of a batch; without an id of the batch it keeps the one that it told itself. */
    Transaction in(String batch) {
        return batch == null ? this : new Transaction(id, reference, msisdn, amount, fee, status, failureReason, batch);
    }

    /** Which transaction: the beneficiary stays out of logs. */
    @Override
    public String toString() {
        return "transaction " + id + " " + status;
    }

    /** The plus sign and blanks make no other number. */
    static String digits(String msisdn) {
        StringBuilder plain = new StringBuilder(msisdn.length());
        for (int i = 0; i < msisdn.length(); i++) {
            char at = msisdn.charAt(i);
            if (at >= '0' && at <= '9' || at >= 'A' && at <= 'Z' || at >= 'a' && at <= 'z') {
                plain.append(at);
            }
        }
        return plain.toString();
    }

    /** What cannot be compared with what was sent makes the answer unreadable: it must not pass for one that agrees. */
    private static Long amount(JsonNode node) {
        Long francs = francs(node, "amount");
        if (francs == null && !node.path("amount").isMissingNode() && !node.path("amount").isNull()) {
            throw new UnreadableAnswer("a transaction whose amount is no whole number");
        }
        return francs;
    }

    private static Status status(String text) {
        if ("completed".equals(text)) {
            return Status.COMPLETED;
        }
        // A status nobody knows yet is no end: it is asked for again.
        return "failed".equals(text) ? Status.FAILED : Status.PENDING;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).isTextual() ? node.get(field).textValue() : null;
    }

    private static Long francs(JsonNode node, String field) {
        JsonNode number = node.path(field);
        if (number.isTextual() && number.textValue().matches("[0-9]{1,18}")) {
            return Long.valueOf(number.textValue());
        }
        return number.canConvertToExactIntegral() && number.canConvertToLong() ? Long.valueOf(number.longValue()) : null;
    }
}
