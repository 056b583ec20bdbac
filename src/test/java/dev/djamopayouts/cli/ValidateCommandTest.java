package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
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
    void controlTotalsBesideTheFileAreHeldAgainstIt() throws IOException {
        String clean = "msisdn,amount\n0707123456,5000\n0707123457,6000\n";
        Path totals = folder.resolve("may.csv.totals.json");
        assertThat(validate(clean)).isZero();
        assertThat(out.toString()).doesNotContain("totals");
        assertThat(validate(clean, "--set", "payouts.totals=required")).isZero();
        assertThat(out.toString()).contains("no control totals: payouts.totals=required, so the file would wait for may.csv.totals.json");
        Files.writeString(totals, "{\"rows\": 2, \"amount\": 11000}");
        assertThat(validate(clean)).isZero();
        assertThat(out.toString()).contains("control totals agree (sidecar): 2 rows, 11,000 XOF");
        Files.writeString(totals, "{\"rows\": 3, \"amount\": 11000}");
        assertThat(validate(clean)).isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole, nothing of it would be paid", "totals: AM10 the control totals say 3 rows and the file has 2");
        Files.writeString(totals, "{");
        assertThat(validate(clean)).isEqualTo(2);
        assertThat(out.toString()).contains("the control totals are not JSON");
        Files.write(totals, new byte[70_000]);
        assertThat(validate(clean)).isEqualTo(2);
        assertThat(out.toString()).contains("70000 bytes");
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
    void a_file_is_read_by_the_profile_of_its_sender() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "payouts.data=" + folder.resolve("data") + "\n");
        Files.writeString(Files.createDirectories(folder.resolve("senders")).resolve("acme.yaml"), "inbox: " + folder.resolve("acme/inbox")
                + "\ncolumns: {msisdn: Salarié, amount: Net}\nlimits: {amount-total: 60000}\non-invalid-row: reject-file\n");
        String config = folder.resolve("application.properties").toString();
        String file = "Salarié,Net\n0707123456,30000\n0707123457,30000\n";
        assertThat(validate(file, "--config", config, "--sender", "acme")).as(out + " " + err).isZero();
        assertThat(validate(file, "--config", config)).isEqualTo(2);
        assertThat(out.toString()).contains("no column for msisdn was found");
        assertThat(validate(file + "0707123458,5000\n", "--config", config, "--sender", "acme")).isEqualTo(2);
        assertThat(out.toString()).contains("file: AM02 the rows come to 65000 XOF, and at most 60000 XOF were agreed");
        assertThat(validate(file + "070,5000\n", "--config", config, "--sender", "acme")).isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole, because on-invalid-row of acme is reject-file");
        assertThat(validate(file, "--config", config, "--sender", "amce")).isEqualTo(2);
        assertThat(err.toString()).contains("--sender amce: config/senders/ has no such profile; there are acme");
    }

    @Test
    void aWorkbookIsReadLikeAnyOtherFile() throws IOException {
        Path file = folder.resolve("may.xlsx");
        try (OutputStream to = Files.newOutputStream(file); Workbook workbook = new Workbook(to, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Mai");
            sheet.value(0, 0, "Téléphone");
            sheet.value(0, 1, "Montant");
            sheet.value(1, 0, "0707123456");
            sheet.value(1, 1, 50_000);
            sheet.value(2, 0, 707_123_457);
            sheet.value(2, 1, 50_000);
        }
        assertThat(validate(file)).isEqualTo(2);
        assertThat(out.toString()).contains("2 rows, 1 valid, 1 rejected", "to pay 50,000 XOF", "line 3 msisdn: AC01", "lost its leading zero");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 900));
        assertThat(validate(file)).isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole", "file: FF01 the workbook (.xlsx) ends in the middle");
    }

    @Test
    void aPackedOrEncryptedFileIsReadAsARunWould() throws IOException {
        Path files = Path.of("src/test/resources/pgp");
        List<String> keys = List.of("--set", "pgp.secret-key-file=" + files.resolve("desk.secret.asc"), "--set",
                "pgp.signers-file=" + files.resolve("signers.asc"), "--set", "pgp.passphrase=desk-passphrase");
        assertThat(validate(files.resolve("gzipped.gpg"), keys.toArray(String[]::new))).as(err + "" + out).isZero();
        assertThat(out.toString()).contains("2 rows, 2 valid, 0 rejected", "CSV separated by ",
                ", packed with gzip, OpenPGP, signed by Payroll <payroll@example.ci> 2608C8286371A795");
        assertThat(validate(files.resolve("stranger.gpg"), keys.toArray(String[]::new))).isEqualTo(2);
        assertThat(out.toString()).contains("refused as a whole", "whom nobody here trusts");
        assertThat(validate(files.resolve("gzipped.gpg"), keys.subList(0, 4).toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains("does not open with pgp.passphrase");
    }

    private int validate(String text, String... options) throws IOException {
        return validate(Files.writeString(folder.resolve("may.csv"), text), options);
    }

    private int validate(Path file, String... options) {
        List<String> args = new ArrayList<>(List.of("validate", file.toString()));
        args.addAll(List.of(options));
        String[] words = args.toArray(String[]::new);
        CommandLine commandLine = DjamoPayouts.commandLine(words);
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(words);
    }
}
