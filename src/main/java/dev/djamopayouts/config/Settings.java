package dev.djamopayouts.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of one process: all checked together, and never changed after.
 *
 * <p>Sources, weakest first: the properties file, its sibling for {@code camel.main.profile}, the environment
 * ({@code DJAMO_ACCESS_TOKEN} for {@code djamo.access-token}), {@code --set}. A blank value counts as not given.
 */
public final class Settings {

    private final Path home;
    private final Map<Setting, String> values;
    private final Map<String, String> foreign;
    private final Map<Setting, Path> mounted;
    private final List<Sender> senders;
    private final Map<String, Given> given;

    private Settings(Path home, Map<Setting, String> values, Map<String, String> foreign, Map<Setting, Path> mounted,
            List<Sender> senders, Map<String, Given> given) {
        this.home = home;
        this.values = Map.copyOf(values);
        this.foreign = Map.copyOf(foreign);
        this.mounted = Map.copyOf(mounted);
        this.senders = List.copyOf(senders);
        this.given = Map.copyOf(given);
    }

    /** {@link #load(Purpose, Path, Map, Map)} to look, not to run. */
    public static Settings load(Path file, Map<String, String> environment, Map<String, String> overrides)
            throws SettingsRefused {
        return load(Purpose.LOOK, file, environment, overrides);
    }

    /**
     * Reads and checks every setting, and the profile of every sender: each {@code *.yaml} in the folder {@code senders}
     * beside the properties file.
     *
     * @param file      the properties file; may be absent
     * @param overrides what {@code --set} gave
     * @throws SettingsRefused with every problem at once
     */
    public static Settings load(Purpose purpose, Path file, Map<String, String> environment,
            Map<String, String> overrides) throws SettingsRefused {
        List<Problem> problems = new ArrayList<>();
        Map<String, Given> given = Sources.read(file, environment, overrides, problems);
        Map<Setting, String> values = Values.of(given, problems);
        CrossChecks.run(purpose, values, given, problems);
        List<Sender> senders = Senders.read(purpose, file.resolveSibling(Senders.FOLDER), values, environment, problems);
        CrossChecks.signers(values, given, senders, problems);
        if (!problems.isEmpty()) {
            throw new SettingsRefused(problems);
        }
        Map<String, String> foreign = new TreeMap<>();
        given.forEach((key, value) -> {
            if (!Keys.KNOWN.contains(key)) {
                foreign.put(key, value.value());
            }
        });
        return new Settings(homeFolder(), values, foreign, Values.mounted(given), senders, given);
    }

    /** The folder with {@code routes/} and {@code config/}: system property payouts.home, else the working directory. */
    public static Path homeFolder() {
        return Path.of(System.getProperty("payouts.home", "")).toAbsolutePath().normalize();
    }

    /** {@link #homeFolder()} as it was when these settings were loaded. */
    public Path home() {
        return home;
    }

    public Optional<String> optional(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    /** The value, whatever its type; throws {@link IllegalStateException} where it is unset and has no default. */
    public String text(Setting setting) {
        return optional(setting).orElseThrow(() -> new IllegalStateException(setting.key() + " is not set"));
    }

    /** What is agreed with each sender, by name. */
    public List<Sender> senders() {
        return senders;
    }

    /** What is agreed with the sender of that name. */
    public Optional<Sender> sender(String name) {
        return senders.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** A secret as it is whenever it is asked for: one from a mounted file is read again, so that it can be renewed. */
    public Supplier<String> secret(Setting setting) {
        String first = of(Setting.Type.SECRET, setting);
        return mounted.containsKey(setting) ? new MountedSecret(mounted.get(setting), first) : () -> first;
    }

    /** A whole number in the setting's unit. */
    public long whole(Setting setting) {
        return Long.parseLong(of(Setting.Type.WHOLE, setting));
    }

    public OptionalLong optionalWhole(Setting setting) {
        return values.containsKey(setting) ? OptionalLong.of(whole(setting)) : OptionalLong.empty();
    }

    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(of(Setting.Type.FLAG, setting));
    }

    /** An absolute path. */
    public Path path(Setting setting) {
        return Path.of(of(Setting.Type.PATH, setting));
    }

    public Optional<Path> optionalPath(Setting setting) {
        return values.containsKey(setting) ? Optional.of(path(setting)) : Optional.empty();
    }

    /**
     * What Camel is to know: every setting under its key (unset ones absent, secrets in the clear, paths absolute),
     * the operator's own keys and {@code camel.*}, and what follows from ours ({@code sftp.host}, {@code sftp.inbox}, …).
     */
    public Properties forCamel() {
        return CamelKeys.of(this, foreign);
    }

    /** That a value, well as it looked, is not fit to start with: it shows only once the routes are made. */
    public SettingsRefused refusal(Setting setting, String remedy) {
        return new SettingsRefused(List.of(Problem.of(setting, Values.origin(setting, given), remedy)));
    }

    private String of(Setting.Type type, Setting setting) {
        if (setting.type() != type) {
            throw new IllegalArgumentException(setting.key() + " is " + setting.type() + ", not " + type);
        }
        return text(setting);
    }

    /** Every setting, secrets masked; of the operator's own keys the names only. */
    @Override
    public String toString() {
        Stream<String> ours = Stream.of(Setting.values()).filter(values::containsKey)
                .map(setting -> setting.key() + "=" + Problem.shown(setting, values.get(setting)));
        Stream<String> others = foreign.keySet().stream().sorted().map(key -> key + "=…");
        return Stream.concat(ours, others).collect(Collectors.joining(", ", "Settings[", "]"));
    }
}
