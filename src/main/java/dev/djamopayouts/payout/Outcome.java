package dev.djamopayouts.payout;

/**
 * What one step concluded about one claimed payout; the ledger turns it into the payout's next state, or refuses it when
 * the claim is void. Sealed, so that the compiler finds whoever forgets one.
 */
public sealed interface Outcome {

    /** The beneficiary is a Djamo customer. */
    record Checked() implements Outcome {
    }

    /** It will not be paid, and surely was not. */
    record Rejected(Reason reason) implements Outcome {
    }

    /** Djamo has it and works on it. */
    record Accepted(Settlement settlement) implements Outcome {
    }

    /** Djamo paid it. */
    record Completed(Settlement settlement) implements Outcome {
    }

    /** Djamo had it and did not pay it. */
    record Failed(Settlement settlement, Reason reason) implements Outcome {
    }

    /** It was sent and nobody can say whether it was accepted. */
    record InDoubt(Doubt doubt, String detail, long nextLookMillis) implements Outcome {
    }

    /** It surely did not reach Djamo's book: it waits to be sent (again), under the same reference. */
    record NotSent(String detail, long nextTryMillis) implements Outcome {
    }

    /** Nothing new: look again at the given time, in the state it is in. */
    record NotYet(String detail, long nextLookMillis) implements Outcome {
    }

    /**
     * What Djamo says it booked.
     *
     * @param djamoId the transaction's id at Djamo
     * @param batchId the batch it came in, or null
     * @param fee     the fee charged, or null where the answer has none
     * @param alarm   what in the answer contradicts what was sent, or null: a person must look
     */
    record Settlement(String djamoId, String batchId, Xof fee, String alarm) {
    }
}
