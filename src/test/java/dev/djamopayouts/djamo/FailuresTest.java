package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Failures told apart over real sockets: only where no connection came about is it sure that nothing was sent. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FailuresTest {

    @TempDir
    Path folder;

    @Test
    void a_refused_connection_is_not_reached() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0)) {
            port = gone.getLocalPort();
        }
        assertThat(transfer("http://127.0.0.1:" + port)).isEqualTo(Meaning.NOT_REACHED);
    }

    @Test
    void an_unknown_host_is_not_reached() {
        assertThat(transfer("http://djamo.invalid")).isEqualTo(Meaning.NOT_REACHED);
    }

    @Test
    void a_connection_that_does_not_come_about_in_time_is_not_reached() throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket one = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket two = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(one.isConnected() && two.isConnected()).isTrue();
            assertThat(transfer("http://127.0.0.1:" + full.getLocalPort())).isEqualTo(Meaning.NOT_REACHED);
        }
    }

    @Test
    void a_failed_tls_handshake_is_not_reached_since_no_request_left() throws Exception {
        try (ServerSocket server = withUntrustedCertificate().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
                Line line = new Line("https://127.0.0.1:" + server.getLocalPort())) {
            Thread accepting = new Thread(() -> acceptAndReadAll(server));
            accepting.setDaemon(true);
            accepting.start();
            Answer<Transaction> answer = line.transfer("R", Sample.MSISDN);
            assertThat(answer.meaning()).isEqualTo(Meaning.NOT_REACHED);
            assertThat(answer.text()).startsWith("SSLHandshakeException");
        }
    }

    private static void acceptAndReadAll(ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client hangs up: that is the test.
            Thread.onSpinWait();
        }
    }

    private SSLServerSocketFactory withUntrustedCertificate() throws Exception {
        Path store = folder.resolve("keys.p12");
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "a",
                "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", "changeit")
                .redirectErrorStream(true).start().waitFor();
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }

    @Test
    void a_connection_reset_after_the_request_is_lost_and_the_request_went_once() {
        try (RawServer server = new RawServer(socket -> socket.setSoLinger(true, 0))) {
            assertThat(transfer(server.baseUrl())).isEqualTo(Meaning.LOST);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void a_connection_that_ends_without_an_answer_is_lost_and_the_request_went_once() {
        try (RawServer server = RawServer.answering("")) {
            assertThat(transfer(server.baseUrl())).isEqualTo(Meaning.LOST);
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_lost() {
        try (RawServer server = new RawServer(socket -> assertThat(socket.getInputStream().read()).isEqualTo(-1))) {
            assertThat(transfer(server.baseUrl())).isEqualTo(Meaning.LOST);
            assertThat(server.requests).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 201 x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{", "HTTP/1.1 201 x\r\nX-Slow: "})
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void an_answer_that_trickles_without_end_is_lost_in_time(String begins) {
        try (RawServer server = new RawServer(socket -> trickle(socket, begins)); Line line = new Line(server.baseUrl())) {
            Answer<Transaction> answer = line.transfer("R", Sample.MSISDN);
            assertThat(answer.meaning()).isEqualTo(Meaning.LOST);
            assertThat(answer.text()).contains("no whole answer within 1700 ms");
            assertThat(server.requests).hasSize(1);
        }
    }

    @Test
    @Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void an_answer_that_grows_too_long_and_then_trickles_without_end_is_lost_in_time() {
        String chunk = "20000\r\n" + "x".repeat(0x20000) + "\r\n";
        try (RawServer server = new RawServer(socket -> trickle(socket, "HTTP/1.1 201 x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(9)
                + "fffff\r\n")); Line line = new Line(server.baseUrl())) {
            assertThat(line.transfer("R", Sample.MSISDN).meaning()).isEqualTo(Meaning.LOST);
        }
    }

    /** A byte every tenth of a second, until the other side goes away. */
    private static void trickle(Socket socket, String begins) throws IOException {
        socket.getOutputStream().write(begins.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(100);
        boolean there = true;
        while (there) {
            socket.getOutputStream().write(' ');
            try {
                there = socket.getInputStream().read() >= 0;
            } catch (SocketTimeoutException e) {
                there = true;
            }
        }
    }

    @Test
    void an_answer_cut_short_is_lost() {
        for (String answer : new String[] {"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":\"txn_1\"}", "HTTP/1.1 2", "rubbish\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 201 Created\r\nContent-Encoding: gzip\r\n"
                + "Content-Length: 4\r\nConnection: close\r\n\r\nnope"}) {
            try (RawServer server = RawServer.answering(answer)) {
                assertThat(transfer(server.baseUrl())).as(answer).isEqualTo(Meaning.LOST);
                assertThat(server.requests).hasSize(1);
            }
        }
    }

    @Test
    void an_answer_without_end_is_given_up_and_lost() {
        byte[] block = "x".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
        try (RawServer server = new RawServer(socket -> {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"id\":\"".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 10_000; i++) {
                socket.getOutputStream().write(block);
            }
        }); Line line = new Line(server.baseUrl())) {
            Answer<Transaction> answer = line.transfer("R", Sample.MSISDN);
            assertThat(answer.meaning()).isEqualTo(Meaning.LOST);
            assertThat(answer.text()).contains("an answer of more than 1048576 bytes");
        }
    }

    @Test
    void a_redirect_is_not_followed_and_the_token_goes_nowhere_else() {
        try (RawServer other = RawServer.answering(RawServer.json(200, "", "{\"id\":\"txn_1\"}"));
                RawServer server = RawServer.answering(RawServer.json(307, "Location: " + other.baseUrl() + "/v1/transactions\r\n", "{}"))) {
            assertThat(transfer(server.baseUrl())).isEqualTo(Meaning.LOST);
            assertThat(other.requests).isEmpty();
        }
    }

    private static Meaning transfer(String baseUrl) {
        try (Line line = new Line(baseUrl)) {
            return line.transfer("R", Sample.MSISDN).meaning();
        }
    }
}
