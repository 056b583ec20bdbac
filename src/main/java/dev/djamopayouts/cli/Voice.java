package dev.djamopayouts.cli;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Words;
import java.util.Locale;

/** How a command says things to people of one language: numbers are grouped as they write them. */
record Voice(Language language) {

    private Locale locale() {
        return switch (language) {
            case ENGLISH -> Locale.UK;
            case FRENCH -> Locale.FRANCE;
        };
    }

    /** A sentence with values in it, as {@link String#format} has it: {@code %,d} is a grouped number. */
    String said(String english, String french, Object... values) {
        return String.format(locale(), new Words(english, french).in(language), values);
    }

    /** A sentence of somebody else's. */
    String said(Words words) {
        return words.in(language);
    }
}
