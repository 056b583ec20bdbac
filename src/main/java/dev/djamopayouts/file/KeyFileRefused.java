package dev.djamopayouts.file;

/** A file of OpenPGP keys cannot be used. The message names it and the remedy, and shows nothing of a key. */
public final class KeyFileRefused extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    KeyFileRefused(String message) {
        super(message);
    }
}
