package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Evidence;
import java.util.function.Function;

/**
 * What came back from a call.
 *
 * @param meaning          what is certain about the money
 * @param value            what a {@link Meaning#TOLD} answer holds, else null
 * @param text             what the others had to say, for people; never a token or a whole msisdn of ours
 * @param retryAfterMillis what a {@link Meaning#TOO_MANY} answer asked for, or when there is a turn for what was held back; 0 where
 *                         nobody said
 * @param evidence         status code and correlation id
 * @param askedAtMillis    when the question was asked, by the clock that claims go by: what it tells may be as old as that; 0 where
 *                         nobody was asked
 */
public record Answer<T>(Meaning meaning, T value, String text, long retryAfterMillis, Evidence evidence, long askedAtMillis) {

    /** An answer to no question, or to one whose time does not matter: it proves nobody absent. */
    public Answer(Meaning meaning, T value, String text, long retryAfterMillis, Evidence evidence) {
        this(meaning, value, text, retryAfterMillis, evidence, 0);
    }

    static <T> Answer<T> told(T value, Evidence evidence) {
        return new Answer<>(Meaning.TOLD, value, "", 0, evidence);
    }

    static <T> Answer<T> of(Meaning meaning, String text, Evidence evidence) {
        return new Answer<>(meaning, null, text, 0, evidence);
    }

    /** The same answer with its value read further. */
    <R> Answer<R> map(Function<T, R> reading) {
        return new Answer<>(meaning, value == null ? null : reading.apply(value), text, retryAfterMillis, evidence, askedAtMillis);
    }

    /** The same answer to a question asked at the given time. */
    Answer<T> askedAt(long millis) {
        return new Answer<>(meaning, value, text, retryAfterMillis, evidence, millis);
    }

    /** Without the value, which may name a person. */
    @Override
    public String toString() {
        return "answer " + meaning + " " + text + " " + evidence;
    }
}
