package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aCleanFileIsCountedAndItsFeesForeseen() throws IOException {
        assertThat(validate("reference,msisdn,amount\nA1,0707123456,50 000\nA2,0102030405,5055\n")).isZero();
        assertThat(out.toString()).contains("2 rows, 2 valid, 0 rejected",
                "to pay 55,055 XOF, fee foreseen 550 XOF (1.00 %), together 55,605 XOF");
    }

    @Test
    void everyProblemIsNamedWithItsLineAndNoWholeNumberIsShown() throws IOException {
        assertThat(validate("reference,msisdn,amount\nA1,0707123456,500\nA2,+33612345678,5000\nA1,0707123457,5000\n"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("3 rows, 0 valid, 3 rejected", "line 2 amount: AM06", "line 3 msisdn: AC01",
                "line 4 reference: AM05 the reference stands on line 2 already").doesNotContain("33612345678");
    }

    @Test
    void theListOfProblemsIsBounded() throws IOException {
        assertThat(validate("msisdn,amount\n" + "0707123456,1\n".repeat(30), "--problems", "10")).isEqualTo(2);
        assertThat(out.toString().lines().filter(line -> line.startsWith("  line "))).hasSize(10);
        assertThat(out.toString()).contains("and 20 more problems");
    }

    @Test
    void aFileThatIsNoPayoutFileIsRefusedAsAWhole() throws IOException {
        assertThat(validate("name,colour\nann,red\n")).isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole").doesNotContain("rows,");
    }

    @Test
    void rejectFileIsForetold() throws IOException {
        assertThat(validate("msisdn,amount\n0707123456,1\n", "--set", "payouts.on-invalid-row=reject-file"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole, because payouts.on-invalid-row=reject-file");
    }

    @Test
    void theSettingsDecideAmountsRegionAndSize() throws IOException {
        assertThat(validate("msisdn,amount\n771234567,100\n", "--set", "payouts.amount.min=100",
                "--set", "payouts.msisdn.default-region=SN")).isZero();
        assertThat(validate("msisdn,amount\n0707123456,5000\n", "--set", "payouts.file.max-bytes=10")).isEqualTo(2);
        assertThat(err.toString()).contains("more than payouts.file.max-bytes (10)");
    }

    @Test
    void aDuplicateIsFoundAcrossManyRows() throws IOException {
        String rows = IntStream.range(0, 5_000).mapToObj(i -> "R" + i + ",0707123456,5000\n")
                .collect(Collectors.joining());
        assertThat(validate("reference,msisdn,amount\n" + rows + "R7,0707123456,5000\n")).isEqualTo(2);
        assertThat(out.toString()).contains("5,001 rows, 5,000 valid, 1 rejected",
                "line 5002 reference: AM05 the reference stands on line 9 already");
    }

    @Test
    void aPackedOrEncryptedFileIsReadAsARunWould() throws IOException {
        Path files = Path.of("src/test/resources/pgp");
        List<String> keys = List.of("--set", "pgp.secret-key-file=" + files.resolve("desk.secret.asc"), "--set",
                "pgp.signers-file=" + files.resolve("signers.asc"), "--set", "pgp.passphrase=desk-passphrase");
        assertThat(run(files.resolve("gzipped.gpg"), keys)).as(err + "" + out).isZero();
        assertThat(out.toString()).contains("2 rows, 2 valid, 0 rejected");
        assertThat(run(files.resolve("stranger.gpg"), keys)).isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole", "whom nobody here trusts");
        assertThat(run(files.resolve("gzipped.gpg"), List.of(keys.get(0), keys.get(1), keys.get(2), keys.get(3)))).isEqualTo(2);
        assertThat(err.toString()).contains("does not open with pgp.passphrase");
    }

    private int validate(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("may.csv"), text);
        return run(file, List.of(options));
    }

    private int run(Path file, List<String> options) {
        List<String> args = new ArrayList<>(List.of("validate", file.toString()));
        args.addAll(options);
        CommandLine commandLine = DjamoPayouts.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(args.toArray(String[]::new));
    }
}
