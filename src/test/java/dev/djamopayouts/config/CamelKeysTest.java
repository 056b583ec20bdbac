package dev.djamopayouts.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel 4.18 makes of the keys it is given. */
class CamelKeysTest {

    @TempDir
    Path folder;

    @Test
    void everySettingIsThereUnderItsKeyAndUnsetOnesAreAbsent() throws Exception {
        Properties keys = load(Map.of("payouts.data", folder.toString())).forCamel();

        assertThat(keys).containsEntry("payouts.inbox", folder + "/inbox").containsEntry("payouts.mode", "single")
                .containsEntry("payouts.home", Path.of("").toAbsolutePath().toString())
                .containsEntry("camel.main.routes-include-pattern",
                        "file:" + Path.of("routes").toAbsolutePath() + "/*.camel.yaml")
                .containsEntry("camel.main.name", "djamo-payouts").containsEntry("camel.main.shutdown-timeout", "30")
                .containsEntry("camel.management.host", "127.0.0.1").containsEntry("camel.management.port", "9876")
                .containsEntry("sftp.enabled", "false")
                .doesNotContainKeys("djamo.access-token", "sftp.uri", "sftp.host", "sftp.inbox");
    }

    @Test
    void theOperatorsOwnKeysPassAndReplaceDerivedOnesHoweverTheyAreSpelt() throws Exception {
        Properties keys = load(Map.of("my.own", "x", "camel.management.host", "0.0.0.0",
                "camel.main.routesIncludePattern", "file:elsewhere/*")).forCamel();

        assertThat(keys).containsEntry("my.own", "x").containsEntry("camel.management.host", "0.0.0.0")
                .containsEntry("camel.main.routesIncludePattern", "file:elsewhere/*")
                .doesNotContainKey("camel.main.routes-include-pattern");
    }

    @Test
    void theSftpKeysMakeTheEndpointThatWasMeant() throws Exception {
        Properties keys = load(sftp("sftp://bank.test:2222/payouts/inbox/")).forCamel();

        assertThat(keys).containsEntry("sftp.enabled", "true").containsEntry("sftp.host", "bank.test")
                .containsEntry("sftp.port", "2222").containsEntry("sftp.inbox", "payouts/inbox")
                .containsEntry("sftp.outbox", "payouts/outbox");
        assertThat(load(sftp("sftp://bank.test/in")).forCamel()).containsEntry("sftp.port", "22")
                .containsEntry("sftp.outbox", "outbox");
        assertThat(directoryOf("sftp:bank.test:2222/payouts/inbox")).isEqualTo("payouts/inbox");
    }

    /** Why {@link SftpAddress} refuses a path from the root. */
    @Test
    void stockCamelSilentlyCountsAPathFromTheRootFromTheLoginFolder() throws Exception {
        assertThat(directoryOf("sftp:bank.test:2222//srv/inbox")).isEqualTo("srv/inbox");
    }

    @Test
    void healthAndMetricsAnswerUnderObserve() throws Exception {
        int port = freePort();
        Main main = new Main();
        main.setPropertyPlaceholderLocations("false");
        main.setInitialProperties(load(Map.of("camel.management.port", Integer.toString(port),
                "camel.main.auto-configuration-fail-fast", "true",
                "camel.main.routes-include-pattern", "file:" + folder + "/*.camel.yaml")).forCamel());
        main.start();
        try {
            assertThat(get(port, "/observe/health").body()).contains("\"status\"");
            assertThat(get(port, "/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(get(port, "/observe/metrics").body()).contains("camel_");
            assertThat(main.getCamelContext().getName()).isEqualTo("djamo-payouts");
        } finally {
            main.stop();
        }
    }

    private static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).version(HttpClient.Version.HTTP_1_1)
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String directoryOf(String uri) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            return camel.getEndpoint(uri, SftpEndpoint.class).getConfiguration().getDirectory();
        }
    }

    private static Map<String, String> sftp(String uri) {
        Map<String, String> given = new HashMap<>();
        given.put("sftp.uri", uri);
        given.put("sftp.username", "ann");
        given.put("sftp.password", "hush");
        given.put("sftp.strict-host-key", "false");
        return given;
    }

    private Settings load(Map<String, String> overrides) throws SettingsRefused {
        return Settings.load(folder.resolve("absent.properties"), Map.of(), overrides);
    }
}
