package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import java.time.Clock;
import java.util.List;

/**
 * What the answer to a batch means for each payout that was sent in it. Pure, as {@link Meanings} is, and of one mind with it:
 * a batch of one means what a single transfer means.
 */
public final class BatchMeanings {

    static final int TOO_LARGE = 413;

    /**
     * What is to be recorded and said.
     *
     * @param outcomes one for each payout, in the order of the batch
     * @param alarms   what in the answer contradicts what was sent, in words without a whole number of a person
     */
    public record Conclusion(List<Outcome> outcomes, List<String> alarms) {
    }

    private final Meanings meanings;
    private final Clock clock;

    public BatchMeanings(Meanings meanings, Clock clock) {
        this.meanings = meanings;
        this.clock = clock;
    }

    /** After a batch was sent. */
    public Conclusion after(PayoutBatch batch, Answer<BatchAnswer> answer) {
        return switch (answer.meaning()) {
            case TOLD -> new BatchMatch(batch, answer.value(), answer.evidence()).conclude(meanings);
            case REFUSED -> refused(batch, answer, true);
            // "An error occurred during the process", or somebody sent one of them before, maybe this very batch: it may be booked.
            case UNPROCESSABLE, REFERENCE_USED -> refused(batch, answer, false);
            case UNAUTHORISED, TOO_MANY, NOT_REACHED -> new Conclusion(together(each(batch, answer)), List.of());
            // Whoever finds the request too large may be a proxy in front of Djamo: nothing is certain, but smaller ones may pass.
            case LOST -> answer.evidence().httpStatus() == TOO_LARGE ? refused(batch, answer, false) : new Conclusion(each(batch, answer), List.of());
            case MISSING -> new Conclusion(each(batch, answer), List.of());
        };
    }

    /** After the one payout of a batch was sent as any single one is. */
    public Conclusion afterOne(PayoutBatch batch, Answer<Transaction> answer) {
        return new Conclusion(List.of(meanings.afterTransfer(batch.payouts().get(0), answer)), List.of());
    }

    private List<Outcome> each(PayoutBatch batch, Answer<BatchAnswer> answer) {
        return batch.payouts().stream().map(payout -> meanings.afterTransfer(payout, answer.map(any -> null))).toList();
    }

    /** They were claimed together and come back together, so that they go in one batch again. */
    private static List<Outcome> together(List<Outcome> unsent) {
        long dueAtMillis = unsent.stream().mapToLong(Outcome::dueAtMillis).max().orElseThrow();
        return unsent.stream().<Outcome>map(outcome -> new Outcome.NotSent(outcome.detail(), dueAtMillis)).toList();
    }

    /**
     * Nobody knows which payout it was about. Each is looked up, and what is absent goes again in batches of half as many,
     * until the one that cannot be paid stands alone and is refused like a single one.
     *
     * @param notTaken whether the answer says that nothing of the batch was taken
     */
    private Conclusion refused(PayoutBatch batch, Answer<BatchAnswer> answer, boolean notTaken) {
        if (batch.size() == 1) {
            return new Conclusion(each(batch, answer), List.of());
        }
        int limit = PayoutBatch.half(batch.size());
        return new Conclusion(batch.payouts().stream().map(payout -> refused(payout, answer, limit,
                // One that was ever in doubt may yet turn up from an earlier sending, of which this answer says nothing.
                notTaken && payout.progress().doubtSinceMillis() == 0)).toList(), List.of());
    }

    private Outcome refused(Payout payout, Answer<BatchAnswer> answer, int limit, boolean surelyUnbooked) {
        return new Outcome.RefusedInBatch(answer.text(), limit, surelyUnbooked, surelyUnbooked ? clock.millis() : meanings.soon());
    }
}
