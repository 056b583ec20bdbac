package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The start script with a Java that only says what it was started with. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StartScriptTest {

    private static final Path SCRIPT = Path.of("src/main/dist/bin/djamo-payouts").toAbsolutePath();

    @TempDir
    Path folder;

    private final Map<String, String> locale = new HashMap<>();

    private Process process;

    @AfterEach
    void leavesNoProcessBehind() {
        if (process != null) {
            process.destroyForcibly();
        }
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
        assertThat(script()).contains("-Xmx512m -XX:-UsePerfData -Dpayouts.home=" + home + " -Xmx2g -Da=b -cp " + home
                + "/lib/* dev.djamopayouts.cli.DjamoPayouts validate [a file.csv]");
        assertThat(exitCode()).isZero();
    }

    @Test
    void theScriptTakesTheClassesThatWereKeptForThisJavaAndTheseLibrariesAlone() throws Exception {
        fakeJava("openjdk version \"17.0.15\" 2025-04-15");
        Path installed = installed();
        Path library = installed.resolveSibling("../lib/djamo-payouts-1.jar").toRealPath();
        assertThat(script(installed, "-Da=b", "run")).contains("-Xmx512m -XX:-UsePerfData -Dpayouts.home=");
        Path archive = Files.writeString(Path.of(between(script(installed, "-Da=b", "prepare"), "-Dpayouts.classes=", " ")), "classes");
        assertThat(archive).hasParent(library.getParent());
        assertThat(archive.getFileName().toString()).matches("djamo-payouts-17[.]0[.]15-[0-9]+[.]jsa");

        String option = "-Xmx512m -XX:-UsePerfData -XX:SharedArchiveFile=" + archive + " -Xlog:cds=off -Xlog:cds+dynamic=off -Dpayouts.home=";
        assertThat(script(installed, "-Da=b", "run")).contains(option);
        assertThat(script(installed, "-Da=b", "prepare")).contains("-Dpayouts.classes=" + archive).doesNotContain("SharedArchiveFile");
        for (String other : List.of("-Xshare:off", "-XX:SharedArchiveFile=other.jsa", "-XX:AOTCache=other.aot")) {
            assertThat(script(installed, other, "run")).doesNotContain(archive.toString());
            assertThat(script(installed, other, "prepare")).doesNotContain("payouts.classes");
        }

        FileTime then = Files.getLastModifiedTime(library);
        String content = Files.readString(library);
        Files.writeString(library, content.toUpperCase(Locale.ROOT));
        Files.setLastModifiedTime(library, then);
        assertThat(script(installed, "-Da=b", "run")).as("as large and as old, and another").doesNotContain("SharedArchiveFile");
        Files.writeString(library, content);
        assertThat(script(installed, "-Da=b", "run")).contains(option);
        fakeJava("openjdk version \"17.0.16\" 2025-07-15");
        assertThat(script(installed, "-Da=b", "run")).doesNotContain("SharedArchiveFile");
    }

    @Test
    void theScriptReadsTheVersionFromTheReleaseFileOfAJava() throws Exception {
        fakeJava("openjdk version \"11.0.2\" 2019-01-15");
        Path home = Files.createDirectories(folder.resolve("jdk/bin")).getParent();
        Path java = Files.move(folder.resolve("java"), home.resolve("bin/java"));
        Files.createSymbolicLink(folder.resolve("java"), java);
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\nJAVA_VERSION_DATE=\"2025-04-15\"\n");
        assertThat(script()).contains("DjamoPayouts validate");

        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"1.8.0_401\"\n");
        assertThat(script()).contains("PATH has version 1.");
        Files.writeString(home.resolve("release"), "nothing of a version");
        assertThat(script()).contains("PATH has version 11.");
    }

    /** The script in a folder of its own, beside a library. */
    private Path installed() throws IOException {
        Path installed = Files.createDirectories(folder.resolve("installed/bin")).resolve("djamo-payouts");
        Files.copy(SCRIPT, installed, StandardCopyOption.COPY_ATTRIBUTES);
        Path library = Files.createDirectories(folder.resolve("installed/lib")).resolve("djamo-payouts-1.jar");
        Files.setLastModifiedTime(Files.writeString(library, "content"), FileTime.fromMillis(1_000_000));
        return installed;
    }

    private static String between(String text, String before, String after) {
        int from = text.indexOf(before) + before.length();
        assertThat(from).as(text).isGreaterThanOrEqualTo(before.length());
        return text.substring(from, text.indexOf(after, from));
    }

    @ParameterizedTest
    @CsvSource({"C,,", "POSIX,fr_FR.UTF-8,fr_FR.UTF-8", ",C,fr_FR.UTF-8", ",,C", ",,", ",,fr_FR", ",,fr_FR.ISO-8859-1"})
    void theScriptGivesJavaALocaleThatCanNameAnyFile(String all, String type, String lang) throws Exception {
        fakeJava("openjdk version \"17.0.15\" 2025-04-15");
        locale(all, type, lang);
        assertThat(script()).contains("LC_ALL=C.UTF-8 ");
    }

    @ParameterizedTest
    @CsvSource({"fr_FR.UTF-8,,", "fr_FR.utf8,C,C", ",fr_CI.Utf-8,C", ",,C.UTF-8", ",,fr_FR.UTF8@euro"})
    void theScriptKeepsALocaleThatNamesUtf8(String all, String type, String lang) throws Exception {
        fakeJava("openjdk version \"17.0.15\" 2025-04-15");
        locale(all, type, lang);
        assertThat(script()).contains("LC_ALL=" + (all == null ? "" : all) + " ");
    }

    private void locale(String all, String type, String lang) {
        locale.put("LC_ALL", all == null ? "" : all);
        locale.put("LC_CTYPE", type == null ? "" : type);
        locale.put("LANG", lang == null ? "" : lang);
    }

    /** Runs the script through a link, as an operator in /usr/local/bin has it. */
    private String script() throws Exception {
        return script(SCRIPT, "-Xmx2g -Da=b", "validate");
    }

    private String script(Path script, String javaOpts, String command) throws Exception {
        Path link = folder.resolve("linked");
        Files.createSymbolicLink(link, script);
        ProcessBuilder builder = new ProcessBuilder(link.toString(), command, "a file.csv").redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(locale);
        builder.environment().put("JAVA_OPTS", javaOpts);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        String output = output(builder);
        Files.delete(link);
        return output;
    }

    private void fakeJava(String versionLine) throws IOException {
        Path java = folder.resolve("java");
        Files.writeString(java, "#!/bin/sh\nif [ \"$1\" = -version ]; then\n"
                + "  echo 'Picked up JAVA_TOOL_OPTIONS: -Dversion=\"5\"' >&2\n  echo '" + versionLine + "' >&2\n"
                + "  exit 0\nfi\nprintf 'LC_ALL=%s ' \"${LC_ALL:-}\"\nwhile [ $# -gt 1 ]; do printf '%s ' \"$1\"; shift; done; echo \"[$1]\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private String output(ProcessBuilder builder) throws IOException {
        process = builder.start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        return process.exitValue();
    }
}
