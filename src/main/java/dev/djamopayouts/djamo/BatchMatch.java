package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Matches the transactions of a batch's answer with the payouts that were sent, by reference and by nothing else: no order is
 * promised. What is missing is looked up; what is there twice or was not sent is an alarm.
 */
final class BatchMatch {

    private static final int MOST_NAMED = 10;

    private final PayoutBatch batch;
    private final BatchAnswer answer;
    private final Evidence evidence;
    private final Map<String, List<Transaction>> byReference = new LinkedHashMap<>();
    private final List<Transaction> extra = new ArrayList<>();
    private final Map<String, Transaction> extraByNumber = new HashMap<>();
    private final List<Payout> missing = new ArrayList<>();
    private final List<String> alarms = new ArrayList<>();

    BatchMatch(PayoutBatch batch, BatchAnswer answer, Evidence evidence) {
        this.batch = batch;
        this.answer = answer;
        this.evidence = evidence;
        batch.payouts().forEach(payout -> byReference.put(payout.reference().value(), new ArrayList<>(1)));
        // One that is told twice is one.
        for (Transaction transaction : new LinkedHashSet<>(answer.transactions())) {
            byReference.getOrDefault(Objects.requireNonNullElse(transaction.reference(), ""), extra).add(transaction);
        }
        extra.forEach(transaction -> extraByNumber.putIfAbsent(transaction.number(), transaction));
    }

    BatchMeanings.Conclusion conclude(Meanings meanings) {
        List<Outcome> outcomes = batch.payouts().stream().map(payout -> conclude(meanings, payout)).toList();
        if (!missing.isEmpty()) {
            alarms.add("Djamo's answer to " + batch + place() + " lacks " + missing.size() + " of them, which are looked up: "
                    + named(missing.stream().map(payout -> payout.id().toString()).toList()));
        }
        if (!extra.isEmpty()) {
            alarms.add("Djamo's answer to " + batch + place() + " has " + extra.size() + " transactions that were not sent in it; ask"
                    + " Djamo what they are: " + named(extra.stream().map(Transaction::id).toList()));
        }
        if (answer.unreadable() > 0) {
            alarms.add("Djamo's answer to " + batch + place() + " has " + answer.unreadable() + " items that cannot be read");
        }
        return new BatchMeanings.Conclusion(outcomes, List.copyOf(alarms));
    }

    private Outcome conclude(Meanings meanings, Payout payout) {
        List<Transaction> found = byReference.get(payout.reference().value());
        if (found.isEmpty()) {
            missing.add(payout);
            return missing(meanings, payout);
        }
        if (found.size() == 1) {
            return meanings.afterTransfer(payout, Answer.told(found.get(0), evidence));
        }
        alarms.add("Djamo's answer to " + batch + place() + " has payout " + payout.id() + " " + found.size() + " times");
        return twice(meanings, payout, found);
    }

    /**
     * Where somebody with its number is in the answer under a reference that nobody sent, this may be it: then nothing more is
     * sent before a person, or a lookup that finds it, says so.
     */
    private Outcome missing(Meanings meanings, Payout payout) {
        Transaction other = extraByNumber.get(Transaction.digits(payout.msisdn().e164()));
        return other == null ? new Outcome.InDoubt(Doubt.LOST_ANSWER, "Djamo's answer to the batch lacks it", meanings.soon())
                : Meanings.conflict("Djamo's answer to the batch lacks it and has transaction " + other.id() + " to the same number under a"
                        + " reference that was not sent", meanings.soon());
    }

    /** The one that agrees with what was sent counts, and of several the one that moved money. */
    private Outcome twice(Meanings meanings, Payout payout, List<Transaction> found) {
        Transaction first = found.stream().min(Comparator.comparing((Transaction it) -> it.contradiction(payout) != null)
                .thenComparingInt(it -> Meanings.rank(it.status()))).orElseThrow();
        String contradiction = first.contradiction(payout);
        List<String> ids = found.stream().map(Transaction::id).distinct().toList();
        String remedy = ids.size() == 1 ? "; ask Djamo which of them is right" : "; ask Djamo to cancel all but " + first.id();
        return meanings.adopt(payout, first, "Djamo's answer to the batch has the reference " + payout.reference() + " " + found.size()
                + " times, as " + named(ids) + remedy
                + (contradiction == null ? "" : "; " + contradiction));
    }

    private String place() {
        return " (" + (answer.id() == null ? "without an id" : answer.id()) + ")";
    }

    private static String named(List<String> names) {
        String some = names.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
        return names.size() <= MOST_NAMED ? some : some + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
