package dev.djamopayouts.sandbox;

/** One way in which a call can end otherwise than with its true answer. */
enum Mishap {
    NONE(false),
    /** A 5xx; nothing was done. */
    SERVER_ERROR_BEFORE(true),
    /** A 5xx; the call was done all the same. */
    SERVER_ERROR_AFTER(false),
    /** The connection closes without an answer; nothing was done. */
    CUT_BEFORE(true),
    /** The connection closes without an answer; the call was done all the same. */
    CUT_AFTER(false),
    /** 200 with an HTML page; the call was done. */
    UNREADABLE(false),
    /** The true answer, late by {@link Faults#slowMillis()}. */
    SLOW(false),
    /** The true answer, late by {@link SandboxOptions#hangMillis()}: later than any client waits. */
    HANG(false),
    /** 429 with Retry-After: 1; nothing was done. */
    TOO_MANY(true),
    /** 400; nothing was done. */
    REFUSED(true),
    /** 422; nothing was done. */
    UNPROCESSABLE(true);

    private final boolean beforeAcceptance;

    Mishap(boolean beforeAcceptance) {
        this.beforeAcceptance = beforeAcceptance;
    }

    /** True where the call must have no effect. */
    boolean beforeAcceptance() {
        return beforeAcceptance;
    }
}
