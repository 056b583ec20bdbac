package dev.djamopayouts.chaos;

/** What keeps a payout from being paid twice or lost. The simulation takes one away to see that the auditor notices. */
enum Safeguard {
    /** SUBMITTING is durable before the call. */
    INTENT_BEFORE_CALL,
    /** What is in doubt is looked up before it is sent again. */
    LOOKUP_BEFORE_RESEND,
    /** An empty lookup proves nothing before the visibility delay is over. */
    VISIBILITY_DELAY,
    /** An empty answer tells of the moment it was asked, not of the moment it is read. */
    AGE_OF_AN_ANSWER,
    /** A resend bears the same reference. */
    SAME_REFERENCE,
    /** A result is taken only for the claim it was made under. */
    CLAIM_EPOCH,
    /** Nothing is sent that could outlive its claim. */
    LAST_LOOK,
    /** What a lookup finds is compared with what was sent. */
    COMPARE_BEFORE_ADOPTING,
    /** The HTTP client never sends a POST again by itself. */
    NO_HTTP_REPEATS,
    /** The same content is accepted once. */
    CONTENT_ONCE,
    /** A reference is held by one payout. */
    REFERENCE_ONCE,
    /** Whoever lost the lease to receive writes no more rows. */
    RECEIVE_EPOCH,
    /** A drop is known by its name after a crash. */
    DROP_ONCE,
    /** A lost answer is no refusal. */
    LOST_IS_DOUBT,
    /** A final state never changes. */
    FINAL_IS_FINAL
}
