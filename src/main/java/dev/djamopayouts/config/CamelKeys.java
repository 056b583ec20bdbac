package dev.djamopayouts.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What Camel is told: every setting of ours under its key, the operator's own keys as they stand, and what follows
 * from ours. A key that is unset is absent, so that a route writes <code>{{?sftp.password}}</code>.
 */
final class CamelKeys {

    /** An event has a transaction of a dozen fields, well below 2 KB; more is refused before it is read. */
    private static final int EVENT_MAX_BYTES = 16_384;

    private CamelKeys() {
    }

    static Properties of(Settings settings, Map<String, String> foreign) {
        Properties all = new Properties();
        derived(settings).forEach(all::setProperty);
        // Camel reads routes-include-pattern and routesIncludePattern alike; an operator's word replaces ours.
        List<String> said = foreign.keySet().stream().map(CamelKeys::plain).collect(Collectors.toList());
        all.keySet().removeIf(key -> said.contains(plain((String) key)));
        foreign.forEach(all::setProperty);
        for (Setting setting : Setting.values()) {
            settings.optional(setting).ifPresent(value -> all.setProperty(setting.key(), value));
        }
        settings.optional(Setting.SFTP_URI).map(SftpAddress::parse).ifPresent(sftp(all));
        settings.senders().forEach(sender -> login(sender, all));
        all.setProperty("sftp.strict-host-key-checking", settings.flag(Setting.SFTP_STRICT_HOST_KEY) ? "yes" : "no");
        all.setProperty("sftp.enabled", Boolean.toString(all.containsKey("sftp.host")));
        return all;
    }

    private static Map<String, String> derived(Settings settings) {
        return Map.ofEntries(
                Map.entry("payouts.home", settings.home().toString()),
                Map.entry("camel.main.name", "djamo-payouts"),
                Map.entry("camel.main.routes-include-pattern", "file:" + settings.home() + "/routes/*.camel.yaml"),
                Map.entry("camel.main.shutdown-timeout", settings.text(Setting.PAYOUTS_SHUTDOWN_SECONDS)),
                Map.entry("camel.server.host", settings.text(Setting.HTTP_HOST)),
                Map.entry("camel.server.port", settings.text(Setting.HTTP_PORT)),
                // Without the key no event can be proved, and nothing is there to listen for.
                Map.entry("camel.server.enabled", Boolean.toString(settings.optional(Setting.DJAMO_SECRET_KEY).isPresent())),
                Map.entry("camel.server.max-body-size", Integer.toString(EVENT_MAX_BYTES)),
                // On by default: whoever finds the port could fill the disk.
                Map.entry("camel.server.file-upload-enabled", "false"),
                Map.entry("camel.management.enabled", "true"),
                Map.entry("camel.management.host", "127.0.0.1"),
                // The health and metrics paths begin with /observe by themselves; a path here would double it.
                Map.entry("camel.management.path", "/"),
                Map.entry("camel.management.health-check-enabled", "true"),
                Map.entry("camel.management.metrics-enabled", "true"),
                Map.entry("camel.health.exposure-level", "full"),
                // Of every exchange at every route and endpoint: nobody looks at those of ours, and they cost as much as the call itself.
                Map.entry("camel.metrics.enable-route-policy", "false"),
                Map.entry("camel.metrics.enable-exchange-event-notifier", "false"),
                Map.entry("camel.metrics.enabled", "true"));
    }

    private static Consumer<SftpAddress> sftp(Properties all) {
        return address -> {
            all.setProperty("sftp.host", address.host());
            all.setProperty("sftp.port", Integer.toString(address.port()));
            all.setProperty("sftp.inbox", address.inbox());
            all.setProperty("sftp.outbox", address.beside("outbox"));
            all.setProperty("sftp.archive", address.beside("archive"));
        };
    }

    /** The way in to a sender's server, under keys that differ from the common ones in what they begin with. */
    private static void login(Sender sender, Properties all) {
        if (sender.places() instanceof Sender.Server server) {
            String begin = sender.camelLogin() + ".";
            all.setProperty(begin + "username", server.username());
            Optional.ofNullable(server.password()).ifPresent(it -> all.setProperty(begin + "password", it));
            Optional.ofNullable(server.privateKeyFile()).ifPresent(it -> all.setProperty(begin + "private-key-file", it.toString()));
            Optional.ofNullable(server.privateKeyPassphrase()).ifPresent(it -> all.setProperty(begin + "private-key-passphrase", it));
            Optional.ofNullable(server.knownHostsFile()).ifPresent(it -> all.setProperty(begin + "known-hosts-file", it.toString()));
        }
    }

    private static String plain(String key) {
        return key.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
