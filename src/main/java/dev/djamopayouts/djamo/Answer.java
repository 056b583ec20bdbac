package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Evidence;
import java.util.function.Function;

/**
 * What came back from a call.
 *
 * @param meaning          what is certain about the money
 * @param value            what a {@link Meaning#TOLD} answer holds, else null
 * @param text             what the others had to say, for people; never a token or a whole msisdn of ours
 * @param retryAfterMillis what a {@link Meaning#TOO_MANY} answer asked for, 0 where it did not say
 * @param evidence         status code and correlation id
 */
public record Answer<T>(Meaning meaning, T value, String text, long retryAfterMillis, Evidence evidence) {

    static <T> Answer<T> told(T value, Evidence evidence) {
        return new Answer<>(Meaning.TOLD, value, "", 0, evidence);
    }

    static <T> Answer<T> of(Meaning meaning, String text, Evidence evidence) {
        return new Answer<>(meaning, null, text, 0, evidence);
    }

    /** The same answer with its value read further. */
    <R> Answer<R> map(Function<T, R> reading) {
        return new Answer<>(meaning, value == null ? null : reading.apply(value), text, retryAfterMillis, evidence);
    }
}
