package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own can show: exit codes, signals, the environment, the start script. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ProcessTest {

    private static final Path SCRIPT = Path.of("src/main/dist/bin/djamo-payouts").toAbsolutePath();

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
    void aSignalStopsTheRuntimeCleanlyWithExitCodeZero() throws Exception {
        ProcessBuilder run = java("run", "--set", "djamo.base-url=http://127.0.0.1:9", "--set", "payouts.data=" + folder,
                "--set", "http.port=0", "--set", "camel.management.port=" + freePort());
        run.environment().put("DJAMO_ACCESS_TOKEN", "at_process_test_token");

        assertThat(lineWith("ready in ", start(run))).contains("inbox " + folder.resolve("inbox"), "/observe/health");
        process.destroy();

        assertThat(exitCode()).isZero();
    }

    @Test
    void theSandboxAnswersAndStopsCleanly() throws Exception {
        String line = lineWith("Djamo sandbox at ", start(java("sandbox", "--port", "0")));
        String baseUrl = line.replaceFirst(".* at (http://\\S+) .*", "$1");

        HttpResponse<String> balance = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create(baseUrl + "/v1/balance"))
                        .header("Authorization", "Bearer at_sandbox").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(balance.statusCode()).isEqualTo(200);
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

    @Test
    void theScriptRefusesAnOldJava() throws Exception {
        fakeJava("java version \"1.8.0_401\"");
        assertThat(script()).contains("needs Java 17 or newer; PATH has version 1");
        assertThat(exitCode()).isEqualTo(2);

        fakeJava("openjdk version \"11.0.2\" 2019-01-15");
        assertThat(script()).contains("PATH has version 11");
        assertThat(exitCode()).isEqualTo(2);
    }

    @Test
    void theScriptRefusesAJavaHomeWithoutJava() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(SCRIPT.toString(), "run").redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.toString());

        assertThat(output(builder)).contains("there is none in JAVA_HOME (" + folder + ")");
        assertThat(exitCode()).isEqualTo(2);
    }

    @Test
    void theScriptStartsJavaWithItsHomeAndMemoryAndWhatTheOperatorAdds() throws Exception {
        fakeJava("openjdk version \"17-ea\" 2021-09-14");

        Path home = SCRIPT.getParent().getParent();
        assertThat(script()).contains("-Xmx512m -Dpayouts.home=" + home + " -Xmx2g -Da=b -cp " + home
                + "/lib/* dev.djamopayouts.cli.DjamoPayouts validate [a file.csv]");
        assertThat(exitCode()).isZero();
    }

    /** Runs the script through a link, as an operator in /usr/local/bin has it. */
    private String script() throws Exception {
        Path link = folder.resolve("linked");
        Files.createSymbolicLink(link, SCRIPT);
        ProcessBuilder builder = new ProcessBuilder(link.toString(), "validate", "a file.csv").redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("JAVA_OPTS", "-Xmx2g -Da=b");
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        String output = output(builder);
        Files.delete(link);
        return output;
    }

    private void fakeJava(String versionLine) throws IOException {
        Path java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\nif [ \"$1\" = -version ]; then\n"
                + "  echo 'Picked up JAVA_TOOL_OPTIONS: -Dversion=\"5\"' >&2\n  echo '" + versionLine + "' >&2\n"
                + "  exit 0\nfi\nwhile [ $# -gt 1 ]; do printf '%s ' \"$1\"; shift; done; echo \"[$1]\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
