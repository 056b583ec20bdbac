package dev.djamopayouts.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Gathers what was given, weakest source first: the file, the file of the profile, the environment, {@code --set}.
 * Complains of what no source should hold: secrets in a file, keys given twice, keys nobody knows.
 */
final class Sources {

    static final String PROFILE = "camel.main.profile";
    private static final Set<String> CAMEL_PROFILES = Set.of("dev", "test", "prod");

    private final Map<String, Given> given = new TreeMap<>();
    private final List<Problem> problems;

    private Sources(List<Problem> problems) {
        this.problems = problems;
    }

    /** All that was given, the strongest for each key. A blank in the environment counts as not given. */
    static Map<String, Given> read(Path file, Map<String, String> environment, Map<String, String> overrides,
            List<Problem> problems) {
        Sources sources = new Sources(problems);
        if (Files.exists(file)) {
            sources.addFile(file, Given.Source.FILE);
        }
        // The profile picks a file that is weaker than the environment, so it is looked up ahead of its turn.
        Optional.ofNullable(overrides.get(PROFILE)).or(() -> fromEnvironment(environment, PROFILE))
                .or(() -> Optional.ofNullable(sources.given.get(PROFILE)).map(Given::value))
                .filter(profile -> !profile.isBlank())
                .ifPresent(profile -> sources.addProfile(file, profile));
        sources.addEnvironment(environment);
        overrides.forEach((key, value) -> sources.add(key, new Given(value.strip(), Given.Source.SET, "--set")));
        // A blank in a file or in --set takes a weaker value back.
        sources.given.values().removeIf(it -> it.value().isEmpty());
        return sources.given;
    }

    private void addProfile(Path file, String profile) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String profileName = dot < 0 ? name + "-" + profile
                : name.substring(0, dot) + "-" + profile + name.substring(dot);
        if (!profile.matches("[A-Za-z0-9_-]+")) {
            problems.add(new Problem(PROFILE, PROFILE + " = " + profile, "profile",
                    "is a part of a file's name: letters, digits, - and _ only"));
            return;
        }
        Path profileFile = file.resolveSibling(profileName);
        if (Files.exists(profileFile)) {
            addFile(profileFile, Given.Source.PROFILE_FILE);
        } else if (!CAMEL_PROFILES.contains(profile)) {
            problems.add(new Problem(PROFILE, PROFILE + " = " + profile, "profile",
                    "has no file " + profileFile + "; write it, or choose another profile"));
        }
    }

    private void addFile(Path file, Given.Source source) {
        Map<String, Integer> seen = new HashMap<>();
        for (PropertiesFile.Entry entry : PropertiesFile.read(file, problems)) {
            Given found = new Given(entry.value(), source, file + ":" + entry.lineNo());
            Integer first = seen.putIfAbsent(entry.key(), entry.lineNo());
            if (first != null) {
                problems.add(Problem.hidden(entry.key(), found, "was given on line " + first + " already; keep one"));
            } else if (isSecret(entry.key()) && !entry.value().isEmpty()) {
                problems.add(Problem.hidden(entry.key(), found, "a secret never stands in a file that is committed;"
                        + " give it in the environment as " + Keys.environmentName(entry.key()) + ", or name a mounted"
                        + " file that holds it: " + entry.key() + "-file"));
            } else {
                add(entry.key(), found);
            }
        }
    }

    private void addEnvironment(Map<String, String> environment) {
        // Variables of other programs look like ours; only those that spell a known key are taken.
        Keys.KNOWN.forEach(key -> addFromEnvironment(environment, key));
        addFromEnvironment(environment, PROFILE);
    }

    private void addFromEnvironment(Map<String, String> environment, String key) {
        fromEnvironment(environment, key).ifPresent(value -> add(key,
                new Given(value, Given.Source.ENVIRONMENT, "environment " + Keys.environmentName(key))));
    }

    private static Optional<String> fromEnvironment(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(Keys.environmentName(key)))
                .map(String::strip).filter(value -> !value.isEmpty());
    }

    private void add(String key, Given value) {
        if (Keys.isUnknown(key)) {
            problems.add(Problem.hidden(key, value, Keys.near(key)
                    .map(near -> "is unknown; did you mean " + near + "?")
                    .orElse("is unknown; config/application.properties lists every key")));
            return;
        }
        given.put(key, value);
    }

    private static boolean isSecret(String key) {
        for (Setting setting : Setting.values()) {
            if (setting.key().equals(key)) {
                return setting.type() == Setting.Type.SECRET;
            }
        }
        return false;
    }
}
