package dev.djamopayouts.payout;

/**
 * What something that Djamo told unasked means for a payout as it stands. Sealed, so that nobody forgets one; what an event
 * means for no payout at all is for the ledger to say.
 */
public sealed interface Ruling {

    /**
     * It leads on: the outcome is recorded, and every claim of the payout is void from then on.
     *
     * @param alarm what a person must look at although it leads on, or null
     */
    record Applies(Outcome outcome, String alarm) implements Ruling {
    }

    /** It says nothing that is not known, or nothing that may be believed before something else is: nothing changes. */
    record Repeats() implements Ruling {
    }

    /**
     * It cannot be true together with what the ledger has: nothing changes, and a person must look.
     *
     * @param alarm in words; never a whole msisdn
     */
    record Contradicts(String alarm) implements Ruling {
    }
}
