package dev.djamopayouts.cli;

/** A command could not do its work, for a reason that its message tells together with the remedy: no stack trace is shown. */
final class CommandFailed extends Exception {

    private static final long serialVersionUID = 1L;

    CommandFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
