package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jcraft.jsch.JSchException;
import dev.djamopayouts.sandbox.SftpSandbox;
import dev.djamopayouts.sandbox.SftpSandboxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a plain {@code from("sftp:…")} does at a real server that has one file. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StockSftpTest {

    private static final String CONSUMER = "&noop=true&initialDelay=0&delay=50";
    private static final String STRICT = "&strictHostKeyChecking=yes";

    @TempDir
    Path folder;

    private final CamelContext camel = new DefaultCamelContext();
    private SftpSandbox server;

    @BeforeEach
    void starts() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("root/inbox")).resolve("paie.csv"), "rows");
        server = SftpSandbox.start(SftpSandboxOptions.of(folder.resolve("root"), folder.resolve("hostkey"), "paie", "secret"));
        camel.start();
    }

    @AfterEach
    void stops() {
        camel.stop();
        server.close();
    }

    private String inbox(String knownHosts, String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), knownHosts);
        return "sftp://127.0.0.1:" + server.port() + "/inbox?username=paie&password=secret&useUserKnownHostsFile=false&knownHostsFile=" + file;
    }

    private Exchange receive(String uri) {
        return camel.createConsumerTemplate().receive(uri, 1_500);
    }

    /** @see dev.djamopayouts.journey.SftpTroubleJourneyTest#a_server_that_nobody_vouched_for_is_refused_and_its_files_wait() */
    @Test
    void stock_camel_logs_in_at_a_server_that_nobody_vouched_for() throws IOException {
        String uri = inbox("", "unknown") + CONSUMER;
        assertThat(camel.getEndpoint(uri, SftpEndpoint.class).getConfiguration().getStrictHostKeyChecking()).isEqualTo("no");
        assertThat(receive(uri)).isNotNull();
    }

    @Test
    void a_strict_endpoint_logs_in_where_somebody_vouched_and_nowhere_else() throws IOException {
        String nobody = inbox("", "unknown") + STRICT;
        assertThatThrownBy(() -> send(nobody)).rootCause().isInstanceOf(JSchException.class).hasMessageContaining("HostKey");
        assertThat(folder.resolve("root/inbox/sent.csv")).doesNotExist();
        send(inbox(server.knownHostsLine() + "\n", "known") + STRICT);
        assertThat(folder.resolve("root/inbox/sent.csv")).exists();
    }

    private void send(String uri) {
        camel.createProducerTemplate().sendBodyAndHeader(uri, "rows", Exchange.FILE_NAME, "sent.csv");
    }

    /** With a lock that waits for an age of an hour nothing may be taken; ours is no lock but a filter. */
    @Test
    void a_read_lock_that_sftp_does_not_know_is_silently_none_and_our_filter_waits() throws IOException {
        String consumer = inbox(server.knownHostsLine() + "\n", "known") + CONSUMER;
        String lock = consumer + "&readLockMinAge=3600000&readLockTimeout=300&readLockCheckInterval=50&readLock=";
        assertThat(receive(lock + "changed")).isNull();
        for (String unknown : List.of("idempotent-changed", "markerFile", "chnaged")) {
            assertThat(receive(lock + unknown)).as(unknown).isNotNull();
        }
        camel.getRegistry().bind("complete", CompleteFiles.overSftp(3_600_000));
        assertThat(receive(consumer + "&filter=#complete")).isNull();
    }
}
