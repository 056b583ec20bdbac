package dev.djamopayouts.djamo;

/** What a call is to {@link ApiGate}. */
enum CallKind {
    /** Finds out whether the API answers. */
    PROBE,
    /** Moves money: a lost answer leaves a payout in doubt. */
    TRANSFER,
    /** Moves the money of several payouts: too much to find out with whether answers come back. */
    BATCH,
    /** Asks something: it may be asked again. */
    QUESTION
}
