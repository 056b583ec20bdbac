package dev.djamopayouts.chaos;

/** The instance died in the middle of a step. */
final class Crashed extends RuntimeException {
}
