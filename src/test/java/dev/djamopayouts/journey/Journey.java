package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.TestPostgres;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;

/** A company's desk for tests: the real runtime with the shipped routes, against the real sandbox, in one temporary folder. */
final class Journey implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final DjamoSandbox sandbox;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Drop> drops = new ArrayList<>();
    private final Map<String, Path> outboxes = new HashMap<>();
    private PayoutRuntime runtime;
    private SftpDesk sftp;

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
        set("http.port", "0");
        if ("postgresql".equals(System.getProperty("ledger.database"))) {
            onPostgres();
        }
    }

    Journey(Path folder) {
        this(folder, SandboxOptions.builder().settleMillis(50).build());
    }

    Journey set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** With a ledger that several instances may share. */
    Journey onPostgres() {
        return set("ledger.url", TestPostgres.newDatabase()).set("ledger.username", TestPostgres.USER);
    }

    /** The ledger, past the code under test. */
    Books books() {
        return new Books(settings.getOrDefault("ledger.url", "jdbc:sqlite:" + folder.resolve("ledger.db")));
    }

    Journey unset(String key) {
        settings.remove(key);
        return this;
    }

    Map<String, String> settings() {
        return Map.copyOf(settings);
    }

    /** With an SFTP server beside the folder. */
    Journey withSftp() {
        sftp = new SftpDesk(folder);
        settings.putAll(sftp.settings());
        return this;
    }

    SftpDesk sftp() {
        return sftp;
    }

    /** With a sender, whose profile says this beside its inbox, {@code NAME/inbox} in the folder of the journey. */
    Journey withSender(String name, String profile) {
        return withSender(name, folder.resolve(name).resolve("outbox"), "inbox: " + inbox(name) + "\n" + profile);
    }

    /** With a sender of this profile, who finds the answers there. */
    Journey withSender(String name, Path outbox, String profile) {
        try {
            Files.writeString(Files.createDirectories(folder.resolve("senders")).resolve(name + ".yaml"), profile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outboxes.put(name, outbox);
        return this;
    }

    Path inbox(String sender) {
        return folder.resolve(sender).resolve("inbox");
    }

    /** Where that sender finds the answers; null finds them in the common outbox, and so does one without a profile. */
    Path outboxOf(String sender) {
        return outboxes.getOrDefault(sender, folder.resolve("outbox"));
    }

    /** Waits for an answer to a sender and gives its text. */
    String answer(String sender, String name) {
        return answer(outboxOf(sender).resolve(name));
    }

    Journey start() {
        try {
            runtime = PayoutRuntime.start(Settings.load(Purpose.RUN, folder.resolve("application.properties"), Map.of(), settings));
            return this;
        } catch (SettingsRefused e) {
            throw new IllegalStateException(e);
        }
    }

    /** The ledger, for a test that leaves in it what an interrupted process would. */
    Ledger ledger() {
        try {
            return PayoutRuntime.openLedger(Settings.load(Purpose.RUN, folder.resolve("application.properties"), Map.of(), settings),
                    Ledger.Access.OWNER);
        } catch (SettingsRefused e) {
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

    List<Drop> drops() {
        return List.copyOf(drops);
    }

    /** Drops a file as a careful sender does: written aside, then renamed. */
    void drop(String name, String content) {
        drop(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void drop(String name, byte[] content) {
        place(folder.resolve("inbox"), new Drop(name, content));
    }

    /** The same where the inbox is elsewhere. */
    void dropIn(Path inbox, String name, String content) {
        dropIn(inbox, name, content.getBytes(StandardCharsets.UTF_8));
    }

    void dropIn(Path inbox, String name, byte[] content) {
        place(inbox, new Drop(name, content));
    }

    /** The same at the SFTP server. */
    void upload(String name, String content) {
        upload(name, content.getBytes(StandardCharsets.UTF_8));
    }

    void upload(String name, byte[] content) {
        place(sftp.folder("inbox"), new Drop(name, content));
    }

    private void place(Path inbox, Drop drop) {
        drops.add(drop);
        drop.placeIn(inbox);
    }

    /** Remembers a file that a test wrote into an inbox by itself. */
    void dropped(String name, byte[] content) {
        drops.add(new Drop(name, content));
    }

    /** Waits for an answer in the outbox and gives its text. */
    String answer(String name) {
        return answer(folder.resolve("outbox").resolve(name));
    }

    String answer(Path file) {
        eventually(() -> assertThat(file).as("answers there: %s", outbox()).exists());
        return read(file);
    }

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).ignoreExceptionsInstanceOf(SQLException.class).untilAsserted(assertion);
    }

    /** The data rows of a CSV answer, each as header to cell. */
    List<Map<String, String>> rows(String name) {
        return Drop.csv(answer(name));
    }

    /** Waits until every drop is answered and delivered everywhere, then compares all there is. */
    void audit() {
        new Auditor(this).audit();
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
