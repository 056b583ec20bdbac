package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: exit codes, signals, the environment. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest {

    @TempDir
    Path folder;

    private Process process;

    @AfterEach
    void leavesNoProcessBehind() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    @Test
    void theRuntimeSaysWhereItsHealthIsKeepsItsLedgerToItselfAndStopsCleanlyOnASignal() throws Exception {
        String ready = lineWith("ready in ", start(run("--set", "camel.management.port=0")));

        assertThat(ready).contains("inbox " + folder.resolve("inbox"));
        URI health = URI.create(ready.replaceFirst(".* health (http://\\S+)", "$1"));
        assertThat(health.getPort()).isPositive();
        assertThat(get(health).body()).contains("\"status\"", "UP");

        CommandRun second = CommandRun.of("run", "--set", "djamo.base-url=http://127.0.0.1:9", "--set", "payouts.data=" + folder,
                "--set", "camel.management.port=0", "--config", noSettings(), "--set", "djamo.access-token=at_second");
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("is in use by another djamo-payouts process; stop that one first").hasLineCount(1);

        process.destroy();
        assertThat(exitCode()).isZero();
    }

    /** Camel's own hook and ours would be two that stop it, and each could wait for the other until a time-out. */
    @Test
    void oneAloneStopsTheRuntimeOnASignal() throws Exception {
        Path logback = Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender"><encoder><pattern>%msg%n</pattern></encoder></appender>
                  <root level="INFO"><appender-ref ref="OUT"/></root>
                </configuration>""");
        ProcessBuilder run = run("--set", "camel.management.port=0");
        run.command().add(1, "-Dlogback.configurationFile=" + logback);
        BufferedReader reader = start(run);
        lineWith("ready in ", reader);
        // Process.destroy would close what it says.
        process.toHandle().destroy();
        String said = reader.lines().collect(Collectors.joining("\n"));
        assertThat(exitCode()).isZero();
        assertThat(said).contains("Routes stopped").doesNotContain("JVM shutdown hook");
    }

    @Test
    void aSignalInTheMiddleOfAStartWaitsForItAndStopsCleanly() throws Exception {
        start(run("--set", "camel.management.port=0"));
        Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> Files.exists(folder.resolve("ledger.db-wal")));
        process.destroy();
        assertThat(exitCode()).isZero();
        assertThat(folder.resolve("ledger.db-wal")).as("SQLite removes it where it is closed").doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aLocaleThatCannotNameEveryFileIsTold() throws Exception {
        ProcessBuilder run = run("--set", "camel.management.port=0");
        run.environment().put("LC_ALL", "C");
        assertThat(lineWith("warning: ", start(run))).contains("sun.jnu.encoding", "LC_ALL=C.UTF-8");
    }

    @Test
    void aPortThatIsTakenStopsTheStartInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String output = output(run("--set", "camel.management.port=" + taken.getLocalPort()));

            assertThat(output).startsWith("run failed: health and metrics cannot be served on 127.0.0.1:" + taken.getLocalPort())
                    .contains("give another camel.management.port").hasLineCount(1);
            assertThat(exitCode()).isEqualTo(1);
            assertThat(folder.resolve("ledger.db")).doesNotExist();
        }
    }

    @Test
    void theRuntimeSaysWhereWebhooksComeToAndAPortOfTheirsThatIsTakenStopsTheStart() throws Exception {
        String ready = lineWith("ready in ", start(withSecretKey("--set", "camel.management.port=0", "--set", "http.port=" + freePort())));
        URI webhooks = URI.create(ready.replaceFirst(".* webhooks (http://[^,]+),.*", "$1"));
        assertThat(webhooks.getPath()).isEqualTo("/webhooks/djamo");
        assertThat(get(webhooks).statusCode()).as("only a POST is taken").isEqualTo(405);
        assertThat(get(webhooks.resolve("/observe/health")).statusCode()).as("nothing else is served there").isEqualTo(404);
        process.destroy();
        assertThat(exitCode()).isZero();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(output(withSecretKey("--set", "camel.management.port=0", "--set", "http.port=" + taken.getLocalPort())))
                    .startsWith("run failed: webhooks cannot be served on 127.0.0.1:" + taken.getLocalPort()).contains("give another http.port");
        }
    }

    private ProcessBuilder withSecretKey(String... args) throws IOException {
        ProcessBuilder run = run(args);
        run.environment().put("DJAMO_SECRET_KEY", "a key that two share");
        return run;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aFolderWithoutRoutesStopsTheStart() throws Exception {
        ProcessBuilder run = run("--set", "camel.management.port=0").directory(folder.toFile());

        assertThat(output(run)).contains("there is no route file (*.camel.yaml) in " + folder.toRealPath().resolve("routes"));
        assertThat(exitCode()).isEqualTo(2);
    }

    @Test
    void theSandboxAnswersAndStopsCleanly() throws Exception {
        String line = lineWith("Djamo sandbox at ", start(java("sandbox", "--port", "0")));
        String baseUrl = line.replaceFirst(".* at (http://\\S+) .*", "$1");

        assertThat(get(URI.create(baseUrl + "/v1/balance")).statusCode()).isEqualTo(200);
        process.destroy();
        assertThat(exitCode()).isZero();
    }

    @Test
    void refusedSettingsEndTheProcessWithTwoOnStandardErrorOnly() throws Exception {
        ProcessBuilder run = java("run");
        run.environment().remove("DJAMO_ACCESS_TOKEN");
        run.environment().put("DJAMO_BASE_URL", "http://example.test");
        process = run.redirectErrorStream(false).start();

        assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("djamo.base-url = http://example.test (environment DJAMO_BASE_URL)", "djamo.access-token");
        assertThat(process.getInputStream().readAllBytes()).isEmpty();
        assertThat(exitCode()).isEqualTo(2);
    }

    private static ProcessBuilder java(String... args) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-cp",
                System.getProperty("java.class.path"), DjamoPayouts.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    private BufferedReader start(ProcessBuilder builder) throws IOException {
        process = builder.start();
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private String output(ProcessBuilder builder) throws IOException {
        process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String lineWith(String text, BufferedReader reader) throws IOException {
        StringBuilder before = new StringBuilder();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.contains(text)) {
                return line;
            }
            before.append(line).append('\n');
        }
        throw new AssertionError("the process ended without saying '" + text + "':\n" + before);
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }

    private ProcessBuilder run(String... settings) {
        List<String> args = new ArrayList<>(List.of("run", "--set", "djamo.base-url=http://127.0.0.1:9", "--set",
                "payouts.data=" + folder, "--set", "http.port=0"));
        args.addAll(List.of(settings));
        ProcessBuilder run = java(args.toArray(String[]::new));
        run.environment().put("DJAMO_ACCESS_TOKEN", "at_process_test_token");
        return run;
    }

    private String noSettings() throws IOException {
        return Files.writeString(folder.resolve("none.properties"), "").toString();
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).header("Authorization", "Bearer at_sandbox").build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
