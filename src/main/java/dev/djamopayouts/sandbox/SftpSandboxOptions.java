package dev.djamopayouts.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * How an SFTP server for the demo and for tests is set up.
 *
 * @param root the folder that the user sees as "/"; made when absent
 * @param hostKeyFile where the host key is kept; made when absent, so that the next start shows the same key
 * @param username the one user
 * @param password of that user; null admits no password
 * @param authorizedKeys public keys of that user, as lines of an OpenSSH authorized_keys file; may be empty
 * @param host address to bind, loopback unless told otherwise
 * @param port 0 takes any free port
 * @param maxSessions connections at once; further ones are refused
 */
public record SftpSandboxOptions(Path root, Path hostKeyFile, String username, String password, List<String> authorizedKeys,
        String host, int port, int maxSessions) {

    /** @throws IllegalArgumentException naming the option that is out of range */
    public SftpSandboxOptions {
        Objects.requireNonNull(root, "root");
        Objects.requireNonNull(hostKeyFile, "hostKeyFile");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(host, "host");
        authorizedKeys = List.copyOf(authorizedKeys);
        if (password == null && authorizedKeys.isEmpty()) {
            throw new IllegalArgumentException("password and authorizedKeys are both absent: nobody could log in");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
        }
        if (maxSessions < 1 || maxSessions > 1_000) {
            throw new IllegalArgumentException("maxSessions must be 1 to 1000, not " + maxSessions);
        }
    }

    /** Password only, loopback, any free port, 50 sessions. */
    public static SftpSandboxOptions of(Path root, Path hostKeyFile, String username, String password) {
        return new SftpSandboxOptions(root, hostKeyFile, username, password, List.of(), "127.0.0.1", 0, 50);
    }

    public SftpSandboxOptions withAuthorizedKeys(List<String> lines) {
        return new SftpSandboxOptions(root, hostKeyFile, username, password, lines, host, port, maxSessions);
    }

    /** Null admits no password, only keys. */
    public SftpSandboxOptions withPassword(String value) {
        return new SftpSandboxOptions(root, hostKeyFile, username, value, authorizedKeys, host, port, maxSessions);
    }

    public SftpSandboxOptions withHostKeyFile(Path value) {
        return new SftpSandboxOptions(root, value, username, password, authorizedKeys, host, port, maxSessions);
    }

    public SftpSandboxOptions withHost(String value) {
        return new SftpSandboxOptions(root, hostKeyFile, username, password, authorizedKeys, value, port, maxSessions);
    }

    public SftpSandboxOptions withPort(int value) {
        return new SftpSandboxOptions(root, hostKeyFile, username, password, authorizedKeys, host, value, maxSessions);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SftpSandboxOptions[" + username + "@" + host + ":" + port + " " + root + "]";
    }
}
