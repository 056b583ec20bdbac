package dev.djamopayouts.payout;

import java.util.Objects;

/**
 * Why something was refused, for machines and for people.
 *
 * @param code  the ISO 20022 reason code
 * @param words one plain sentence with the remedy where there is one; never a whole msisdn
 */
public record Reason(ReasonCode code, Words words) {

    public Reason {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(words, "words");
    }

    /** A reason whose sentence is the same in every language, such as one that Djamo gave. */
    public Reason(ReasonCode code, String text) {
        this(code, Words.same(text));
    }

    /** The sentence in English. */
    public String text() {
        return words.english();
    }

    @Override
    public String toString() {
        return code + " " + text();
    }
}
