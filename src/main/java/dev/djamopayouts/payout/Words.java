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

    /** One that is the same in every language, such as what somebody else wrote. */
    public static Words same(String text) {
        return new Words(text, text);
    }

    /** This sentence with that text after it, in either language. */
    public Words then(String english, String french) {
        return new Words(this.english + english, this.french + french);
    }

    /** This sentence with the other one right after it. */
    public Words then(Words next) {
        return then(next.english, next.french);
    }

    @Override
    public String toString() {
        return english;
    }
}
