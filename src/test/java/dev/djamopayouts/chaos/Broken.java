package dev.djamopayouts.chaos;

/** A promise that was not kept. */
final class Broken extends RuntimeException {

    Broken(String promise) {
        super(promise);
    }
}
