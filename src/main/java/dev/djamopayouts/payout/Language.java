package dev.djamopayouts.payout;

/** The languages that people are answered in. */
public enum Language {
    ENGLISH("en"), FRENCH("fr");

    private final String code;

    Language(String code) {
        this.code = code;
    }

    /** As ISO 639-1 has it: {@code en} or {@code fr}. */
    public String code() {
        return code;
    }

    /** The language of that code; {@link IllegalArgumentException} for any other. */
    public static Language of(String code) {
        for (Language language : values()) {
            if (language.code.equals(code)) {
                return language;
            }
        }
        throw new IllegalArgumentException("answers are written in en or fr, not in " + code);
    }
}
