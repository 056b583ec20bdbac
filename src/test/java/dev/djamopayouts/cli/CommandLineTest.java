package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CommandLineTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "sandbox", "validate", "status", "report", "resolve", "release", "reject", "audit", "bench"})
    void everyCommandExplainsItselfAndTakesSettings(String command) {
        assertThat(execute(command, "--help")).isZero();
        assertThat(out.toString()).startsWith("Usage: djamo-payouts " + command).contains("--set=key=value", "--config");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare", "webhooks", "webhooks register", "webhooks list"})
    void theOthersExplainThemselvesToo(String command) {
        assertThat(execute((command + " --help").split(" "))).as("%s", err).isZero();
        assertThat(out.toString()).startsWith("Usage: djamo-payouts " + command);
    }

    @Test
    void helpIsACommandToo() {
        assertThat(execute("help")).as("%s", err).isZero();
        assertThat(out.toString()).startsWith("Usage: djamo-payouts ").contains("validate", "webhooks");
        assertThat(execute("help", "run")).as("%s", err).isZero();
        assertThat(out.toString()).contains("Usage: djamo-payouts run", "payouts.inbox = <payouts.data>/inbox");
        assertThat(execute("help", "nothing")).isEqualTo(2);
    }

    @Test
    void theHelpOfRunListsEverySettingWithItsDefault() {
        execute("run", "--help");

        assertThat(out.toString()).contains("payouts.inbox = <payouts.data>/inbox", "lines:<payouts.outbox>/success",
                "djamo.base-url" + System.lineSeparator());
    }

    @Test
    void noCommandAtAllIsBadUsage() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Missing required subcommand");
    }

    @Test
    void aMistypedCommandIsBadUsageAndTheRightOneIsSuggested() {
        assertThat(execute("validat", "x.csv")).isEqualTo(2);
        assertThat(err.toString()).contains("Did you mean: djamo-payouts validate", "--help");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void refusedSettingsAreBadUsageWithTheirMessageAndNoStackTrace() {
        assertThat(execute("run", "--config", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--config: no such file");

        assertThat(execute("run", "--set", "payouts.batch.size=0", "--set", "djamo.base-url=http://example.test",
                "--set", "poll.interval-ms=1")).isEqualTo(2);
        assertThat(err.toString()).contains("1 to 1000 payouts", "use https", "50 to 3600000 ms").doesNotContain("\tat ");
    }

    @Test
    void keyFilesThatCannotBeUsedAreBadUsageAndNothingIsTouched() throws IOException {
        Path keys = Path.of("src/test/resources/pgp").toAbsolutePath();
        String[] run = {"run", "--config", Files.writeString(folder.resolve("application.properties"), "").toString(), "--set",
            "djamo.base-url=https://api.test", "--set", "djamo.access-token=at_x", "--set", "payouts.data=" + folder.resolve("data"),
            "--set", "camel.management.port=0", "--set", "pgp.secret-key-file=" + keys.resolve("desk.secret.asc"), "--set",
            "pgp.signers-file=" + keys.resolve("signers.asc"), "--set", "pgp.passphrase=hush"};
        assertThat(execute(run)).isEqualTo(2);
        assertThat(err.toString()).startsWith("Nothing was started: 1 problem with the settings.").contains("desk.secret.asc does not open"
                + " with pgp.passphrase").doesNotContain("hush", "\tat ");

        Path notes = Files.writeString(folder.resolve("acme.asc"), "no key at all");
        Files.writeString(Files.createDirectory(folder.resolve("senders")).resolve("acme.yaml"),
                "inbox: " + folder.resolve("acme/inbox") + "\npgp: {keys: [" + notes + "]}\n");
        run[run.length - 1] = "pgp.passphrase=desk-passphrase";
        assertThat(execute(run)).isEqualTo(2);
        assertThat(err.toString()).contains("the key file " + notes + " is no OpenPGP key");
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "outcome.success.uri=foo:bar | outcome.success.uri = foo:bar (--set) | no such endpoint: No endpoint could be found for: foo://bar",
        "outcome.failure.uri=file:out?pasword=hush | outcome.failure.uri = file:out?•••• (--set) | Unknown parameters=[{pasword=••••}]",
        "outcome.failure.uri=direct:nobody | outcome.failure.uri = direct:nobody (--set) | no route begins there",
        "outcome.success.uri=direct:nobody?timeout=1 | outcome.success.uri = direct:nobody?•••• (--set) | from: direct:nobody"})
    void anEndpointThatIsNotThereIsBadConfigurationAndItsKeyIsNamed(String setting, String shown, String remedy) throws IOException {
        assertThat(execute(run("--set", setting))).as("%s", err).isEqualTo(2);
        assertThat(err.toString()).contains("Nothing was started: 1 problem with the settings.", shown, remedy)
                .doesNotContain("hush", "\tat ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"timer:x | stepz | zz.camel.yaml, line 6", "tymer:x | steps | the route own of file:",
        "timer:{{my.name}} | steps | my.name", "direct: [ | steps | zz.camel.yaml"})
    void aRouteWithAMistakeIsBadConfigurationAndNamed(String from, String steps, String named) throws IOException {
        Files.writeString(folder.resolve("zz.camel.yaml"), "- route:\n    id: own\n    from:\n      uri: " + from + "\n      " + steps
                + ":\n        - log: x\n");
        assertThat(execute(run("--set", "camel.main.routes-include-pattern=file:" + folder + "/*.camel.yaml"))).as("%s", err).isEqualTo(2);
        assertThat(err.toString()).startsWith("Nothing was started: ").contains(named).doesNotContain("\tat ");
    }

    private String[] run(String... more) throws IOException {
        List<String> args = new ArrayList<>(List.of("run", "--config", Files.writeString(folder.resolve("application.properties"), "")
                .toString(), "--set", "djamo.base-url=http://127.0.0.1:9", "--set", "djamo.access-token=at_x", "--set",
                "payouts.data=" + folder.resolve("data"), "--set", "camel.management.port=0", "--set", "http.port=0"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void aSettingWithoutAValueOrAKeyIsBadUsage() {
        assertThat(execute("status", "--set", "payouts.mode")).isEqualTo(2);
        assertThat(err.toString()).contains("--set", "KEY=VALUE");
    }

    @Test
    void theValueOfASettingMayHoldAnEqualsSignAndTheLastOneCounts() {
        assertThat(execute("validate", folder.resolve("none.csv").toString(), "--set", "my.uri=a=b?c=d",
                "--set", "http.port=99999", "--set", "http.port=80")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file").doesNotContain("http.port");
    }

    @Test
    void anAuditThatLacksTheApiSpeaksOfAskingAndNotOfRun() throws IOException {
        assertThat(execute("audit", "--api", "--config", Files.writeString(folder.resolve("application.properties"), "").toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("asking Djamo needs the root").doesNotContain("run needs");
    }

    @Test
    void noProblemAtAllCannotBeListed() {
        assertThat(execute("validate", folder.resolve("none.csv").toString(), "--problems", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--problems must be 1 or more, not 0");
    }

    @Test
    void optionsOfTheSandboxThatAreOutOfRangeAreBadUsage() {
        assertThat(execute("sandbox", "--port", "70000")).isEqualTo(2);
        assertThat(err.toString()).contains("port must be 0 to 65535, not 70000");
    }

    @Test
    void theVersionIsShown() {
        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).startsWith("djamo-payouts ").contains("Java ");
    }

    @Test
    void nothingIsColouredWhereNoTerminalIs() {
        execute("run", "--help");
        execute("nothing");
        assertThat(List.of(out.toString(), err.toString())).noneMatch(text -> text.contains("\u001B"));
    }

    private int execute(String... args) {
        CommandLine commandLine = DjamoPayouts.commandLine(args);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args);
    }
}
