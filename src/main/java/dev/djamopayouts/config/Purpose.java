package dev.djamopayouts.config;

/** What settings are loaded for: paying needs more of them than looking does. */
public enum Purpose {
    /** Payouts will be sent: the API and its token must be known. */
    RUN,
    /** Nothing is sent. */
    LOOK
}
