package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/run} with a Maven that only says what it was asked: it runs the two commands of the README, and is red with either. */
class CiRunTest {

    @TempDir
    Path folder;

    @BeforeEach
    void putAMavenInTheWay() throws IOException {
        Path mvn = Files.writeString(folder.resolve("mvn"), """
                #!/bin/sh
                echo "asked: mvn $*"
                case " $* " in *" $FAILS "*) exit 1 ;; esac
                """);
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void itRunsTheTwoCommandsOfTheReadme() throws Exception {
        assertThat(run("nothing")).isEqualTo("0: mvn -q compile exec:java, mvn verify");
    }

    @Test
    void itIsRedWhereTheDemoFailsAndStopsThere() throws Exception {
        assertThat(run("exec:java")).isEqualTo("1: mvn -q compile exec:java");
    }

    @Test
    void itIsRedWhereATestFails() throws Exception {
        assertThat(run("verify")).isEqualTo("1: mvn -q compile exec:java, mvn verify");
    }

    /** Exit code and commands; -B only keeps Maven from asking and colouring. */
    private String run(String fails) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Path.of(".ci/run").toAbsolutePath().toString()).redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("FAILS", fails);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() + ": " + String.join(", ", output.lines().filter(line -> line.startsWith("asked: "))
                .map(line -> line.substring(7).replace("mvn -B ", "mvn ")).toList());
    }
}
