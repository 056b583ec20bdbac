package dev.djamopayouts.architecture.broken.route;

import dev.djamopayouts.architecture.broken.cli.Command;

/** Breaks: routes know no commands. */
public final class Stage {

    Object command() {
        return new Command();
    }
}
