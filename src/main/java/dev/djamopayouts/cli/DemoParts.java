package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.SandboxBook;
import dev.djamopayouts.sandbox.SandboxOptions;
import dev.djamopayouts.sandbox.SftpSandbox;
import dev.djamopayouts.sandbox.SftpSandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * Everything the demo needs, in one process and one temporary folder: a Djamo sandbox, an SFTP server, a fresh ledger and
 * the real runtime with the routes that are there. Neither the settings file nor the environment is read, so that no
 * account, server or ledger of the operator's can be reached by mistake.
 */
final class DemoParts implements AutoCloseable {

    /** Settings that are the demo's own and cannot be given, by what they begin with. */
    static final List<String> OWN = List.of("djamo.base-url", "djamo.access-token", "payouts.data", "payouts.inbox",
            "payouts.outbox", "payouts.archive", "ledger.", "sftp.");
    static final String INBOX = "payouts/inbox";
    static final String OUTBOX = "payouts/outbox";

    private static final String USERNAME = "payroll";
    private static final String PASSWORD = "demo";
    private static final String TOKEN = "at_demo_sandbox";

    private final Path folder;
    private final boolean keep;
    private DjamoSandbox sandbox;
    private SftpSandbox sftp;
    private PayoutRuntime runtime;
    private boolean closed;

    private DemoParts(Path folder, boolean keep) {
        this.folder = folder;
        this.keep = keep;
    }

    /**
     * Starts all parts on free ports.
     *
     * @param overrides settings that are tried out, none of {@link #OWN}
     * @param keep      whether the folder stays
     * @param command   to complain to where there are no routes
     */
    static DemoParts start(Map<String, String> overrides, boolean keep, CommandLine command)
            throws IOException, SettingsRefused, CommandFailed {
        DemoParts parts = new DemoParts(Files.createTempDirectory("djamo-payouts-demo-").toRealPath(), keep);
        // Ctrl-C must leave nothing behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "demo-end"));
        try {
            parts.start(overrides, command);
            return parts;
        } catch (IllegalStateException e) {
            parts.close();
            throw new CommandFailed(e.getMessage(), e);
        } catch (IOException | SettingsRefused | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private void start(Map<String, String> overrides, CommandLine command) throws IOException, SettingsRefused {
        sandbox = DjamoSandbox.start(SandboxOptions.builder().accessToken(TOKEN).settleMillis(200).settleJitterMillis(500).build());
        Files.createDirectories(folder.resolve("sftp").resolve(INBOX));
        Files.createDirectories(folder.resolve("sftp").resolve(OUTBOX));
        sftp = SftpSandbox.start(SftpSandboxOptions.of(folder.resolve("sftp"), folder.resolve("host-key"), USERNAME, PASSWORD));
        Files.writeString(knownHosts(), sftp.knownHostsLine() + "\n");
        Map<String, String> values = new LinkedHashMap<>(quick());
        values.putAll(overrides);
        values.putAll(own());
        Settings settings = Settings.load(Purpose.RUN, folder.resolve("no.properties"), Map.of(), values);
        RouteFolder.mustHaveRoutes(settings, command);
        runtime = PayoutRuntime.start(settings);
    }

    /** What makes a day of payouts fit into seconds; given settings are stronger. */
    private static Map<String, String> quick() {
        return Map.of("payouts.file.quiet-ms", "200", "poll.interval-ms", "100", "track.first-delay-ms", "200",
                "track.max-delay-ms", "1000", "resolve.visibility-delay-ms", "500", "djamo.response-timeout-ms", "5000",
                "http.port", "0", "camel.management.port", "0");
    }

    private Map<String, String> own() {
        return Map.of("djamo.base-url", sandbox.baseUrl(), "djamo.access-token", TOKEN, "payouts.data", folder.toString(),
                "sftp.uri", sftpUri(), "sftp.username", USERNAME, "sftp.password", PASSWORD,
                "sftp.known-hosts-file", knownHosts().toString());
    }

    private Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    /** A connection of the payroll desk's own. */
    SftpDesk desk() throws IOException {
        return SftpDesk.connect(sftp.port(), USERNAME, PASSWORD, knownHosts());
    }

    Path folder() {
        return folder;
    }

    String apiUrl() {
        return sandbox.baseUrl();
    }

    String sftpUri() {
        return "sftp://127.0.0.1:" + sftp.port() + "/" + INBOX;
    }

    SandboxBook book() {
        return sandbox.book();
    }

    PayoutRuntime runtime() {
        return runtime;
    }

    /** Stops what was started, the last first, and removes the folder unless it is to be kept. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (runtime != null) {
            runtime.close();
        }
        if (sftp != null) {
            sftp.close();
        }
        if (sandbox != null) {
            sandbox.close();
        }
        if (!keep) {
            FolderTree.remove(folder);
        }
    }
}
