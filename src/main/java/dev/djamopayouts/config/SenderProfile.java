package dev.djamopayouts.config;

import dev.djamopayouts.config.SenderFile.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One profile while it is being read: each value checked by itself; one that does not pass is a problem and stays unset. */
final class SenderProfile {

    private static final Pattern REFERENCE = Pattern.compile("<([a-z.-]+)>");
    private static final int MOST_CHARS = 200;
    private static final int KEY_HEAD_BYTES = 64;

    private final Path file;
    private final Map<Setting, String> settings;
    private final List<Problem> problems;
    private final Map<SenderKey, Entry> given;
    private final Map<SenderKey, List<String>> values = new EnumMap<>(SenderKey.class);

    private SenderProfile(Path file, Map<Setting, String> settings, List<Problem> problems) {
        this.file = file;
        this.settings = settings;
        this.problems = problems;
        this.given = SenderFile.read(file, problems);
    }

    /** @param settings the common ones, those with a problem of their own left out */
    static SenderProfile read(Path file, Map<Setting, String> settings, List<Problem> problems) {
        SenderProfile profile = new SenderProfile(file, settings, problems);
        profile.given.forEach(profile::take);
        return profile;
    }

    /** Whether nothing of it could be read, so that nothing more can be said of it. */
    boolean isEmpty() {
        return given.isEmpty();
    }

    /** The sender's name. */
    String name() {
        return file.getFileName().toString().replaceFirst("\\.yaml$", "");
    }

    private void take(SenderKey key, Entry entry) {
        if (entry.isList() && key.type() != SenderKey.Type.FILES) {
            refuse(key, "must be one value, not a list");
            return;
        }
        List<String> taken = new ArrayList<>();
        for (String value : entry.values()) {
            String meant = isPath(key, value) ? followed(key, value) : value;
            String remedy = meant == null ? "" : remedy(key, meant);
            if (remedy != null) {
                if (!remedy.isEmpty()) {
                    refuse(key, remedy);
                }
                return;
            }
            taken.add(isPath(key, meant) ? Path.of(meant).toAbsolutePath().normalize().toString() : meant);
        }
        values.put(key, taken);
    }

    /** What is wrong with a value, or null. */
    private static String remedy(SenderKey key, String value) {
        return switch (key.type()) {
            case TEXT -> value.contains("{{") ? "holds {{, which Camel takes for a placeholder; choose another value"
                    : !value.matches("[^\\p{Cntrl}]{1," + MOST_CHARS + "}") ? "must be one line of text, " + MOST_CHARS + " characters at most" : null;
            case WHOLE -> key.allows(value) ? null : "must be a whole number in plain digits, " + key.range();
            case FLAG -> value.equals("true") || value.equals("false") ? null : "must be true or false";
            case CHOICE -> key.offers(value) ? null : "must be " + key.range();
            case PLACE -> isPath(key, value) ? Values.pathProblem(value) : null;
            case FILE, FILES -> Values.pathProblem(value);
        };
    }

    /** Other places are read when it is known whether they are folders here or at a server. */
    private static boolean isPath(SenderKey key, String value) {
        return key.type() == SenderKey.Type.FILE || key.type() == SenderKey.Type.FILES
                || key == SenderKey.INBOX && !value.startsWith("sftp:");
    }

    /** The value with {@code <payouts.data>} and its like replaced; null where that is said to be a problem. */
    private String followed(SenderKey key, String value) {
        Matcher reference = REFERENCE.matcher(value);
        if (!reference.find()) {
            return value;
        }
        for (Setting setting : Setting.values()) {
            if (setting.type() == Setting.Type.PATH && setting.key().equals(reference.group(1))) {
                return settings.containsKey(setting) ? value.replace(reference.group(), settings.get(setting)) : null;
            }
        }
        refuse(key, reference.group() + " is no setting that can be referred to here");
        return null;
    }

    /** A folder of this machine. */
    Optional<Path> folder(SenderKey key) {
        return text(key).flatMap(value -> {
            String followed = followed(key, value);
            String remedy = followed == null ? null : followed.startsWith("sftp:")
                    ? "must be a folder, as the inbox is one" : Values.pathProblem(followed);
            if (remedy != null) {
                refuse(key, remedy);
            }
            return followed == null || remedy != null ? Optional.empty() : Optional.of(Path.of(followed).toAbsolutePath().normalize());
        });
    }

    /** The value, or nothing where none was given or it did not pass. */
    Optional<String> text(SenderKey key) {
        return Optional.ofNullable(values.get(key)).map(list -> list.get(0));
    }

    OptionalLong whole(SenderKey key) {
        return values.containsKey(key) ? OptionalLong.of(Long.parseLong(values.get(key).get(0))) : OptionalLong.empty();
    }

    /** A file that must be there and may be read. */
    Optional<Path> file(SenderKey key) {
        return files(key).stream().findFirst();
    }

    List<Path> files(SenderKey key) {
        List<Path> files = values.getOrDefault(key, List.of()).stream().map(Path::of).toList();
        for (Path path : files) {
            if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
                refuse(key, "no such file, or it may not be read: " + path);
                return List.of();
            }
        }
        return files;
    }

    /** The files of public keys; one with a private key does not belong in other hands than its owner's. */
    List<Path> publicKeys(SenderKey key) {
        List<Path> files = files(key);
        for (Path path : files) {
            try (var in = Files.newInputStream(path)) {
                String head = new String(in.readNBytes(KEY_HEAD_BYTES), StandardCharsets.ISO_8859_1);
                if (head.isEmpty() || head.contains("PRIVATE KEY")) {
                    refuse(key, (head.isEmpty() ? "is empty: " : "holds a private key: ") + path + "; name a file with the sender's public key");
                }
            } catch (IOException e) {
                refuse(key, "cannot be read: " + path);
            }
        }
        return files;
    }

    /** Given somehow, be it wrongly: what is wrong with it was said before. */
    boolean isGiven(SenderKey key) {
        return given.containsKey(key);
    }

    void refuse(SenderKey key, String remedy) {
        Entry entry = given.get(key);
        problems.add(Problem.inProfile(file, entry == null ? 1 : entry.lineNo(), key.key(), entry == null ? null : String.join(", ", entry.values()),
                remedy));
    }

    /** A key that is not there and is needed. */
    void require(SenderKey key, String remedy) {
        if (!isGiven(key)) {
            problems.add(Problem.inProfile(file, 1, key.key(), null, "is not set; " + remedy));
        }
    }

    /** The value, or what the common setting says; the least of its kind where that has a problem of its own. */
    String text(SenderKey key, Setting common) {
        return text(key).orElse(settings.getOrDefault(common, ""));
    }

    long whole(SenderKey key, Setting common) {
        return whole(key).orElse(Long.parseLong(settings.getOrDefault(common, "0")));
    }

    Optional<Long> common(Setting setting) {
        return Optional.ofNullable(settings.get(setting)).map(Long::valueOf);
    }

    Optional<Path> commonPath(Setting setting) {
        return Optional.ofNullable(settings.get(setting)).map(Path::of);
    }

    boolean isStrict() {
        return !"false".equals(settings.get(Setting.SFTP_STRICT_HOST_KEY));
    }
}
