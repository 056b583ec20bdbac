package dev.djamopayouts.sandbox;

/** What {@code GET /v1/transactions?reference=} does. The provider's page does not promise the call, so all of them must be lived with. */
public enum ReferenceLookup {
    /** Answers a page of the transactions that bear the reference. */
    OFFERED,
    /** Answers 404, as a route that does not exist. */
    NOT_FOUND,
    /** Answers 400, as a query parameter that is not known. */
    BAD_REQUEST,
    /** Heeds no reference: answers the first page of all transactions. */
    IGNORED
}
