package dev.djamopayouts.config;

/** What settings are loaded for: paying needs more of them than looking does. */
public enum Purpose {
    /** Payouts will be sent: the API and its token must be known. */
    RUN,
    /** Djamo is asked and nothing is sent: the API and its token must be known. */
    ASK,
    /** Nothing is sent. */
    LOOK
}
