package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.ReasonCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sheet of a workbook is read as what stands in it, and what could be something else is refused. */
class XlsxFileTest {

    private static final String PHONE = Xlsx.text("B2", "0707123456");
    private static final String AMOUNT = Xlsx.number("C2", "50000");

    @Test
    void a_row_is_read_from_texts_and_numbers_and_its_line_is_the_row_people_see() {
        Drop.Read read = Xlsx.of(Xlsx.HEADER, Xlsx.row(2, Xlsx.text("A2", "R1"), PHONE, AMOUNT, Xlsx.text("D2", "Paie &amp; prime")),
                Xlsx.row(3), Xlsx.row(7, Xlsx.number("B7", "2250707123457"), Xlsx.text("C7", "75 000"))).read();
        assertThat(read.rows()).hasSize(2).allMatch(PayoutRow::isValid);
        PayoutRow first = read.rows().get(0);
        assertThat(first.lineNo()).isEqualTo(2);
        assertThat(first.reference().value()).isEqualTo("R1");
        assertThat(first.msisdn().e164()).isEqualTo("+2250707123456");
        assertThat(first.amount().francs()).isEqualTo(50_000);
        assertThat(first.description()).isEqualTo("Paie & prime");
        PayoutRow second = read.rows().get(1);
        assertThat(second.lineNo()).isEqualTo(7);
        assertThat(second.msisdn().e164()).isEqualTo("+2250707123457");
        assertThat(second.amount().francs()).isEqualTo(75_000);
        assertThat(read.form()).isEqualTo(new XlsxForm("Paie", List.of("reference", "msisdn", "amount", "motif"), 0, 2));
        assertThat(FileForm.parse(read.form().text())).isEqualTo(read.form());
    }

    @Test
    void shared_texts_rich_texts_and_texts_of_formulas_are_read_without_their_pronunciation() {
        PayoutRow row = Xlsx.payout(Xlsx.shared("A2", 1), Xlsx.shared("B2", 0), AMOUNT, "<c r=\"D2\" t=\"inlineStr\"><is><r><rPr><b/></rPr>"
                + "<t xml:space=\"preserve\">Sal</t></r><r><t>aire</t></r><rPh sb=\"0\" eb=\"1\"><t>XX</t></rPh></is></c>")
                .strings("<si><t>0707123456</t></si>", "<si><r><t>R</t></r><r><t>1</t></r><rPh sb=\"0\" eb=\"1\"><t>YY</t></rPh><phoneticPr fontId=\"1\"/></si>")
                .row();
        assertThat(row.isValid()).isTrue();
        assertThat(row.reference().value()).isEqualTo("R1");
        assertThat(row.description()).isEqualTo("Salaire");
        assertThat(Xlsx.payout(PHONE, AMOUNT, Xlsx.formula("D2", " t=\"str\"", "A1&amp;\"x\"", "<v>Paie mai</v>")).row().description()).isEqualTo("Paie mai");
    }

    @ParameterizedTest
    @CsvSource({"50000,50000", "50000.0,50000", "5E4,50000", "5.0000000000000000E4,50000", "1000000,-", "499999.99999999994,-",
        "50000.000000000001,-", "500.5,-", "-5000,-", "1E+300,-", "1E-300,-", "0.5,-"})
    void an_amount_in_a_number_cell_is_judged_by_its_digits(String raw, String francs) {
        PayoutRow row = Xlsx.payout(PHONE, Xlsx.number("C2", raw)).row();
        assertThat(row.isValid() ? Long.toString(row.amount().francs()) : "-").isEqualTo(francs);
    }

    @Test
    void an_amount_that_is_no_whole_number_says_so_whatever_is_shown() {
        PayoutRow row = Xlsx.payout(PHONE, Xlsx.styled("C2", 0, "49999.999999999993")).formats("#,##0").row();
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.FF01);
        assertThat(row.refusal().words().english()).contains("is a fraction, whatever the cell shows");
        assertThat(row.refusal().words().french()).contains("n'est pas entier, quoi que montre la cellule");
    }

    @ParameterizedTest
    @CsvSource({"2250707123456,+2250707123456", "221771234567,+221771234567", "2250707123456.0,+2250707123456", "2.250707123456E12,+2250707123456",
        "707123456,-", "0,-", "2.25071E+12,-", "22507071234.5,-", "-2250707123456,-", "33612345678,-", "1E+300,-"})
    void a_number_in_a_number_cell_is_read_where_nothing_of_it_can_be_lost(String raw, String e164) {
        PayoutRow row = Xlsx.payout(Xlsx.number("B2", raw), AMOUNT).row();
        assertThat(row.isValid() ? row.msisdn().e164() : "-").isEqualTo(e164);
        if (!row.isValid()) {
            assertThat(row.refusal().code()).isEqualTo(ReasonCode.AC01);
        }
    }

    @Test
    void a_lost_zero_and_lost_digits_are_told_apart() {
        assertThat(Xlsx.payout(Xlsx.number("B2", "707123456"), AMOUNT).row().refusal().text()).contains("lost its leading zero");
        assertThat(Xlsx.payout(Xlsx.text("B2", "2.25071E+12"), AMOUNT).row().refusal().text()).contains("scientific notation");
        assertThat(Xlsx.payout(Xlsx.number("B2", "2.25071E+12"), AMOUNT).row().refusal().words().french()).contains("cellule B2", "notation scientifique");
        assertThat(Xlsx.payout(Xlsx.styled("B2", 0, "2250707123456"), AMOUNT).formats("0.00E+00").row().refusal().text()).contains("scientific notation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "10", "14", "22", "45", "165", "0.0%", "d/m/yyyy", "[$-40C]d mmmm yyyy;@", "[h]:mm", "yyyy\\-mm", "hh\"h\"mm"})
    void a_date_or_a_percentage_is_no_amount(String format) {
        PayoutRow row = Xlsx.payout(PHONE, Xlsx.styled("C2", 1, "50000")).formats("0", format).row();
        if (format.equals("165")) {
            assertThat(row.isValid()).as("a format that the workbook does not define").isTrue();
        } else {
            assertThat(row.refusal().code()).isEqualTo(ReasonCode.FF01);
            assertThat(row.refusal().words().english()).contains("the cell C2 is formatted as a date or a percentage where the amount should be");
            assertThat(row.refusal().words().french()).contains("la cellule C2 est au format date ou pourcentage");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#,##0", "# ##0 [$XOF]", "#,##0\\ \"FCFA\"", "General", "[Red]#,##0", "#,##0_ ;[Red]\\-#,##0\\ ", "0\" days\"", "@", "3", "44"})
    void other_formats_of_an_amount_change_nothing(String format) {
        assertThat(Xlsx.payout(PHONE, Xlsx.styled("C2", 1, "50000")).formats("0", format).row().isValid()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "B", "C"})
    void a_formula_is_not_believed_where_money_hangs_on_it(String column) {
        for (String type : new String[] {"", " t=\"str\"", " t=\"s\"", " t=\"b\"", " t=\"e\""}) {
            String[] cells = {Xlsx.text("A2", "R1"), PHONE, AMOUNT};
            cells[column.charAt(0) - 'A'] = Xlsx.formula(column + "2", type, "VLOOKUP(1,X,2)", "<v>0</v>");
            PayoutRow row = Xlsx.payout(cells).strings("<si><t>0707123456</t></si>").row();
            assertThat(row.refusal().code()).isEqualTo(ReasonCode.FF01);
            assertThat(row.refusal().words().english()).contains("there is a formula in " + column + "2").contains("as values");
            assertThat(row.refusal().words().french()).contains("il y a une formule en " + column + "2").contains("en valeurs");
            assertThat(XlsxCell.plain(row.cells().get(column.charAt(0) - 'A'))).startsWith("=VLOOKUP(1,X,2) → ");
        }
    }

    @Test
    void formulas_that_nobody_computed_or_that_stand_elsewhere_are_formulas_too() {
        assertThat(Xlsx.payout(PHONE, "<c r=\"C2\"><f>B2*2</f></c>").row().refusal().text()).contains("formula in C2");
        assertThat(Xlsx.payout(PHONE, "<c r=\"C2\"><f t=\"shared\" si=\"0\"/><v>5000</v></c>").row().refusal().text()).contains("formula in C2");
        Drop.Read spilled = Xlsx.of(Xlsx.HEADER, Xlsx.row(2, PHONE, "<c r=\"C2\"><f t=\"array\" ref=\"C2:C3\">X1:X2</f><v>5000</v></c>"),
                Xlsx.row(3, Xlsx.text("B3", "0707123457"), Xlsx.number("C3", "5000")),
                Xlsx.row(4, Xlsx.text("B4", "0707123458"), Xlsx.number("C4", "5000"))).read();
        assertThat(spilled.rows()).extracting(PayoutRow::isValid).containsExactly(false, false, true);
    }

    @Test
    void a_row_of_formulas_is_empty_only_where_they_came_to_nothing() {
        String computed = Xlsx.row(3, Xlsx.formula("C3", " t=\"str\"", "IF(A3=0,1,\"\")", "<v></v>"));
        String never = Xlsx.row(4, Xlsx.formula("C4", "", "C2*2", "<v></v>"));
        assertThat(Xlsx.of(Xlsx.HEADER, Xlsx.row(2, PHONE, AMOUNT), computed, never).read().rows()).extracting(PayoutRow::lineNo).containsExactly(2L, 4L);
    }

    @Test
    void errors_and_truth_values_are_no_values() {
        assertThat(Xlsx.payout(PHONE, "<c r=\"C2\" t=\"e\"><v>#REF!</v></c>").row().refusal().words().french()).contains("cellule C2 contient l'erreur “#REF!”");
        assertThat(Xlsx.payout(PHONE, "<c r=\"C2\" t=\"b\"><v>1</v></c>").row().refusal().code()).isEqualTo(ReasonCode.FF01);
        assertThat(Xlsx.payout("<c r=\"B2\" t=\"e\"><v>#N/A</v></c>", AMOUNT).row().refusal().code()).isEqualTo(ReasonCode.AC01);
        assertThat(Xlsx.payout(PHONE, AMOUNT, "<c r=\"D2\" t=\"e\"><v>#N/A</v></c>").row().refusal().text()).contains("D2 holds the error");
        assertThat(Xlsx.payout(PHONE, AMOUNT, "<c r=\"D2\" t=\"b\"><v>1</v></c>").row().description()).isEqualTo("TRUE");
        assertThat(Xlsx.payout(PHONE, "<c r=\"C2\" t=\"d\"><v>2026-11-01</v></c>").row().isValid()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0,46327,2026-11-01", "0,46327.5,2026-11-01 12:00:00", "0,0.25,06:00:00", "0,59,1900-02-28", "0,61,1900-03-01", "1904,44865,2026-11-01",
        "0,99999999,99999999", "0,1.999999999,1900-01-02"})
    void a_date_in_a_description_is_read_as_one(String system, String days, String date) {
        Xlsx workbook = Xlsx.payout(PHONE, AMOUNT, Xlsx.styled("D2", 0, days)).formats("14");
        assertThat((system.equals("1904") ? workbook.from1904() : workbook).row().description()).isEqualTo(date);
    }
}
