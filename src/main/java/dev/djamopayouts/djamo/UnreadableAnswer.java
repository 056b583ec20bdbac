package dev.djamopayouts.djamo;

/** An answer with a good status that is not what the API documents: nothing is certain. */
final class UnreadableAnswer extends RuntimeException {

    UnreadableAnswer(String message) {
        super(message);
    }
}
