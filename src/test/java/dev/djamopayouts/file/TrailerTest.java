package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.djamopayouts.file.FileProfile.Totals;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last row of a file that is no payout but says what the others come to. */
class TrailerTest {

    private static final String HEADER = "reference;msisdn;amount;description\n";
    private static final String TWO_ROWS = HEADER + "R1;0707123456;50000;x\nR2;0707123457;75 000;y\n";

    @TempDir
    Path folder;

    private record Read(List<PayoutRow> rows, RowTotals totals, Trailer trailer, FileForm form) {
    }

    private static ReadingRules rules(Totals totals, String count, String amount) {
        return new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 1_000, 10_000, 100,
                new FileProfile(null, StandardCharsets.UTF_8, Map.of(), Map.of(), null, totals, "Total", count, amount));
    }

    private Read read(String text) throws IOException {
        return read(text, rules(Totals.REQUIRED, null, null));
    }

    private Read read(String text, ReadingRules rules) throws IOException {
        Path path = Files.writeString(folder.resolve("f.csv"), text);
        try (PayoutFile file = PayoutFile.open(path, Drop.SHA, rules)) {
            List<PayoutRow> rows = new ArrayList<>();
            file.chunks(2).forEachRemaining(rows::addAll);
            return new Read(rows, file.totals(), file.trailer().orElse(null), file.form());
        }
    }

    private Problem refusal(String text, ReadingRules rules) {
        FileRefused refused = catchThrowableOfType(FileRefused.class, () -> read(text, rules));
        assertThat(refused).as(text).isNotNull();
        assertThat(refused.problems().get(0).reason().words().french()).isNotEqualTo(refused.problems().get(0).reason().text());
        return refused.problems().get(0);
    }

    private Problem refusal(String text) {
        return refusal(text, rules(Totals.REQUIRED, null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOTAL;;125000;", "total;;125 000;", "  Tötal: ;;125.000 FCFA;;;", ";TOTAL;125000", "\"TOTAL\";;125000"})
    void a_trailer_that_agrees_is_no_payout_and_may_have_any_number_of_cells(String line) throws IOException {
        Read read = read(TWO_ROWS + line + "\n\n  \n");
        assertThat(read.rows()).extracting(PayoutRow::lineNo).containsExactly(2L, 3L);
        assertThat(read.trailer().lineNo()).isEqualTo(4);
        assertThat(read.trailer().totals().amount()).isEqualTo(new Xof(125_000));
        assertThat(read.totals().amount()).isEqualTo(new Xof(125_000));
    }

    @ParameterizedTest
    @CsvSource({"TOTAL;2;125000,2,", "TOTAL;2;125000,msisdn,3", "TOTAL;125000;2,3,2", "TOTAL;;125000;2,Descriptiön,Amount"})
    void the_places_of_count_and_sum_are_agreed_by_column_or_position(String line, String count, String amount) throws IOException {
        Read read = read(TWO_ROWS + line, rules(Totals.REQUIRED, count, amount));
        assertThat(read.trailer().totals()).isEqualTo(new ControlTotals(2L, new Xof(125_000), null));
        assertThat(refusal(TWO_ROWS + line.replace("2;", "3;").replaceAll(";2$", ";3"), rules(Totals.REQUIRED, count, amount)).reason().text())
                .contains("say 3 rows and the file has 2");
    }

    @Test
    void a_sum_that_is_not_that_of_the_rows_refuses_the_file_whole() {
        Problem problem = refusal(TWO_ROWS + "TOTAL;;125001;\n");
        assertThat(problem.reason().code()).isEqualTo(ReasonCode.AM10);
        assertThat(problem.lineNo()).isEqualTo(4);
        assertThat(problem.field()).isEqualTo("totals");
        assertThat(problem.reason().text()).contains("say 125001 XOF and the rows come to 125000 XOF");
    }

    @Test
    void rejected_rows_count_as_they_were_ordered() throws IOException {
        Read read = read(HEADER + "R1;0707;50000;x\nR2;0707123457;4999;x\nR1;0707123457;600000;x\nTOTAL;;654999\n");
        assertThat(read.rows()).noneMatch(PayoutRow::isValid);
        assertThat(read.totals().amount()).isEqualTo(new Xof(654_999));
    }

    @Test
    void an_amount_that_cannot_be_read_leaves_the_sum_unproven_and_the_lines_are_named() {
        Problem problem = refusal(HEADER + "R1;0707123456;50000;x\nR2;0707123457;5e4;x\nR3;0707123458;\nTOTAL;;100000\n");
        assertThat(problem.reason().code()).isEqualTo(ReasonCode.AM10);
        assertThat(problem.lineNo()).isEqualTo(3);
        assertThat(problem.reason().text()).contains("nobody can prove: 2 amounts cannot be read (line 3, 4), and the others come to 50000 XOF");
    }

    @Test
    void many_unreadable_amounts_are_named_by_the_first_lines_only() {
        assertThat(refusal(HEADER + "R;0707123457;x;y\n".repeat(500) + "TOTAL;;1\n").reason().text())
                .contains("500 amounts cannot be read (line 2, 3, 4,").contains("21, …)");
    }

    @Test
    void a_trailer_in_the_middle_or_twice_refuses_the_file() {
        assertThat(refusal(TWO_ROWS + "TOTAL;;125000\nR3;0707123458;50000;x\n").reason().text())
                .isEqualTo("line 4 is a line of totals, and another row follows at line 5: totals are the last row, and stand once");
        assertThat(refusal(TWO_ROWS + "TOTAL;;125000\nTOTAL;;125000\n").lineNo()).isEqualTo(4);
        assertThat(refusal(HEADER + "TOTAL;;0\nR3;0707123458;50000;x\n").lineNo()).isEqualTo(2);
    }

    @Test
    void a_missing_trailer_refuses_where_it_is_required_and_only_there() throws IOException {
        assertThat(refusal(TWO_ROWS).reason().text()).contains("begins with “Total”").contains("cut short");
        assertThat(read(TWO_ROWS, rules(Totals.OPTIONAL, null, null)).trailer()).isNull();
        assertThat(refusal(TWO_ROWS + "TOTAL;;1", rules(Totals.OPTIONAL, null, null)).reason().code()).as("that came must agree")
                .isEqualTo(ReasonCode.AM10);
    }

    @Test
    void a_trailer_alone_is_a_file_without_rows() {
        assertThat(refusalOfEmpty(HEADER + "TOTAL;;0\n")).contains("no rows");
    }

    private String refusalOfEmpty(String text) {
        return catchThrowableOfType(FileRefused.class, () -> read(text)).getMessage();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOTAL", "TOTAL;;", "TOTAL;;x", "TOTAL;;-125000", "TOTAL;;1e5", "TOTAL;;125000.5", "TOTAL;;99999999999999999999999"})
    void a_sum_that_cannot_be_read_refuses_the_file(String line) {
        assertThat(refusal(TWO_ROWS + line).reason().text()).contains("no readable number in its cell 3");
    }

    @Test
    void a_place_that_the_file_does_not_have_refuses_it() {
        assertThat(refusal(TWO_ROWS + "TOTAL;;125000", rules(Totals.REQUIRED, "nombre", null)).reason().text()).contains("“nombre”");
        assertThat(refusal(TWO_ROWS + "TOTAL;;125000", rules(Totals.REQUIRED, "99999", null)).reason().text()).contains("cell 99999");
    }

    @Test
    void the_same_in_json_where_a_number_with_a_point_is_no_sum() throws IOException {
        String rows = "{\"reference\":\"R1\",\"msisdn\":\"0707123456\",\"amount\":50000}\n{\"reference\":\"R2\",\"msisdn\":\"0707123457\",\"amount\":75000}\n";
        Read read = read(rows + "{\"amount\":125000,\"reference\":\"Total\"}\n");
        assertThat(read.rows()).hasSize(2);
        assertThat(Trailer.rewritten(read.trailer().text(), read.form(), 1, new Xof(50_000))).containsExactly("\"Total\"", "", "50000");
        assertThat(read(rows + "{\"amount\":\"125 000\",\"reference\":\"Total\"}\n").totals().rows()).isEqualTo(2);
        assertThat(refusal(rows + "{\"amount\":125.000,\"reference\":\"Total\"}\n").reason().text()).contains("no readable number");
    }

    @Test
    void a_trailer_is_written_again_for_other_rows() throws IOException {
        Read read = read(TWO_ROWS + "TOTAL;2 lignes;125 000 XOF;\t\\;", rules(Totals.REQUIRED, null, null));
        assertThat(Trailer.rewritten(read.trailer().text(), read.form(), 7, new Xof(9))).containsExactly("TOTAL", "2 lignes", "9", "\t\\", "");
        Trailer counted = read(TWO_ROWS + "TOTAL;2;125000", rules(Totals.REQUIRED, "2", null)).trailer();
        assertThat(Trailer.rewritten(counted.text(), read.form(), 7, new Xof(9))).containsExactly("TOTAL", "7", "9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TOTAL;;125000;", "Total général;125000", "TOTAUX;2;125000"})
    void where_none_is_agreed_it_is_a_rejected_row_that_says_what_to_do(String line) {
        List<PayoutRow> rows = Drop.read(TWO_ROWS + line + "\n").rows();
        assertThat(rows.get(2).refusal().text()).contains("if this is a line of totals, have the operator agree to one, or leave it out");
        assertThat(rows.get(2).refusal().words().french()).contains("si c'est une ligne de totaux");
        assertThat(Drop.read(HEADER + "TOTAL;0707123456;5000;x\n").rows().get(0).isValid()).as("a payout of an odd reference").isTrue();
    }

    @Test
    void a_trailer_begins_with_something_that_can_be_compared() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileProfile(null, StandardCharsets.UTF_8, Map.of(), Map.of(), null,
                Totals.REQUIRED, "***"));
        assertThatIllegalArgumentException().isThrownBy(() -> new FileProfile(null, StandardCharsets.UTF_8, Map.of(), Map.of(), null,
                Totals.REQUIRED, null, "2", null));
    }

    @Test
    void a_sum_beyond_all_counting_is_refused_and_never_wraps_around() {
        RowTotals totals = new RowTotals();
        PayoutRow row = new PayoutRow(2, List.of(), null, null, null, new Xof(Long.MAX_VALUE), "", new Reason(ReasonCode.AC01, "no number"));
        totals.add(row);
        totals.add(row);
        assertThat(totals.amount()).isNull();
        assertThat(totals.against(new ControlTotals(2L, new Xof(5), null), Drop.SHA, 0)).singleElement()
                .satisfies(problem -> assertThat(problem.reason().text()).contains("more than can be counted"));
    }

    @Test
    void the_sum_stands_under_the_amount_whatever_name_was_agreed_for_that() throws IOException {
        ReadingRules rules = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 1_000, 10_000, 100,
                new FileProfile(null, StandardCharsets.UTF_8, Map.of(Column.AMOUNT, "€"), Map.of(), null, Totals.REQUIRED, "Total", null, null));
        Read read = read("reference;msisdn;€;amount\nR1;0707123456;50000;7\nTotal;;50000;7\n", rules);
        assertThat(read.trailer().amountCell()).isEqualTo(2);
    }
}
