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
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class InstallationTest {

    @TempDir
    Path folder;

    @Test
    void theScriptPaysTheSampleWhereverItIsStarted() throws Exception {
        Path home = folder.resolve("installed here");
        copy(Path.of("src/main/dist/bin"), home.resolve("bin"));
        copy(Path.of("routes"), home.resolve("routes"));
        jar(Files.createDirectories(home.resolve("lib")).resolve("djamo-payouts.jar"));

        Process demo = new ProcessBuilder(home.resolve("bin/djamo-payouts").toString(), "demo", "--rows", "12")
                .directory(folder.toFile()).redirectErrorStream(true).start();
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(output).contains("ok   all 12 rows came back in the result, each once", "done in ");
        assertThat(demo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(demo.exitValue()).isZero();

        ProcessBuilder next = new ProcessBuilder(home.resolve("bin/djamo-payouts").toString(), "--version").redirectErrorStream(true);
        next.environment().put("JAVA_OPTS", "-Xlog:class+load:stdout");
        Process version = next.start();
        assertThat(new String(version.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).contains("djamo-payouts ",
                "source: shared objects file (top)");
        assertThat(version.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(home.resolve("lib").toFile().list()).hasSize(2).anyMatch(name -> name.endsWith(".jsa"));
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
