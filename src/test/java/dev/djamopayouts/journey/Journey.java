package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.SandboxOptions;
import dev.djamopayouts.sandbox.SftpSandbox;
import dev.djamopayouts.sandbox.SftpSandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A company's desk for tests: the real runtime with the shipped routes, against the real sandbox, in one temporary folder. */
final class Journey implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final DjamoSandbox sandbox;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private PayoutRuntime runtime;
    private SftpSandbox sftp;

    Journey(Path folder, SandboxOptions options) {
        this.folder = folder;
        this.sandbox = DjamoSandbox.start(options);
        set("djamo.base-url", sandbox.baseUrl());
        set("djamo.access-token", "at_sandbox");
        set("payouts.data", folder.toString());
        set("payouts.file.quiet-ms", "50");
        set("poll.interval-ms", "50");
        set("track.first-delay-ms", "50");
        set("resolve.visibility-delay-ms", "300");
        set("camel.management.port", "0");
    }

    Journey(Path folder) {
        this(folder, SandboxOptions.builder().settleMillis(50).build());
    }

    Journey set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    static final String SFTP_PASSWORD = "p@ss+w%rd & #?1";

    /** An SFTP server with an inbox, as a bank or a payroll office runs it. */
    Journey withSftp() {
        try {
            Path root = folder.resolve("sftp");
            Files.createDirectories(root.resolve("payouts/inbox"));
            sftp = SftpSandbox.start(SftpSandboxOptions.of(root, folder.resolve("hostkey"), "paie", SFTP_PASSWORD));
            Files.writeString(folder.resolve("known_hosts"), sftp.knownHostsLine() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return set("sftp.uri", "sftp://127.0.0.1:" + sftp.port() + "/payouts/inbox").set("sftp.username", "paie")
                .set("sftp.password", SFTP_PASSWORD).set("sftp.known-hosts-file", folder.resolve("known_hosts").toString());
    }

    SftpSandbox sftp() {
        return sftp;
    }

    Path sftpFolder(String name) {
        return folder.resolve("sftp/payouts").resolve(name);
    }

    Journey start() {
        try {
            runtime = PayoutRuntime.start(Settings.load(Purpose.RUN, folder.resolve("application.properties"), Map.of(), settings));
            return this;
        } catch (dev.djamopayouts.config.SettingsRefused e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        if (runtime != null) {
            runtime.close();
            runtime = null;
        }
    }

    PayoutRuntime runtime() {
        return runtime;
    }

    DjamoSandbox sandbox() {
        return sandbox;
    }

    Path folder() {
        return folder;
    }

    /** Drops a file as a careful sender does: written aside, then renamed. */
    void drop(String name, String content) {
        drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void drop(String name, byte[] content) {
        try {
            Files.createDirectories(folder.resolve("inbox"));
            Path aside = Files.createTempFile(folder, "drop", ".tmp");
            Files.write(aside, content);
            Files.move(aside, folder.resolve("inbox").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for an answer in the outbox and gives its text. */
    String answer(String name) {
        return answer(folder.resolve("outbox").resolve(name));
    }

    String answer(Path file) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() ->
                assertThat(file).as("answers there: %s", outbox()).exists());
        return read(file);
    }

    /** The data rows of a CSV answer, each as header to cell; for answers without quoted separators. */
    List<Map<String, String>> rows(String name) {
        List<String> lines = answer(name).lines().toList();
        String[] header = lines.get(0).split(",", -1);
        return lines.stream().skip(1).map(line -> {
            String[] cells = line.split(",", -1);
            Map<String, String> row = new LinkedHashMap<>();
            for (int i = 0; i < header.length; i++) {
                row.put(header[i], i < cells.length ? cells[i] : "");
            }
            return row;
        }).toList();
    }

    List<String> outbox() {
        try (Stream<Path> files = Files.list(folder.resolve("outbox"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        if (sftp != null) {
            sftp.close();
        }
        sandbox.close();
    }
}
