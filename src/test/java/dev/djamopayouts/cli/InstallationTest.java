package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder as it is packaged, with script, libraries and routes, started from somewhere else as operators do. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstallationTest {

    @TempDir
    Path folder;

    @Test
    void theScriptPaysTheSampleWhereverItIsStarted() throws Exception {
        Path home = installed();

        Process demo = new ProcessBuilder(home.resolve("bin/djamo-payouts").toString(), "demo", "--rows", "12")
                .directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains("ok   all 12 rows came back in the result, each once", "done in ");
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();
    }

    @Test
    void whatIsPreparedEveryStartTakes() throws Exception {
        Path home = installed();
        String prepared = output(home, "prepare");
        assertThat(prepared).contains("running the demo", "kept ", "every start takes them");
        assertThat(home.resolve("lib").toFile().list()).hasSize(2).anyMatch(name -> name.endsWith(".jsa"));
        assertThat(output(home, "--version", "JAVA_OPTS", "-Xlog:class+load:stdout")).contains("source: shared objects file (top)");
    }

    @Test
    void whatJavaDoesNotKeepLeavesEverythingAsItWas() throws Exception {
        Path home = installed();
        assertThat(output(home, "prepare", "JAVA_TOOL_OPTIONS", "-XX:SharedArchiveFile=" + folder.resolve("none")))
                .contains("prepare failed: classes are kept for an installation alone");
        assertThat(output(home, "prepare", "JAVA_OPTS", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0"))
                .contains("prepare failed: classes were not kept, and starts are what they were; demo ended with ");
        assertThat(home.resolve("lib").toFile().list()).containsExactly("djamo-payouts.jar");
    }

    private Path installed() throws IOException {
        Path home = folder.resolve("installed here");
        copy(Path.of("src/main/dist/bin"), home.resolve("bin"));
        copy(Path.of("routes"), home.resolve("routes"));
        jar(Files.createDirectories(home.resolve("lib")).resolve("djamo-payouts.jar"));
        return home;
    }

    /** What a command says; the environment has this beside. */
    private String output(Path home, String command, String... environment) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/djamo-payouts").toString(), command)
                .directory(folder.toFile()).redirectErrorStream(true);
        for (int i = 0; i < environment.length; i += 2) {
            builder.environment().put(environment[i], environment[i + 1]);
        }
        Process process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    /** Our classes, with the libraries of the test run named in the manifest instead of copied. */
    private static void jar(Path target) throws IOException {
        Path classes = Path.of("target/classes");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH,
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).filter(entry -> entry.endsWith(".jar"))
                        .map(entry -> Path.of(entry).toUri().toString()).collect(Collectors.joining(" ")));
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target), manifest);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(path -> !path.equals(classes)).toList()) {
                boolean directory = Files.isDirectory(file);
                out.putNextEntry(new ZipEntry(classes.relativize(file) + (directory ? "/" : "")));
                if (!directory) {
                    Files.copy(file, out);
                }
            }
        }
    }
}
