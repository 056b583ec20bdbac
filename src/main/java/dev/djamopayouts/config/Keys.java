package dev.djamopayouts.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names that may be given: which are ours, which are the operator's, and which were meant. */
final class Keys {

    /** What a key of ours begins with: an unknown key that begins so is a mistake, any other is the operator's own. */
    private static final List<String> PREFIXES = List.of("djamo.", "payouts.", "ledger.", "sftp.", "outcome.", "http.",
            "poll.", "pgp.", "duplicates.", "check.", "track.", "resolve.", "log.", "answers.");
    private static final int NEAR = 3;

    /** The keys of all settings, and those of the files that may hold a secret. */
    static final Set<String> KNOWN = Stream.of(Setting.values())
            .flatMap(it -> Stream.concat(Stream.of(it.key()), it.fileKey().stream()))
            .collect(Collectors.toUnmodifiableSet());

    private Keys() {
    }

    static boolean isUnknown(String key) {
        return !KNOWN.contains(key) && PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** {@code DJAMO_ACCESS_TOKEN} for {@code djamo.access-token}. */
    static String environmentName(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The known key that was probably meant. */
    static Optional<String> near(String key) {
        return near(key, KNOWN);
    }

    /** The one of these that was probably meant. */
    static Optional<String> near(String key, Collection<String> names) {
        return names.stream()
                .filter(known -> distance(key, known) <= NEAR)
                .min(Comparator.<String>comparingInt(known -> distance(key, known)).thenComparing(known -> known));
    }

    /** Letters to add, drop or change to make one text the other (Levenshtein), small and capital alike. */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = Character.toLowerCase(one.charAt(i - 1)) == other.charAt(j - 1);
                int changed = above[j - 1] + (same ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
