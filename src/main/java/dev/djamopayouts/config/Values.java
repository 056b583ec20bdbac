package dev.djamopayouts.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes of what was given the value of each setting: defaults filled in, references followed, secrets read from their
 * files, paths made absolute; each value checked by itself. A value that does not pass is a problem and stays unset.
 */
final class Values {

    private static final Pattern REFERENCE = Pattern.compile("<([a-z.-]+)>");
    private static final Pattern SCHEME = Pattern.compile("(?s)[A-Za-z][A-Za-z0-9+.-]*:[^\\s].*");
    /** What a folder's name cannot hold, because Camel reads the folder as a part of an endpoint URI. */
    private static final Pattern NOT_IN_A_PATH = Pattern.compile("[\\p{Cntrl}?%#{}<>*\"|]");

    private final Map<String, Given> given;
    private final List<Problem> problems;
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private Values(Map<String, Given> given, List<Problem> problems) {
        this.given = given;
        this.problems = problems;
    }

    static Map<Setting, String> of(Map<String, Given> given, List<Problem> problems) {
        Values made = new Values(given, problems);
        for (Setting setting : Setting.values()) {
            made.find(setting).ifPresent(found -> made.take(setting, found));
        }
        return made.values;
    }

    /** The files that secrets were read from. */
    static Map<Setting, Path> mounted(Map<String, Given> given) {
        Map<Setting, Path> files = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            Given file = setting.fileKey().map(given::get).orElse(null);
            Given plain = given.get(setting.key());
            if (file != null && (plain == null || plain.source().compareTo(file.source()) < 0)) {
                files.put(setting, Path.of(file.value()));
            }
        }
        return files;
    }

    /** Where a value came from; one that nobody gave is the default. */
    static Given origin(Setting setting, Map<String, Given> given) {
        Given found = given.get(setting.key());
        return found != null ? found : new Given(setting.byDefault().orElse(""), Given.Source.FILE, "default");
    }

    private Optional<Given> find(Setting setting) {
        Optional<Given> plain = Optional.ofNullable(given.get(setting.key()));
        Optional<Given> mounted = setting.fileKey().map(given::get);
        if (plain.isPresent() && mounted.isPresent()) {
            int stronger = plain.get().source().compareTo(mounted.get().source());
            if (stronger == 0) {
                problems.add(Problem.of(setting, plain.get(), "is given twice, itself and by the file "
                        + mounted.get().value() + "; keep one"));
                return Optional.empty();
            }
            return stronger > 0 ? plain : fromFile(setting, mounted.get());
        }
        if (mounted.isPresent()) {
            return fromFile(setting, mounted.get());
        }
        return plain.or(() -> setting.byDefault().map(any -> origin(setting, given)));
    }

    private Optional<Given> fromFile(Setting setting, Given mounted) {
        String remedy;
        try {
            String secret = MountedSecret.read(Path.of(mounted.value()));
            if (secret != null) {
                return Optional.of(new Given(secret, mounted.source(), mounted.origin()));
            }
            remedy = "the file must hold the secret on one line and nothing else";
        } catch (IOException | InvalidPathException e) {
            remedy = "the file cannot be read; mount it, or mend the path: " + e.getClass().getSimpleName();
        }
        String key = setting.fileKey().orElseThrow();
        problems.add(new Problem(setting.key(), key + " = " + mounted.value(), mounted.origin(), remedy));
        return Optional.empty();
    }

    private void take(Setting setting, Given found) {
        String value = setting.type() == Setting.Type.SECRET ? found.value() : followed(setting, found);
        String remedy = value == null ? "" : switch (setting.type()) {
            // Camel would look for a setting of that name, fail, and show the value in its message.
            case TEXT, SECRET -> value.contains("{{") ? "holds {{, which Camel takes for a placeholder; choose another value"
                    : value.matches("[^\\p{Cntrl}]+") ? null : "must be one line of text";
            case FLAG -> value.equals("true") || value.equals("false") ? null : "must be true or false";
            case CHOICE -> setting.offers(value) ? null : "must be " + setting.range();
            case WHOLE -> isAllowed(setting, value) ? null : "must be a whole number, " + setting.range();
            case URI -> SCHEME.matcher(value).matches() ? null : "must be a URI: a scheme, a colon and an address";
            case PATH -> pathProblem(value);
        };
        if (remedy == null) {
            values.put(setting, normal(setting, value));
        } else if (!remedy.isEmpty()) {
            problems.add(Problem.of(setting, found, remedy));
        }
    }

    /** Why a path cannot be one of ours, or null. */
    static String pathProblem(String value) {
        return NOT_IN_A_PATH.matcher(value).find() ? "holds one of ? % # { } < > * \" |; rename it" : null;
    }

    /**
     * The value with {@code <payouts.data>} and its like replaced; null where that setting has a problem of its own.
     * Only a setting declared earlier can be meant, so that no two refer to each other.
     */
    private String followed(Setting setting, Given found) {
        if (setting.type() != Setting.Type.PATH && setting.type() != Setting.Type.URI) {
            return found.value();
        }
        String value = found.value();
        for (Setting earlier : Setting.values()) {
            String reference = "<" + earlier.key() + ">";
            if (earlier == setting) {
                break;
            }
            if (value.contains(reference)) {
                if (!values.containsKey(earlier)) {
                    return null;
                }
                value = value.replace(reference, values.get(earlier));
            }
        }
        Matcher left = REFERENCE.matcher(value);
        if (left.find()) {
            problems.add(Problem.of(setting, found, left.group() + " is no setting that can be referred to here"));
            return null;
        }
        return value;
    }

    private static boolean isAllowed(Setting setting, String value) {
        return value.matches("-?[0-9]{1,18}") && setting.allows(Long.parseLong(value));
    }

    private static String normal(Setting setting, String value) {
        return switch (setting.type()) {
            case PATH -> Path.of(value).toAbsolutePath().normalize().toString();
            case WHOLE -> Long.toString(Long.parseLong(value));
            case URI -> setting == Setting.DJAMO_BASE_URL ? value.replaceFirst("/+$", "") : value;
            case TEXT, FLAG, CHOICE, SECRET -> value;
        };
    }
}
