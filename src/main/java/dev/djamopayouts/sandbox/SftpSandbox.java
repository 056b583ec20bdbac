package dev.djamopayouts.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.pubkey.RejectAllPublickeyAuthenticator;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/**
 * A real SFTP server on a folder: one user, SFTP only (no shell, no forwarding), nothing above the root can be reached.
 * For another host key on the same port, close it and start a second one with another key file.
 */
public final class SftpSandbox implements AutoCloseable {
    private static final int IO_THREADS = 2;
    /** ECDSA comes with the JDK and every client knows it; Ed25519 would need one more library. */
    private static final String HOST_KEY_ALGORITHM = KeyUtils.EC_ALGORITHM;
    private static final int HOST_KEY_BITS = 256;

    private final SftpSandboxOptions options;
    private final SshServer server;
    private final KeyPair hostKey;

    private SftpSandbox(SftpSandboxOptions options) throws IOException, GeneralSecurityException {
        this.options = options;
        Files.createDirectories(options.root());
        if (options.hostKeyFile().toAbsolutePath().getParent() != null) {
            Files.createDirectories(options.hostKeyFile().toAbsolutePath().getParent());
        }
        SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(options.hostKeyFile());
        keys.setAlgorithm(HOST_KEY_ALGORITHM);
        keys.setKeySize(HOST_KEY_BITS);
        this.hostKey = keys.loadKeys(null).get(0);
        this.server = SshServer.setUpDefaultServer();
        server.setHost(options.host());
        server.setPort(options.port());
        server.setNioWorkers(IO_THREADS);
        server.setKeyPairProvider(session -> List.of(hostKey));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
        server.setFileSystemFactory(new VirtualFileSystemFactory(options.root().toRealPath()));
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, options.maxSessions());
        admitTheUser();
    }

    private void admitTheUser() throws IOException, GeneralSecurityException {
        List<PublicKey> authorized = new ArrayList<>();
        for (String line : options.authorizedKeys()) {
            AuthorizedKeyEntry entry = AuthorizedKeyEntry.parseAuthorizedKeyEntry(line);
            if (entry != null) {
                authorized.add(entry.resolvePublicKey(null, PublicKeyEntryResolver.FAILING));
            }
        }
        server.setPasswordAuthenticator((user, password, session) -> user.equals(options.username()) && isThePassword(password));
        server.setKeyboardInteractiveAuthenticator(KeyboardInteractiveAuthenticator.NONE);
        server.setPublickeyAuthenticator(authorized.isEmpty() ? RejectAllPublickeyAuthenticator.INSTANCE
                : (user, key, session) -> user.equals(options.username()) && KeyUtils.findMatchingKey(key, authorized) != null);
    }

    private boolean isThePassword(String password) {
        return options.password() != null && MessageDigest.isEqual(
                password.getBytes(StandardCharsets.UTF_8), options.password().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Starts one and returns when it takes connections.
     *
     * @throws UncheckedIOException when it can not bind, or the root or the host key can not be made or read
     * @throws IllegalArgumentException when an authorised key can not be read
     */
    public static SftpSandbox start(SftpSandboxOptions options) {
        try {
            SftpSandbox sandbox = new SftpSandbox(options);
            sandbox.listen();
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException("the SFTP sandbox can not start on " + options.host() + ":" + options.port()
                    + " with root " + options.root() + " and host key " + options.hostKeyFile() + ": " + e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("an authorised key or the host key " + options.hostKeyFile()
                    + " can not be read: " + e.getMessage(), e);
        }
    }

    private void listen() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            // A server that could not bind has its threads already.
            server.stop(true);
            throw e;
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** The line that an OpenSSH known_hosts file needs to trust it: {@code [127.0.0.1]:PORT keytype base64}, without line end. */
    public String knownHostsLine() {
        return "[" + options.host() + "]:" + port() + " " + PublicKeyEntry.toString(hostKey.getPublic());
    }

    /** Connections that are open now. */
    public int openConnections() {
        return server.getActiveSessions().size();
    }

    /** Cuts every open connection at once, as a broken network would; new ones are admitted. */
    public void dropConnections() {
        for (AbstractSession session : server.getActiveSessions()) {
            session.close(true);
        }
    }

    /** Cuts every connection and frees the port. */
    @Override
    public void close() {
        try {
            server.stop(true);
        } catch (IOException e) {
            throw new UncheckedIOException("the SFTP sandbox on port " + port() + " can not stop", e);
        }
    }
}
