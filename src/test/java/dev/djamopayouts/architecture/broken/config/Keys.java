package dev.djamopayouts.architecture.broken.config;

import dev.djamopayouts.architecture.broken.sandbox.Play;

/** Breaks: the settings are a leaf. */
public final class Keys {

    Object play() {
        return new Play();
    }
}
