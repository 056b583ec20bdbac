package dev.djamopayouts.chaos;

/** What keeps a payout from being paid twice or lost. The simulation takes one away to see that the auditor notices. */
enum Safeguard {
    /** SUBMITTING is durable before the call. */
    INTENT_BEFORE_CALL(Point.SEND),
    /** What is in doubt is looked up before it is sent again. */
    LOOKUP_BEFORE_RESEND(Point.ROUTE),
    /** An empty lookup proves nothing before the visibility delay is over. */
    VISIBILITY_DELAY(Point.ROUTE),
    /** An empty answer tells of the moment it was asked, not of the moment it is read. */
    AGE_OF_AN_ANSWER(Point.ANSWER),
    /** A resend bears the same reference. */
    SAME_REFERENCE(Point.ROUTE),
    /** A result is taken only for the claim it was made under. */
    CLAIM_EPOCH(Point.RECORD),
    /** Nothing is sent that could outlive its claim. */
    LAST_LOOK(Point.SEND),
    /** What a lookup finds is compared with what was sent. */
    COMPARE_BEFORE_ADOPTING(Point.ROUTE),
    /** What an event tells of is compared with what was sent. */
    COMPARE_BEFORE_BELIEVING_AN_EVENT(Point.ROUTE),
    /** The HTTP client never sends a POST again by itself. */
    NO_HTTP_REPEATS(Point.ROUTE),
    /** The same content is accepted once. */
    CONTENT_ONCE(Point.RECEIVE),
    /** A reference is held by one payout. */
    REFERENCE_ONCE(Point.RECEIVE),
    /** The state of the payout that a row asks for again is looked at. */
    STATE_OF_THE_ORIGINAL(Point.RECEIVE),
    /** Whoever lost the lease to receive writes no more rows. */
    RECEIVE_EPOCH(Point.RECEIVE),
    /** A drop is known by its name after a crash. */
    DROP_ONCE(Point.RECEIVE),
    /** A lost answer is no refusal. */
    LOST_IS_DOUBT(Point.ROUTE),
    /** A final state never changes. */
    FINAL_IS_FINAL(Point.RECORD),
    /** What a lost or refused batch held is looked up before it is sent again. */
    BATCH_LOOKUP(Point.ROUTE),
    /** The transactions in a batch's answer are matched by reference. */
    MATCH_BY_REFERENCE(Point.ROUTE),
    /** After a 422 to a batch an empty lookup proves nothing before the visibility delay is over. */
    DELAY_AFTER_UNPROCESSABLE(Point.ROUTE);

    private final Point needed;

    Safeguard(Point needed) {
        this.needed = needed;
    }

    /** Whether it is there for batches only. */
    boolean isOfBatches() {
        return switch (this) {
            case BATCH_LOOKUP, MATCH_BY_REFERENCE, DELAY_AFTER_UNPROCESSABLE -> true;
            case INTENT_BEFORE_CALL, LOOKUP_BEFORE_RESEND, VISIBILITY_DELAY, AGE_OF_AN_ANSWER, SAME_REFERENCE, CLAIM_EPOCH, LAST_LOOK,
                COMPARE_BEFORE_ADOPTING, COMPARE_BEFORE_BELIEVING_AN_EVENT, NO_HTTP_REPEATS, CONTENT_ONCE, REFERENCE_ONCE, STATE_OF_THE_ORIGINAL, RECEIVE_EPOCH, DROP_ONCE,
                LOST_IS_DOUBT, FINAL_IS_FINAL -> false;
        };
    }

    /** Where a process that stands still needs it most. */
    Point needed() {
        return needed;
    }
}
