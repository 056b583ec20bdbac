package dev.djamopayouts.journey;

import dev.djamopayouts.sandbox.SftpSandbox;
import dev.djamopayouts.sandbox.SftpSandboxOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An SFTP server with an inbox, as a bank or a payroll office runs it: it can go away and come back on the same port. */
final class SftpDesk implements AutoCloseable {

    static final String USER = "paie";
    static final String PASSWORD = "p@ss+w%rd & #?1";

    private final Path folder;
    private SftpSandboxOptions options;
    private SftpSandbox server;

    SftpDesk(Path folder) {
        this.folder = folder;
        Path root = folder.resolve("sftp");
        try {
            Files.createDirectories(root.resolve("payouts/inbox"));
            options = SftpSandboxOptions.of(root, folder.resolve("hostkey"), USER, PASSWORD);
            open(UnaryOperator.identity());
            Files.writeString(knownHosts(), server.knownHostsLine() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens again where it was, set up otherwise. */
    void open(UnaryOperator<SftpSandboxOptions> change) {
        options = change.apply(options);
        server = SftpSandbox.start(options);
        options = options.withPort(server.port());
    }

    Map<String, String> settings() {
        return Map.of("sftp.uri", "sftp://127.0.0.1:" + server.port() + "/payouts/inbox", "sftp.username", USER,
                "sftp.password", PASSWORD, "sftp.known-hosts-file", knownHosts().toString());
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    SftpSandbox server() {
        return server;
    }

    /** A folder beside the inbox, as the server keeps it. */
    Path folder(String name) {
        return folder.resolve("sftp/payouts").resolve(name);
    }

    /** Writes a file into the inbox that nobody is to answer. */
    Path put(String name, String content) {
        try {
            return Files.writeString(folder("inbox").resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
