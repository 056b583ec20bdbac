package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of the product in a bench. Neither a settings file nor the environment is read, so that no account, server or
 * ledger of the operator's can be reached by mistake.
 *
 * @param given   what {@code --set} gave
 * @param options what the bench's own options come to
 * @param folder  of ledger and files
 */
record BenchSettings(Map<String, String> given, Map<String, String> options, Path folder) {

    /** Settings that are secrets: none is shown, and none stands on a command line. */
    static final Set<String> SECRETS = Stream.of(Setting.values()).filter(it -> it.type() == Setting.Type.SECRET)
            .map(Setting::key).collect(Collectors.toUnmodifiableSet());

    /** What the product gets beyond its defaults, but for what is the bench's own. */
    Map<String, String> shown() {
        // A file is renamed into place whole, and nobody's patience is measured here.
        Map<String, String> shown = new LinkedHashMap<>(Map.of("payouts.file.quiet-ms", "0", "poll.interval-ms", "100"));
        shown.putAll(given);
        shown.putAll(options);
        shown.keySet().removeAll(SECRETS);
        return shown;
    }

    Map<String, String> values(String baseUrl) {
        Map<String, String> values = new LinkedHashMap<>(given);
        values.putAll(shown());
        values.putAll(Map.of("djamo.base-url", baseUrl, "djamo.access-token", BenchSandbox.TOKEN, "payouts.data", folder.toString(),
                "http.port", "0", "camel.management.port", "0"));
        return values;
    }

    /** @throws SettingsRefused with every problem at once */
    Settings all(String baseUrl) throws SettingsRefused {
        return load(values(baseUrl));
    }

    /** Those of one instance, which makes so many of the calls. */
    Settings ofOne(String baseUrl, int callsInFlight) throws SettingsRefused {
        Map<String, String> values = values(baseUrl);
        values.put(Setting.PAYOUTS_CONCURRENCY.key(), Integer.toString(callsInFlight));
        return load(values);
    }

    /** Whether the ledger is somewhere else than in the folder, so that it may hold something already. */
    boolean namesLedger() {
        return given.containsKey(Setting.LEDGER_URL.key());
    }

    private Settings load(Map<String, String> values) throws SettingsRefused {
        return Settings.load(Purpose.RUN, folder.resolve("none.properties"), Map.of(), values);
    }
}
