package dev.djamopayouts.config;

/**
 * A value somebody gave, and where: the remedy is to be sought there.
 *
 * @param source how strong it is
 * @param origin {@code config/application.properties:12}, {@code environment DJAMO_BASE_URL} or {@code --set}
 */
record Given(String value, Source source, String origin) {

    /** Weakest first. */
    enum Source { FILE, PROFILE_FILE, ENVIRONMENT, SET }

}
