package dev.djamopayouts.architecture.broken.cli;

/** Breaks nothing: it is what others must not see. */
public final class Command {
}
