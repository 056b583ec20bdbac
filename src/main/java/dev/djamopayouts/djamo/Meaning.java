package dev.djamopayouts.djamo;

/**
 * What an answer means for the money: one value for each line of the API's error table. Switched over without
 * {@code default}, so that the compiler finds whoever forgets one.
 */
public enum Meaning {
    /** 2xx and readable. */
    TOLD,
    /** 400: refused, nothing was sent. */
    REFUSED,
    /** 422: refused, or on older pages an error half-way: look it up before calling it final. */
    UNPROCESSABLE,
    /** 401, 403: nothing was sent, and nothing will be until the token works. */
    UNAUTHORISED,
    /** 404: there is no such resource, or no such API root. */
    MISSING,
    /** 409: somebody sent this reference before. */
    REFERENCE_USED,
    /** 429: nothing was sent, slow down. */
    TOO_MANY,
    /** No connection came about, so no request left this machine. */
    NOT_REACHED,
    /** 5xx, a lost connection, a timeout, an unreadable answer, and whatever the table does not name: in doubt. */
    LOST
}
