package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.file.Pain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What validate says a file is, and in which language. */
class ValidateStoryTest {

    private static final String TWO_ROWS = "msisdn;amount\n0707123456;50000\n0707123457;60000\n";

    @TempDir
    Path folder;

    private Path config;

    @BeforeEach
    void agree() throws IOException {
        config = Files.writeString(folder.resolve("application.properties"), "payouts.data=" + folder.resolve("data") + "\n");
        Files.writeString(Files.createDirectories(folder.resolve("senders")).resolve("acme.yaml"), "inbox: " + folder.resolve("acme/inbox")
                + "\ncharset: windows-1252\nlanguage: fr\ncolumns: {msisdn: Salarié, amount: Net}\nlimits: {amount-total: 60000}\n");
    }

    private CommandRun validate(Path file, String... more) {
        List<String> args = new ArrayList<>(List.of("validate", file.toString(), "--config", config.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    private CommandRun validate(String text, String... more) throws IOException {
        return validate(Files.writeString(folder.resolve("may.csv"), text), more);
    }

    @Test
    void a_packed_csv_is_named_with_its_separator_charset_packing_and_limits() throws IOException {
        Path file = folder.resolve("may.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(("\uFEFF" + TWO_ROWS).getBytes(StandardCharsets.UTF_8));
        }
        CommandRun run = validate(file);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines()).containsExactly(
                file + ": CSV separated by semicolons, UTF-8 with a byte order mark, packed with gzip",
                "2 rows, 2 valid, 0 rejected",
                "to pay 110,000 XOF, fee foreseen 1,100 XOF (1.00 %), together 111,100 XOF",
                "limits: 5,000 to 500,000 XOF a payout, 2,000,000 rows a file");
    }

    @Test
    void a_workbook_is_named_with_its_sheet_and_json_with_its_layout() throws IOException {
        Path file = folder.resolve("may.xlsx");
        try (OutputStream to = Files.newOutputStream(file); Workbook workbook = new Workbook(to, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Paie\u009B2J");
            sheet.value(0, 0, "msisdn");
            sheet.value(0, 1, "amount");
            sheet.value(1, 0, "0707123456");
            sheet.value(1, 1, 50_000);
        }
        assertThat(validate(file).out()).contains("Excel workbook, sheet “Paie?2J”");
        assertThat(validate("{\"msisdn\":\"0707123456\",\"amount\":5000}\n").out()).contains(": JSON Lines\n");
        assertThat(validate("[{\"msisdn\":\"0707123456\",\"amount\":5000}]\n", "--language", "fr").out()).contains(" : tableau JSON\n");
    }

    @Test
    void a_pain_001_is_named_with_its_version_and_its_own_totals_agree() throws IOException {
        String message = Pain.message(Pain.V09, 110_000, Pain.payment("E-1", "0707123456", "50000"), Pain.payment("E-2", "0707123457", "60000"));
        CommandRun run = validate(Files.writeString(folder.resolve("may.xml"), message));
        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("ISO 20022 message pain.001.001.09", "control totals agree (NbOfTxs, CtrlSum): 2 rows", "together 111,100 XOF");
        CommandRun wrong = validate(Files.writeString(folder.resolve("may.xml"), message.replace("<CtrlSum>110000<", "<CtrlSum>110001<")));
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.out()).contains("refused as a whole", "its form: ISO 20022 message pain.001.001.09", "AM10").doesNotContain("agree (");
    }

    @Test
    void a_sender_is_told_everything_in_their_language() throws IOException {
        Path file = folder.resolve("mai.csv");
        Files.write(file, "Salarié;Net\n0707123456;50 000\n0707123457;1\n".getBytes(Charset.forName("windows-1252")));
        CommandRun run = validate(file, "--sender", "acme");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out().lines().limit(4)).containsExactly(
                file + " : CSV séparé par des points-virgules, windows-1252",
                "lignes : 2, valides : 1, rejetées : 1",
                "à payer 50\u202F000 XOF, frais prévus 500 XOF (1,00 %), ensemble 50\u202F500 XOF",
                "limites de acme : 5\u202F000 à 500\u202F000 XOF par paiement, 2\u202F000\u202F000 lignes et 60\u202F000 XOF par fichier");
        assertThat(run.out()).contains("  ligne 3 montant : AM06 ").doesNotContain("line 3");
        assertThat(validate(file, "--sender", "acme", "--language", "en").out()).contains("2 rows, 1 valid", "limits of acme: 5,000", "line 3 amount: AM06");
    }

    @Test
    void a_row_that_is_wrong_as_a_whole_is_told_by_its_line() throws IOException {
        String file = TWO_ROWS + "0707123458;5000;x;y;z\n";
        assertThat(validate(file, "--language", "fr").out()).contains("  ligne 4 : FF01 la ligne a ");
        assertThat(validate(file, "--language", "en").out()).contains("  line 4 row: FF01 the row has ");
    }

    @Test
    void what_is_refused_as_a_whole_is_told_in_french_too() throws IOException {
        Path file = folder.resolve("mai.csv");
        Files.writeString(file, "Salarie;Net\n");
        CommandRun run = validate(file, "--set", "answers.language=fr");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).contains("refusé en entier, rien n'en serait payé", "  ligne 1 en-tête : FF01 ");
        assertThat(validate(TWO_ROWS + "0707123456;1\n".repeat(3), "--problems", "1", "--language", "fr", "--set",
                "payouts.on-invalid-row=reject-file").out()).contains("refusé en entier, parce que payouts.on-invalid-row=reject-file",
                "et 2 autres problèmes");
        assertThat(validate(TWO_ROWS, "--language", "fr", "--set", "payouts.totals=required").out()).contains(
                "pas de totaux de contrôle : payouts.totals=required, le fichier attendrait donc may.csv.totals.json");
        Files.writeString(folder.resolve("may.csv.totals.json"), "{\"rows\": 2, \"amount\": 110000}");
        assertThat(validate(TWO_ROWS, "--language", "fr").out()).contains(
                "les totaux de contrôle concordent (à côté du fichier) : 2 lignes, 110\u202F000 XOF");
        assertThat(validate(folder.resolve("rien.csv"), "--language", "fr").err()).contains("ce fichier n'existe pas");
    }

    @Test
    void a_reference_that_stands_twice_is_told_in_french_too() throws IOException {
        assertThat(validate("reference,msisdn,amount\nA1,0707123456,5000\nA1,0707123457,5000\n", "--language", "fr").out())
                .contains("ligne 3 référence : AM05 la référence figure déjà à la ligne 2");
    }

    @Test
    void a_name_with_a_percent_sign_is_no_template_and_another_language_is_bad_usage() throws IOException {
        assertThat(validate(Files.writeString(folder.resolve("50%d.csv"), TWO_ROWS)).out()).contains("50%d.csv: CSV separated by semicolons");
        assertThat(validate(Files.writeString(folder.resolve("50%d.csv"), "x\n")).out()).contains("50%d.csv: refused as a whole");
        CommandRun run = validate(TWO_ROWS, "--language", "de");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("--language", "en or fr, not in de");
    }
}
