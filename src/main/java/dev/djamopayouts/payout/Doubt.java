package dev.djamopayouts.payout;

/** Why nobody can say yet whether a sent payout was accepted; it decides what an empty lookup means. */
public enum Doubt {
    /** The answer was lost, late, a server's failure or unreadable: absent after the delay means send it again. */
    LOST_ANSWER,
    /** The process stopped between intent and answer: absent after the delay means send it again. */
    INTERRUPTED,
    /** HTTP 422, which older pages use for a failure in the middle: absent after the delay means refused. */
    UNPROCESSABLE,
    /** HTTP 409, or an event of a payout that was not sent: the reference was used before, it must be there, and it must be ours. */
    DUPLICATE_REFERENCE,
    /** The batch it was sent in was refused as a whole: absent means send it again, in a smaller batch. */
    BATCH_REFUSED,
    /** Djamo holds the reference with another amount or beneficiary: a person decides, nothing is sent. */
    CONFLICT;

    /** Behind what is said of a {@link #CONFLICT}. */
    public static final String FOR_A_PERSON = "; a person must decide, nothing more is sent";
}
