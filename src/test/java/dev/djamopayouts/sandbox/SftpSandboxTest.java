package dev.djamopayouts.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.KeyPair;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpSandboxTest {
    @TempDir
    private Path folder;
    private SftpSandbox sandbox;

    @BeforeEach
    void start() {
        sandbox = SftpSandbox.start(options());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private SftpSandboxOptions options() {
        return SftpSandboxOptions.of(folder.resolve("root"), folder.resolve("host.key"), "djamo", "right password");
    }

    /** Trusts what {@code knownHostsLine()} says and nothing else. */
    private static Session session(SftpSandbox server, String knownHostsLine, JSch jsch, String password) throws JSchException {
        jsch.setKnownHosts(new ByteArrayInputStream((knownHostsLine + "\n").getBytes(StandardCharsets.UTF_8)));
        Session session = jsch.getSession("djamo", "127.0.0.1", server.port());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", password == null ? "publickey" : "password");
        session.setPassword(password);
        session.connect(5_000);
        return session;
    }

    private Session withPassword() throws JSchException {
        return session(sandbox, sandbox.knownHostsLine(), new JSch(), "right password");
    }

    private static ChannelSftp sftp(Session session) throws JSchException {
        ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
        channel.connect(5_000);
        return channel;
    }

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_file_is_uploaded_listed_renamed_and_read_back_with_a_password() throws Exception {
        Session session = withPassword();
        ChannelSftp sftp = sftp(session);
        sftp.mkdir("/inbox");
        sftp.put(text("reference,msisdn,amount"), "/inbox/salaires été.csv.part");
        sftp.rename("/inbox/salaires été.csv.part", "/inbox/salaires été.csv");

        assertThat(sftp.ls("/inbox")).extracting(ChannelSftp.LsEntry::getFilename).contains("salaires été.csv")
                .doesNotContain("salaires été.csv.part");
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        sftp.get("/inbox/salaires été.csv", read);
        assertThat(read).hasToString("reference,msisdn,amount");
        assertThat(folder.resolve("root/inbox/salaires été.csv")).hasContent("reference,msisdn,amount");
        session.disconnect();
    }

    @Test
    void a_key_opens_it_and_another_key_does_not() throws Exception {
        Path good = folder.resolve("good");
        Path other = folder.resolve("other");
        String line = writeKey(good, "a passphrase");
        writeKey(other, "a passphrase");
        try (SftpSandbox keysOnly = SftpSandbox.start(options().withAuthorizedKeys(List.of(line)).withPassword(null))) {
            JSch right = new JSch();
            right.addIdentity(good.toString(), "a passphrase");
            Session session = session(keysOnly, keysOnly.knownHostsLine(), right, null);
            sftp(session).put(text("x"), "/by-key.csv");
            session.disconnect();
            assertThat(folder.resolve("root/by-key.csv")).hasContent("x");

            JSch wrong = new JSch();
            wrong.addIdentity(other.toString(), "a passphrase");
            assertThatThrownBy(() -> session(keysOnly, keysOnly.knownHostsLine(), wrong, null)).hasMessageContaining("Auth fail");
            assertThatThrownBy(() -> session(keysOnly, keysOnly.knownHostsLine(), new JSch(), "right password"))
                    .hasMessageContaining("Auth fail");
        }
    }

    private static String writeKey(Path file, String passphrase) throws Exception {
        KeyPair pair = KeyPair.genKeyPair(new JSch(), KeyPair.RSA, 2048);
        pair.writePrivateKey(file.toString(), passphrase.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        pair.writePublicKey(line, "test");
        return line.toString(StandardCharsets.UTF_8).trim();
    }

    @Test
    void a_wrong_password_does_not_open_it() {
        assertThatThrownBy(() -> session(sandbox, sandbox.knownHostsLine(), new JSch(), "wrong password")).hasMessageContaining("Auth fail");
    }

    @Test
    void the_host_key_stays_the_same_over_a_restart_on_the_same_port() throws Exception {
        String line = sandbox.knownHostsLine();
        int port = sandbox.port();
        assertThat(line).matches("\\[127\\.0\\.0\\.1]:" + port + " ecdsa-sha2-nistp256 [A-Za-z0-9+/=]+");
        withPassword();
        sandbox.close();

        sandbox = SftpSandbox.start(options().withPort(port));

        assertThat(sandbox.knownHostsLine()).isEqualTo(line);
        session(sandbox, line, new JSch(), "right password").disconnect();
    }

    @Test
    void another_host_key_on_the_same_port_is_noticed_by_a_strict_client() throws Exception {
        String line = sandbox.knownHostsLine();
        int port = sandbox.port();
        sandbox.close();

        sandbox = SftpSandbox.start(options().withPort(port).withHostKeyFile(folder.resolve("another.key")));

        assertThat(sandbox.knownHostsLine()).isNotEqualTo(line);
        assertThatThrownBy(() -> session(sandbox, line, new JSch(), "right password")).hasMessageContaining("HostKey has been changed");
    }

    @Test
    void dropped_connections_are_broken_for_the_client_and_new_ones_are_admitted() throws Exception {
        Session session = withPassword();
        ChannelSftp sftp = sftp(session);
        assertThat(sandbox.openConnections()).isEqualTo(1);

        sandbox.dropConnections();

        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> !session.isConnected() && sandbox.openConnections() == 0);
        assertThatThrownBy(() -> sftp.ls("/")).isInstanceOf(SftpException.class);
        Session next = withPassword();
        assertThat(sftp(next).ls("/")).isNotNull();
        next.disconnect();
    }

    @Test
    void nothing_above_the_root_can_be_read() throws Exception {
        Files.writeString(folder.resolve("outside.txt"), "secret");
        Session session = withPassword();
        ChannelSftp sftp = sftp(session);

        assertThatThrownBy(() -> sftp.get("/../outside.txt", new ByteArrayOutputStream())).isInstanceOf(SftpException.class);
        assertThatThrownBy(() -> sftp.get(folder.resolve("outside.txt").toString(), new ByteArrayOutputStream()))
                .isInstanceOf(SftpException.class);
        session.disconnect();
    }

    @Test
    void there_is_no_shell() throws Exception {
        Session session = withPassword();
        ChannelExec exec = (ChannelExec) session.openChannel("exec");
        exec.setCommand("id");
        assertThatThrownBy(() -> exec.connect(5_000)).isInstanceOf(JSchException.class);
        session.disconnect();
    }

    @Test
    void a_port_that_is_taken_stops_the_start_with_a_clear_message() {
        assertThatThrownBy(() -> SftpSandbox.start(options().withPort(sandbox.port())))
                .isInstanceOf(UncheckedIOException.class).hasCauseInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + sandbox.port());
    }

    @Test
    void a_server_that_nobody_could_enter_is_refused() {
        assertThatThrownBy(() -> options().withPassword(null)).hasMessageContaining("nobody could log in");
    }
}
