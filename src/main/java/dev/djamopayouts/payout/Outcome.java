package dev.djamopayouts.payout;

/**
 * What one step concluded about one claimed payout; the ledger turns it into the payout's next state, or refuses it when
 * the claim is void. Sealed, and each outcome must say where it leads, so that nobody forgets one.
 */
public sealed interface Outcome {

    /** The state a payout in the given state goes to. */
    PayoutState leadsTo(PayoutState from);

    /** When the next stage may look at it, epoch milliseconds; 0 for at once. */
    default long dueAtMillis() {
        return 0;
    }

    /** What Djamo booked, or null. */
    default Settlement settlement() {
        return null;
    }

    /** Why it is not paid, or null. */
    default Reason reason() {
        return null;
    }

    /** Why it is in doubt, or null. */
    default Doubt doubt() {
        return null;
    }

    /** Whether the answer proves that nothing of this sending was booked, though it is looked up all the same. */
    default boolean isSurelyUnbooked() {
        return false;
    }

    /** In a batch of how many it may go from now on; 0 where nothing was learnt of that. */
    default int batchLimit() {
        return 0;
    }

    /** What the step had to say, or null. */
    default String detail() {
        return null;
    }

    /** The beneficiary is a Djamo customer. */
    record Checked() implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.CHECKED;
        }
    }

    /** It will not be paid, and surely was not. */
    record Rejected(Reason reason) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.REJECTED;
        }
    }

    /** Djamo has it and works on it: ask again at the given time. */
    record Accepted(Settlement settlement, long dueAtMillis) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.PENDING;
        }
    }

    /** Djamo paid it. */
    record Completed(Settlement settlement) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.COMPLETED;
        }
    }

    /** Djamo had it and did not pay it. */
    record Failed(Settlement settlement, Reason reason) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.FAILED;
        }
    }

    /** It was sent and nobody can say whether it was accepted: look it up at the given time. */
    record InDoubt(Doubt doubt, String detail, long dueAtMillis) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.UNKNOWN;
        }
    }

    /**
     * The batch it was sent in was refused as a whole: it is looked up, and where it is absent sent again in a smaller one.
     *
     * @param batchLimit       how many may go together then
     * @param isSurelyUnbooked whether the answer says that the batch was not taken, and it was never in doubt before: then a
     *                         lookup that shows nothing proves it at once
     */
    record RefusedInBatch(String detail, int batchLimit, boolean isSurelyUnbooked, long dueAtMillis) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.UNKNOWN;
        }

        @Override
        public Doubt doubt() {
            return Doubt.BATCH_REFUSED;
        }
    }

    /** It surely is not in Djamo's book: it is sent, or sent again under the same reference, at the given time. */
    record NotSent(String detail, long dueAtMillis) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return PayoutState.CHECKED;
        }
    }

    /** Nothing new: look again at the given time, in the state it is in. */
    record NotYet(String detail, long dueAtMillis) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return from;
        }
    }

    /** Nothing new for so long that a person must be told: it stays in the state it is in, and is looked at slowly. */
    record Overdue(String alarm, long dueAtMillis) implements Outcome {
        @Override
        public PayoutState leadsTo(PayoutState from) {
            return from;
        }

        @Override
        public Settlement settlement() {
            return new Settlement(null, null, null, alarm);
        }

        @Override
        public String detail() {
            return alarm;
        }
    }

    /**
     * What Djamo says it booked.
     *
     * @param djamoId the transaction's id at Djamo, or null where it told of none
     * @param batchId the batch it came in, or null
     * @param fee     the fee charged, or null where the answer has none
     * @param alarm   what in the answer contradicts what was sent or is overdue, or null: a person must look
     */
    record Settlement(String djamoId, String batchId, Xof fee, String alarm) {
    }
}
