package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command takes: {@code --set}, {@code --config}, {@code --help}. */
final class SettingsOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--set", paramLabel = "key=value",
            description = "A setting, stronger than the environment and the file. Repeatable.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(names = "--config", paramLabel = "FILE",
            description = "The settings file. Default: config/application.properties beside routes/.")
    private Path config;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    /** The settings with this process's environment; a file that was named must exist. */
    Settings load(Purpose purpose) throws SettingsRefused {
        if (config != null && !Files.isReadable(config)) {
            throw new ParameterException(command.commandLine(), "--config: no such file, or it may not be read: "
                    + config);
        }
        Path file = config != null ? config : Settings.homeFolder().resolve("config/application.properties");
        return Settings.load(purpose, shortened(file), System.getenv(), overrides);
    }

    /** What {@code --set} gave. */
    Map<String, String> overrides() {
        return Map.copyOf(overrides);
    }

    /** Whether {@code --config} was given. */
    boolean namesFile() {
        return config != null;
    }

    /** Every setting with its default and reason, for a help text. */
    static String listOfSettings() {
        return Stream.of(Setting.values())
                .map(it -> String.format("  %s%s%n      %s%n", it.key(),
                        it.byDefault().map(value -> " = " + value).orElse(""), it.reason()))
                .collect(Collectors.joining("", String.format("%nSettings:%n"), ""));
    }

    /** As the operator would write it, so that messages read {@code config/application.properties:12}. */
    private static Path shortened(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return file.startsWith(here) ? here.relativize(file) : file;
    }
}
