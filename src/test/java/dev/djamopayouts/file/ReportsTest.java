package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportsTest {

    private static final CsvForm FORM = new CsvForm(List.of("Réf", "msisdn", "montant"), ';', false, "\n", 0, 1, 2, CsvForm.ABSENT);
    private static final String OURS = ";line_no;payout_id;djamo_reference;djamo_id;status;iso_status;reason_code;reason_text;fee;total;"
            + "submitted_at;final_at;attempts\n";

    @TempDir
    private Path folder;

    @Test
    void the_result_has_the_input_s_own_columns_and_then_ours() throws IOException {
        ResultRow paid = new ResultRow(2, List.of("R1", "+2250707123456", "50 000"), new PayoutId(12, 2), "R1", "txn_1", PayoutState.COMPLETED,
                null, new Xof(500), new Xof(50_500), Instant.parse("2026-01-02T03:04:05.678Z"), Instant.parse("2026-01-02T03:05:00Z"), 1);
        ResultRow rejected = new ResultRow(3, List.of("R2", "0707", "5000"), new PayoutId(12, 3), "R2", null, PayoutState.REJECTED,
                new Reason(ReasonCode.AC01, "too short; mend it"), null, null, null, null, 0);
        assertThat(result(FORM, paid, rejected)).isEqualTo("Réf;msisdn;montant" + OURS
                + "R1;+2250707123456;50 000;2;12-2;R1;txn_1;COMPLETED;ACSC;;;500;50500;2026-01-02T03:04:05.678Z;2026-01-02T03:05:00Z;1\n"
                + "R2;0707;5000;3;12-3;R2;;REJECTED;RJCT;AC01;\"too short; mend it\";;;;;0\n");
    }

    @Test
    void a_ragged_row_leaves_our_columns_where_they_are() throws IOException {
        String text = result(FORM, failed(List.of("R1", "0707")), failed(List.of("R2", "0707", "5000", "x", "=y")));
        assertThat(text).contains("\nR1;0707;;2;;").contains("\nR2;0707;\"5000;x;=y\";2;;");
    }

    @Test
    void a_result_dropped_again_gets_our_columns_a_second_time() throws IOException {
        Path first = folder.resolve("first.csv");
        Files.writeString(first, result(FORM, failed(List.of("R1", "0707123456", "5000"))));
        Drop.Read again = Drop.read(first, Drop.RULES);
        assertThat(again.rows()).singleElement().satisfies(row -> {
            assertThat(row.isValid()).isTrue();
            assertThat(row.reference().value()).isEqualTo("R1");
        });
        assertThat(result(again.csv(), failed(again.rows().get(0).cells()))).startsWith("Réf;msisdn;montant" + OURS.strip() + OURS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+cmd", "@SUM(A1)", "\t=1", "\r=1", "+", "-", "-x", "+225x", "\n=1", "\0=1+1"})
    void a_cell_that_would_run_is_defused(String cell) throws IOException {
        String text = result(FORM, failed(List.of(cell, "0707", "5000"))).replace("\"", "");
        assertThat(text).contains("\n'" + cell.replace("\"", "") + ";0707;5000;");
        assertThat(FormulaGuard.defuse(FormulaGuard.defuse(cell))).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Salaire", "+2250707123456", "+225 07 07 12 34 56", "-5", "-5,50", "+1.5", "a=b", "50 000", "'=x"})
    void a_cell_that_cannot_run_stays_as_it_is(String cell) {
        assertThat(FormulaGuard.defuse(cell)).isEqualTo(cell);
    }

    @Test
    void what_djamo_says_is_defused_too() throws IOException {
        ResultRow row = new ResultRow(2, List.of("R1", "0707", "5000"), null, "R1", "=1+1", PayoutState.FAILED,
                new Reason(ReasonCode.NARR, "@SUM(A1)"), null, null, null, null, 1);
        assertThat(result(FORM, row)).contains(";'=1+1;FAILED;RJCT;NARR;'@SUM(A1);");
    }

    @Test
    void the_failures_file_is_in_the_input_s_own_form() throws IOException {
        Path path = folder.resolve("failures.csv");
        CsvForm form = new CsvForm(List.of("Réf", "msisdn", "montant"), '\t', true, "\r\n", 0, 1, 2, CsvForm.ABSENT);
        try (FailuresFile file = FailuresFile.create(path, form)) {
            file.add(failed(List.of("=R1", "07 07", "1e5")));
            file.add(failed(List.of("R2", "0707")));
        }
        assertThat(Files.readString(path)).isEqualTo("\uFEFFRéf\tmsisdn\tmontant\r\n=R1\t07 07\t1e5\r\nR2\t0707\r\n");
    }

    @Test
    void a_report_that_was_cut_short_is_written_anew() throws IOException {
        Files.writeString(folder.resolve("result.csv"), "x".repeat(10_000));
        assertThat(result(FORM)).isEqualTo("Réf;msisdn;montant" + OURS);
    }

    @Test
    void a_form_that_is_none_is_not_parsed() {
        assertThatIllegalArgumentException().isThrownBy(() -> FileForm.parse("2\t;\t\tLF\t0\t1\t2\t-1\ta\tb\tc\t"));
        assertThatIllegalArgumentException().isThrownBy(() -> FileForm.parse(FORM.text().replace("montant\t", ""))).withMessageContaining("no column 2");
    }

    private String result(CsvForm form, ResultRow... rows) throws IOException {
        Path path = folder.resolve("result.csv");
        try (ResultFile file = ResultFile.create(path, form)) {
            List.of(rows).forEach(file::add);
        }
        return Files.readString(path);
    }

    private static ResultRow failed(List<String> cells) {
        return new ResultRow(2, cells, null, null, null, PayoutState.FAILED, null, null, null, null, null, 0);
    }
}
