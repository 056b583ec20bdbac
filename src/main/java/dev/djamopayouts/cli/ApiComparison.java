package dev.djamopayouts.cli;

import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutId;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Compares Djamo's own transactions with the payouts that bear their references. Pure: pages and payouts go in, findings and
 * counts come out. Of a payout that was seen it keeps one bit.
 */
final class ApiComparison {

    /** What is looked at. */
    enum Check {
        KNOWN("transactions of ours are of payouts that were sent",
                "Djamo has it and the ledger says it was never sent: ask Djamo who sent it, before anything else is sent under it"),
        ONCE("payouts are booked once", "it may have been paid twice: ask Djamo to cancel all but one"),
        AGREE("transactions have the amount and the number that were sent", "ask Djamo, with the transaction and the time"),
        ENDED("payouts ended here as there", "ask Djamo what became of the transaction; the ledger never changes what is final"),
        THERE("payouts with a transaction are in Djamo's list", "ask Djamo for the transaction; its list may not reach back as far");

        private final String claim;
        private final String remedy;

        Check(String claim, String remedy) {
            this.claim = claim;
            this.remedy = remedy;
        }

        String claim() {
            return claim;
        }

        String remedy() {
            return remedy;
        }
    }

    /** Takes what does not hold. */
    @FunctionalInterface
    interface Sink {
        void find(Check check, PayoutId payout, String text);
    }

    private final long startedAt;
    private final long visibleBefore;
    private final Sink sink;
    private final Map<Long, BitSet> seen = new HashMap<>();
    /** Transactions of payouts that have none in the ledger: those are few. */
    private final Map<PayoutId, String> unadopted = new HashMap<>();
    private long inDoubt;
    private long notTracked;
    private long tooNew;

    /**
     * @param startedAt     when the list was begun, epoch milliseconds: what ended later may not be in it yet
     * @param visibleMillis how long a new transaction may be missing in the list
     */
    ApiComparison(long startedAt, long visibleMillis, Sink sink) {
        this.startedAt = startedAt;
        this.visibleBefore = startedAt - visibleMillis;
        this.sink = sink;
    }

    /**
     * A transaction, and the payout that bears its reference as it was in the ledger after the list told of it.
     *
     * @return false where the list told of it before
     */
    boolean booked(Transaction transaction, SettledPayout payout) {
        if (transaction.id().equals(payout.djamoId())) {
            return own(transaction, payout);
        }
        boolean moved = transaction.status() != Status.FAILED;
        String there = transaction.id() + " (" + transaction.status() + ")";
        switch (payout.state()) {
            case RECEIVED, HELD, CHECKED, REJECTED -> {
                if (moved) {
                    sink.find(Check.KNOWN, payout.id(), "it is " + payout.state() + ", and Djamo has " + there + " for "
                            + payout.reference());
                }
            }
            case SUBMITTING, UNKNOWN -> inDoubt++;
            case PENDING, COMPLETED, FAILED -> {
                if (payout.djamoId() == null) {
                    // A person said that it was not paid: of what is otherwise than it was sent, that was to be said.
                    if (moved && transaction.contradiction(payout.reference(), payout.msisdn(), payout.amount()) == null) {
                        sink.find(Check.ENDED, payout.id(), "a person decided that it was not paid, and Djamo has " + there + " for "
                                + payout.reference() + ", as it was sent");
                    }
                } else if (moved) {
                    sink.find(Check.ONCE, payout.id(), "it is " + payout.state() + " as " + payout.djamoId() + ", and Djamo has "
                            + there + " for " + payout.reference() + " too");
                }
            }
        }
        String other = moved ? unadopted.putIfAbsent(payout.id(), transaction.id()) : null;
        if (other != null && !other.equals(transaction.id()) && payout.djamoId() == null) {
            sink.find(Check.ONCE, payout.id(), "Djamo has both " + other + " and " + there + " for " + payout.reference());
        }
        return !transaction.id().equals(other);
    }

    private boolean own(Transaction transaction, SettledPayout payout) {
        BitSet lines = seen.computeIfAbsent(payout.id().fileId(), any -> new BitSet());
        int line = Math.toIntExact(payout.id().lineNo());
        if (lines.get(line)) {
            return false;
        }
        lines.set(line);
        String contradiction = transaction.contradiction(payout.reference(), payout.msisdn(), payout.amount());
        if (contradiction != null) {
            sink.find(Check.AGREE, payout.id(), contradiction);
        }
        boolean agrees = payout.state().name().equals(transaction.status().name());
        boolean isFinal = payout.state().isFinal();
        if (!agrees && isFinal && payout.finalAt() != null && payout.finalAt() < startedAt) {
            sink.find(Check.ENDED, payout.id(), "it is " + payout.state() + ", and Djamo says " + transaction.status() + " of "
                    + transaction.id());
        } else if (!agrees && !isFinal) {
            notTracked++;
        }
        return true;
    }

    /** A payout that has a transaction, once the whole list was told. */
    void expected(SettledPayout payout) {
        if (seen.getOrDefault(payout.id().fileId(), new BitSet()).get(Math.toIntExact(payout.id().lineNo()))) {
            return;
        }
        if (payout.submittedAt() == null || payout.submittedAt() >= visibleBefore) {
            tooNew++;
        } else {
            sink.find(Check.THERE, payout.id(), "it is " + payout.state() + " as " + payout.djamoId() + ", and Djamo's list has no such"
                    + " transaction for " + payout.reference());
        }
    }

    /** Transactions whose payout is in doubt here: it is being looked up. */
    long inDoubt() {
        return inDoubt;
    }

    /** Payouts that are PENDING here and ended there: they are asked about when they are due. */
    long notTracked() {
        return notTracked;
    }

    /** Payouts sent so lately that the list may not have them. */
    long tooNew() {
        return tooNew;
    }
}
