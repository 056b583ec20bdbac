package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.file.FileProfile.Form;
import dev.djamopayouts.file.FileProfile.Totals;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is agreed with a sender holds for workbooks and for pain.001 as for a CSV. */
class AgreedFormTest {

    private static final Map<Column, String> NAMES = Map.of(Column.MSISDN, "Tél. salarié", Column.AMOUNT, "Net");

    private static ReadingRules rules(Form form, Map<Column, String> columns, Map<Column, String> fixed, String sheet, String trailer) {
        return new ReadingRules("CI", new Xof(5_000), new Xof(60_000), 3, 10_000, 100, new FileProfile(form, StandardCharsets.UTF_8, columns, fixed,
                sheet, trailer == null ? Totals.OPTIONAL : Totals.REQUIRED, trailer, trailer == null ? null : "2", null));
    }

    private static ReadingRules rules(Map<Column, String> columns, Map<Column, String> fixed, String sheet) {
        return rules(null, columns, fixed, sheet, null);
    }

    private static String header(String... names) {
        StringBuilder cells = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            cells.append(Xlsx.text("ABCDEF".charAt(i) + "3", names[i]));
        }
        return Xlsx.row(3, cells.toString());
    }

    private static String payout(int row, String msisdn, String amount, String more) {
        return Xlsx.row(row, Xlsx.text("A" + row, msisdn), Xlsx.number("B" + row, amount), Xlsx.text("C" + row, more));
    }

    private static String refusal(Xlsx workbook, ReadingRules rules) {
        return Drop.refusal(workbook.bytes(), rules).problems().get(0).reason().text();
    }

    @Test
    void the_header_of_a_sheet_is_found_by_the_agreed_names_and_by_no_usual_one_in_their_place() {
        Xlsx workbook = Xlsx.of(Xlsx.row(1, Xlsx.text("A1", "msisdn"), Xlsx.text("B1", "montant")), header("TEL SALARIE", "NET", "Montant"),
                payout(4, "0707123456", "50000", "1"));
        PayoutRow row = Drop.read(workbook.bytes(), rules(NAMES, Map.of(), null)).rows().get(0);
        assertThat(row.lineNo()).isEqualTo(4);
        assertThat(row.amount()).isEqualTo(new Xof(50_000));
        assertThat(row.refusal()).isNull();
        assertThat(refusal(Xlsx.of(header("Tél. salarié", "Montant"), payout(4, "0707123456", "50000", "")), rules(NAMES, Map.of(), null)))
                .contains("there is a payout in row 4", "write a row like reference,Tél. salarié,Net,description above");
        assertThat(refusal(Xlsx.of(header("Tél. salarié", "Montant")), rules(NAMES, Map.of(), null)))
                .contains("no column for amount was found", "begin the sheet with a header like reference,Tél. salarié,Net,description");
    }

    @Test
    void a_payout_above_the_header_is_found_where_its_amount_is_agreed_and_stands_nowhere() {
        Xlsx workbook = Xlsx.of(Xlsx.row(2, Xlsx.text("A2", "0707123459")), header("Téléphone"), Xlsx.row(4, Xlsx.text("A4", "0707123456")));
        assertThat(refusal(workbook, rules(Map.of(), Map.of(Column.AMOUNT, "25000"), null))).contains("there is a payout in row 2",
                "write a row like reference,msisdn,description above");
    }

    @Test
    void fixed_values_stand_in_every_row_of_a_sheet_and_an_amount_beside_a_fixed_one_is_refused() {
        ReadingRules fixed = rules(Map.of(), Map.of(Column.AMOUNT, "25000", Column.DESCRIPTION, "Salaire"), null);
        Xlsx workbook = Xlsx.of(header("Téléphone", "Nom", "Motif"), Xlsx.row(4, Xlsx.text("A4", "0707123456"), Xlsx.text("B4", "Awa"),
                Xlsx.text("C4", "Prime")));
        PayoutRow row = Drop.read(workbook.bytes(), fixed).rows().get(0);
        assertThat(row.amount()).isEqualTo(new Xof(25_000));
        assertThat(row.description()).isEqualTo("Salaire");
        assertThat(row.refusal()).isNull();
        assertThat(refusal(Xlsx.of(header("Téléphone", "Montant"), payout(4, "0707123456", "50000", "")), fixed))
                .contains("it was agreed that this is 25000 in every row");
    }

    @Test
    void the_agreed_sheet_is_read_and_one_that_is_not_there_is_told() {
        Xlsx workbook = new Xlsx().sheet("Primes", "", header("Téléphone", "Montant"), payout(4, "0707123456", "9000", ""))
                .sheet("Paie", "", header("Tél. salarié", "Net"), payout(4, "0707123457", "50000", ""));
        assertThat(Drop.read(workbook.bytes(), rules(NAMES, Map.of(), "Paie")).rows()).extracting(PayoutRow::amount).containsExactly(new Xof(50_000));
        assertThat(refusal(workbook, rules(NAMES, Map.of(), "Décembre"))).contains("“Décembre”");
    }

    @Test
    void limits_hold_in_a_sheet() {
        Xlsx workbook = Xlsx.of(header("Téléphone", "Montant"), payout(4, "0707123456", "60001", ""), payout(5, "0707123457", "60000", ""));
        assertThat(Drop.read(workbook.bytes(), rules(Map.of(), Map.of(), null)).rows()).extracting(row -> row.refusal() == null ? null : row.refusal().code())
                .containsExactly(ReasonCode.AM02, null);
        Xlsx long4 = Xlsx.of(header("Téléphone", "Montant"), payout(4, "0707123456", "9000", ""), payout(5, "0707123457", "9000", ""),
                payout(6, "0707123458", "9000", ""), payout(7, "0707123459", "9000", ""));
        assertThat(refusal(long4, rules(Map.of(), Map.of(), null))).contains("more than 3 rows");
    }

    @Test
    void where_a_workbook_is_agreed_nothing_else_is_read_and_a_workbook_nowhere_else() {
        byte[] csv = "msisdn,amount\n0707123456,5000\n".getBytes(StandardCharsets.UTF_8);
        ReadingRules xlsx = rules(Form.XLSX, Map.of(), Map.of(), null, null);
        assertThat(Drop.refusal(csv, xlsx)).hasMessageContaining("the file is a CSV, and an Excel workbook (.xlsx) was agreed");
        assertThat(Drop.refusal(Pain.message(Pain.V09, 5_000, Pain.payment("R", "0707123456", "5000")).getBytes(StandardCharsets.UTF_8), xlsx))
                .hasMessageContaining("the file is a pain.001 message");
        assertThat(refusal(Xlsx.payout(Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "5000")), rules(Form.CSV, Map.of(), Map.of(), null, null)))
                .contains("the file is an Excel workbook (.xlsx), and a CSV was agreed");
    }

    @Test
    void the_description_of_a_pain_001_may_be_fixed_and_limits_hold_for_it() {
        byte[] message = Pain.message(Pain.V09, 110_001, Pain.payment("R1", "0707123456", "50000"), Pain.payment("R2", "0707123457", "60001"))
                .getBytes(StandardCharsets.UTF_8);
        List<PayoutRow> rows = Drop.read(message, rules(Form.PAIN_001, Map.of(), Map.of(Column.DESCRIPTION, "Salaire"), null, null)).rows();
        assertThat(rows).extracting(PayoutRow::description).containsOnly("Salaire");
        assertThat(rows.get(0).refusal()).isNull();
        assertThat(rows.get(1).refusal().code()).isEqualTo(ReasonCode.AM02);
        String[] four = {Pain.payment("R1", "0707123456", "9000"), Pain.payment("R2", "0707123457", "9000"), Pain.payment("R3", "0707123458", "9000"),
            Pain.payment("R4", "0707123459", "9000")};
        assertThat(Drop.refusal(Pain.message(Pain.V09, 36_000, four).getBytes(StandardCharsets.UTF_8), rules(Map.of(), Map.of(), null)))
                .hasMessageContaining("more than 3 rows");
    }

    @Test
    void a_trailer_that_is_agreed_for_other_forms_is_not_looked_for_in_a_pain_001() {
        byte[] message = Pain.message(Pain.V09, 50_000, Pain.payment("R1", "0707123456", "50000")).getBytes(StandardCharsets.UTF_8);
        assertThat(Drop.read(message, rules(null, Map.of(), Map.of(), null, "TOTAL")).rows()).hasSize(1);
    }

    @Test
    void the_trailer_of_a_sheet_may_have_its_totals_as_numbers_or_as_texts_and_is_needed_where_it_is_required() {
        ReadingRules trailer = rules(Form.XLSX, NAMES, Map.of(), null, "TOTAL");
        String[] rows = {header("Tél. salarié", "Net", "Motif"), payout(4, "0707123456", "50000", "x")};
        String count = Xlsx.text("A6", "Total :");
        for (String[] totals : new String[][] {{Xlsx.number("B6", "1"), Xlsx.number("C6", "50000")}, {Xlsx.text("B6", "1"), Xlsx.text("C6", "50 000")}}) {
            Xlsx workbook = Xlsx.of(header("Nom", "Tél. salarié", "Net"), Xlsx.row(4, Xlsx.text("A4", "Awa"), Xlsx.text("B4", "0707123456"),
                    Xlsx.number("C4", "50000")), Xlsx.row(6, count, totals[0], totals[1]));
            assertThat(Drop.read(workbook.bytes(), trailer).rows()).hasSize(1);
            Xlsx wrong = Xlsx.of(header("Nom", "Tél. salarié", "Net"), Xlsx.row(4, Xlsx.text("A4", "Awa"), Xlsx.text("B4", "0707123456"),
                    Xlsx.number("C4", "40000")), Xlsx.row(6, count, totals[0], totals[1]));
            assertThat(refusal(wrong, trailer)).contains("say 50000 XOF and the rows come to 40000 XOF");
        }
        assertThat(refusal(Xlsx.of(rows), trailer)).contains("no line of totals");
    }
}
