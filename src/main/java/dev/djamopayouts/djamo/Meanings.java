package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Outcome.Settlement;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What an answer means for a payout. Pure: the same payout, answer and time give the same outcome. */
public final class Meanings {

    private final Pacing pacing;
    private final Clock clock;
    private final LongSupplier leastTrackMillis;

    public Meanings(Pacing pacing, Clock clock) {
        this(pacing, clock, () -> 0);
    }

    /** @param leastTrackMillis how long a pending payout is left alone at least, while Djamo tells by itself how payouts end */
    public Meanings(Pacing pacing, Clock clock, LongSupplier leastTrackMillis) {
        this.pacing = pacing;
        this.clock = clock;
        this.leastTrackMillis = leastTrackMillis;
    }

    /** Why a row to that number is not paid, where Djamo says that it is no customer's. */
    public static Reason notACustomer(Msisdn msisdn) {
        return new Reason(ReasonCode.BE06, new Words("the number " + msisdn.masked()
                + " is not a Djamo customer; ask the beneficiary to open an account or mend the number",
                "le numéro " + msisdn.masked()
                + " n'est pas client Djamo ; demandez au bénéficiaire d'ouvrir un compte ou corrigez le numéro"));
    }

    /** After the customer check. */
    public Outcome afterCheck(Payout payout, Answer<Boolean> answer) {
        return switch (answer.meaning()) {
            case TOLD -> answer.value() ? new Outcome.Checked() : new Outcome.Rejected(notACustomer(payout.msisdn()));
            // A refusal that does not speak of the number blames our request, not every beneficiary.
            case REFUSED, UNPROCESSABLE -> refusesNumber(answer) ? new Outcome.Rejected(new Reason(ReasonCode.AC01,
                    new Words("Djamo refused the number " + payout.msisdn().masked() + " (" + answer.text() + ")",
                            "Djamo a refusé le numéro " + payout.msisdn().masked() + " (" + answer.text() + ")")))
                    : notYet(payout, answer);
            case UNAUTHORISED, MISSING, REFERENCE_USED, TOO_MANY, NOT_REACHED, LOST -> notYet(payout, answer);
        };
    }

    /** After a transfer was sent. */
    public Outcome afterTransfer(Payout payout, Answer<Transaction> answer) {
        long soon = soon();
        return switch (answer.meaning()) {
            case TOLD -> afterAcceptance(payout, answer.value());
            // One that was ever in doubt may yet turn up from an earlier attempt: refused now proves nothing about that.
            case REFUSED -> payout.progress().doubtSinceMillis() == 0 ? new Outcome.Rejected(Refusals.refused(answer.text()))
                    : new Outcome.InDoubt(Doubt.UNPROCESSABLE, answer.text(), soon);
            case UNPROCESSABLE -> new Outcome.InDoubt(Doubt.UNPROCESSABLE, answer.text(), soon);
            case REFERENCE_USED -> new Outcome.InDoubt(Doubt.DUPLICATE_REFERENCE, answer.text(), soon);
            case UNAUTHORISED, TOO_MANY, NOT_REACHED -> new Outcome.NotSent(answer.text(), Math.max(clock.millis() + answer.retryAfterMillis(),
                    pacing.retryAt(clock.millis(), payout.progress().attempts())));
            case MISSING, LOST -> new Outcome.InDoubt(Doubt.LOST_ANSWER, answer.text(), soon);
        };
    }

    /** When to look first after something went wrong. */
    long soon() {
        return pacing.retryAt(clock.millis(), 1);
    }

    private Outcome afterAcceptance(Payout payout, Transaction transaction) {
        if (transaction.reference() != null && !transaction.bearsReferenceOf(payout)) {
            // To somebody else: whether ours was booked is for a lookup to say. To ours: it may be ours, where no lookup finds it.
            return transaction.mayPay(payout.msisdn()) ? conflict(transaction.contradiction(payout), soon())
                    : new Outcome.InDoubt(Doubt.LOST_ANSWER, transaction.contradiction(payout), soon());
        }
        return adopt(payout, transaction, transaction.contradiction(payout));
    }

    /** After a lookup by reference of a payout in doubt. */
    public Outcome afterLookup(Payout payout, Answer<List<Transaction>> answer) {
        return switch (answer.meaning()) {
            case TOLD -> afterList(payout, answer.value(), answer.askedAtMillis());
            case REFUSED, UNPROCESSABLE, UNAUTHORISED, MISSING, REFERENCE_USED, TOO_MANY, NOT_REACHED, LOST ->
                    notYet(payout, answer);
        };
    }

    private Outcome afterList(Payout payout, List<Transaction> listed, long askedAt) {
        List<Transaction> found = listed.stream().filter(transaction -> transaction.bearsReferenceOf(payout)).distinct()
                .sorted(Comparator.comparingInt(transaction -> rank(transaction.status()))).toList();
        if (!found.isEmpty()) {
            return afterFind(payout, found);
        }
        if (!listed.isEmpty()) {
            // A lookup that heeds no reference shows some page of the book: ours may be on another one.
            return notYet(payout, Answer.of(Meaning.LOST, "the lookup gave other transactions than the one asked for", Evidence.NONE));
        }
        return afterEmptyLookup(payout, askedAt);
    }

    static Outcome conflict(String what, long lookAtMillis) {
        return new Outcome.InDoubt(Doubt.CONFLICT, what + Doubt.FOR_A_PERSON, lookAtMillis);
    }

    /** Where a reference has several transactions, one that moved money counts before one that did not. */
    static int rank(Transaction.Status status) {
        return switch (status) {
            case COMPLETED -> 0;
            case PENDING -> 1;
            case FAILED -> 2;
        };
    }

    private Outcome afterFind(Payout payout, List<Transaction> found) {
        Transaction first = found.get(0);
        String contradiction = first.contradiction(payout);
        if (contradiction != null) {
            return conflict(contradiction, pacing.slowlyAt(clock.millis()));
        }
        String alarm = found.size() == 1 ? null : "Djamo holds " + found.size() + " transactions with the reference "
                + payout.reference() + "; ask Djamo to cancel all but " + first.id();
        return adopt(payout, first, alarm);
    }

    /**
     * Nothing found. It proves something only where the lookup was asked when it must have seen whatever was booked before
     * the doubt: an answer tells of the moment it was asked, however long it was under way or lay unread.
     */
    private Outcome afterEmptyLookup(Payout payout, long askedAt) {
        long now = clock.millis();
        long visibleAt = payout.progress().doubtSinceMillis() + pacing.visibilityDelayMillis();
        long next = Math.max(visibleAt, pacing.retryAt(now, payout.progress().tries()));
        boolean surelyAbsent = askedAt > 0 && askedAt >= visibleAt;
        return switch (payout.progress().doubt()) {
            case LOST_ANSWER, INTERRUPTED -> surelyAbsent && pacing.isOverdue(payout.progress().answersLost())
                    ? conflict("sent " + payout.progress().answersLost() + " times under the same reference, each answer lost and no"
                            + " transaction found", pacing.slowlyAt(now))
                    : surelyAbsent
                    ? new Outcome.NotSent("absent " + pacing.visibilityDelayMillis() + " ms after the doubt began: sent again under the same reference", now)
                    : new Outcome.NotYet("not found yet", next);
            case UNPROCESSABLE -> surelyAbsent
                    ? new Outcome.Rejected(new Reason(ReasonCode.NARR, new Words("Djamo refused or could not process the transfer, and holds no transaction for it",
                            "Djamo a refusé ou n'a pas pu traiter le transfert, et n'a aucune transaction pour lui")))
                    : new Outcome.NotYet("not found yet", next);
            case BATCH_REFUSED -> surelyAbsent
                    ? new Outcome.NotSent("absent after its batch was refused: sent again under the same reference, in a batch of "
                            + payout.progress().batchLimit() + " at most", now)
                    : new Outcome.NotYet("its batch was refused, and it is not found yet", next);
            case DUPLICATE_REFERENCE -> surelyAbsent && pacing.isOverdue(payout.progress().tries())
                    ? conflict("Djamo says the reference is used but shows no transaction for it", pacing.slowlyAt(now))
                    : new Outcome.NotYet("the reference is used, but not found yet", next);
            // What is known of it stays what is said of it.
            case CONFLICT -> new Outcome.NotYet(null, pacing.slowlyAt(now));
        };
    }

    /** After a look at a pending transaction. */
    public Outcome afterLook(Payout payout, Answer<Transaction> answer) {
        return switch (answer.meaning()) {
            case TOLD -> answer.value().id().equals(payout.progress().djamoId())
                    ? stillPending(payout, adopt(payout, answer.value(), answer.value().contradiction(payout)))
                    : notYet(payout, Answer.of(Meaning.LOST, "asked for " + payout.progress().djamoId() + ", told of "
                            + answer.value().id(), answer.evidence()));
            case REFUSED, UNPROCESSABLE, UNAUTHORISED, MISSING, REFERENCE_USED, TOO_MANY, NOT_REACHED, LOST ->
                    notYet(payout, answer);
        };
    }

    /** Takes what Djamo says of the transaction; the alarm says what a person must look at, null where nothing is wrong. */
    Outcome adopt(Payout payout, Transaction transaction, String alarm) {
        Settlement settlement = new Settlement(transaction.id(), transaction.batchId(),
                transaction.fee() == null || transaction.fee() < 0 ? null : new Xof(transaction.fee()), alarm);
        return switch (transaction.status()) {
            case PENDING -> new Outcome.Accepted(settlement, Math.max(pacing.trackAt(clock.millis(), tracked(payout)),
                    clock.millis() + leastTrackMillis.getAsLong()));
            case COMPLETED -> new Outcome.Completed(settlement);
            case FAILED -> new Outcome.Failed(settlement, Refusals.failed(transaction.failureReason()));
        };
    }

    private static int tracked(Payout payout) {
        return switch (payout.state()) {
            case PENDING -> payout.progress().tries() + 1;
            case RECEIVED, HELD, CHECKED, SUBMITTING, UNKNOWN, COMPLETED, FAILED, REJECTED -> 1;
        };
    }

    /** Djamo has it and says "pending" for ever: somebody must ask why. */
    private Outcome stillPending(Payout payout, Outcome outcome) {
        return outcome instanceof Outcome.Accepted && outcome.settlement().alarm() == null
                && pacing.isPendingTooLong(payout.progress().tries())
                ? new Outcome.Overdue("Djamo's transaction " + payout.progress().djamoId() + " is pending after "
                        + payout.progress().tries() + " looks; ask Djamo what it waits for", pacing.slowlyAt(clock.millis())) : outcome;
    }

    private Outcome notYet(Payout payout, Answer<?> answer) {
        int tries = isNobodysFault(answer.meaning()) ? 1 : payout.progress().tries();
        long next = Math.max(pacing.retryAt(clock.millis(), tries), clock.millis() + answer.retryAfterMillis());
        return isOverdue(payout, answer.meaning())
                ? new Outcome.Overdue("after " + payout.progress().tries() + " tries Djamo does not tell how it stands (" + answer.text()
                        + "); " + (payout.state() == PayoutState.RECEIVED ? "nothing was sent" : "it is neither paid again nor given up")
                        + ", ask Djamo", Math.max(next, pacing.slowlyAt(clock.millis())))
                : new Outcome.NotYet(answer.text(), next);
    }

    /** Whether it keeps every payout from being looked at: the gate holds all of them back, and health tells of it. */
    private static boolean isNobodysFault(Meaning meaning) {
        return switch (meaning) {
            case UNAUTHORISED, NOT_REACHED -> true;
            case TOLD, REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED, TOO_MANY, LOST -> false;
        };
    }

    private boolean isOverdue(Payout payout, Meaning meaning) {
        int tries = payout.progress().tries();
        return payout.progress().doubt() != Doubt.CONFLICT && switch (meaning) {
            case TOLD, UNAUTHORISED, TOO_MANY, NOT_REACHED -> false;
            case REFUSED, UNPROCESSABLE, MISSING, REFERENCE_USED -> pacing.isOverdue(tries);
            // A pending one was looked at often before Djamo failed.
            case LOST -> payout.progress().djamoId() == null ? pacing.isOverdue(tries) : pacing.isPendingTooLong(tries);
        };
    }

    /** Whether the answer to a customer check refuses the number itself. */
    static boolean refusesNumber(Answer<Boolean> answer) {
        return switch (answer.meaning()) {
            case REFUSED, UNPROCESSABLE -> speaksOfNumber(answer.text());
            case TOLD, UNAUTHORISED, MISSING, REFERENCE_USED, TOO_MANY, NOT_REACHED, LOST -> false;
        };
    }

    private static boolean speaksOfNumber(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("msisdn") || lower.contains("phone") || lower.contains("number");
    }
}
