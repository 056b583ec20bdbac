package dev.djamopayouts.payout;

import java.util.Objects;

/**
 * One sentence for people, in each language that they read here.
 *
 * @param english the sentence; logs and operators have this one
 * @param french  the same sentence
 */
public record Words(String english, String french) {

    public Words {
        Objects.requireNonNull(english, "english");
        Objects.requireNonNull(french, "french");
    }

    /** The sentence in that language. */
    public String in(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case FRENCH -> french;
        };
    }

    @Override
    public String toString() {
        return english;
    }
}
