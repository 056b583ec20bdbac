package dev.djamopayouts.architecture.broken.sandbox;

import dev.djamopayouts.architecture.broken.route.Stage;

/** Breaks: the sandbox knows nothing of ours. */
public final class Play {

    Object stage() {
        return new Stage();
    }
}
