package dev.djamopayouts.config;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * One thing that is wrong with the settings, in the words the operator reads.
 *
 * @param what   the key and its masked value, or a file and line
 * @param origin where it came from
 * @param remedy what is wrong and what to do
 */
record Problem(String key, String what, String origin, String remedy) {

    private static final String MASK = "••••";
    private static final Pattern TOKEN = Pattern.compile("\\b(at|djamo)_[A-Za-z0-9_-]{10,}");

    static Problem of(Setting setting, Given given, String remedy) {
        return new Problem(setting.key(), setting.key() + " = " + shown(setting, given.value()), given.origin(), remedy);
    }

    static Problem missing(Setting setting, String remedy) {
        return new Problem(setting.key(), setting.key(), "not set", remedy);
    }

    /** A value that nobody may be shown, because nobody knows what it is. */
    static Problem hidden(String key, Given given, String remedy) {
        return new Problem(key, key + " = " + MASK, given.origin(), remedy);
    }

    static Problem inFile(Path file, int lineNo, String remedy) {
        return new Problem("", file.toString(), lineNo == 0 ? "file" : "line " + lineNo, remedy);
    }

    /** Of a sender's profile; a value that is null is not shown, because nobody knows what it is. */
    static Problem inProfile(Path file, int lineNo, String key, String value, String remedy) {
        String shown = value == null ? "" : " = " + value.replaceFirst("(?s):.*@", ":" + MASK + "@");
        return new Problem(key, plain(key + shown), file + ":" + lineNo, remedy);
    }

    /**
     * A value as messages may show it: no secret, no user or password of a URI, nothing after its question mark, and
     * no Djamo token that was pasted under the wrong key.
     */
    static String shown(Setting setting, String value) {
        String visible = switch (setting.type()) {
            case SECRET -> MASK;
            case URI -> value.replaceFirst("(?s)//.*@", "//" + MASK + "@").replaceFirst("(?s)\\?.*", "?" + MASK);
            case TEXT, WHOLE, FLAG, PATH, CHOICE -> value;
        };
        return plain(visible);
    }

    private static String plain(String visible) {
        return TOKEN.matcher(visible).replaceAll(MASK).replaceAll("\\p{Cntrl}", " ");
    }

    @Override
    public String toString() {
        return what + " (" + origin + ")\n      " + remedy;
    }
}
