package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which sheet is read, and from which row: nothing that somebody meant to be paid is passed over silently. */
class XlsxSheetTest {

    private static final String[] FILLED = {Xlsx.HEADER, payout(2)};

    private static String payout(int row) {
        return Xlsx.row(row, Xlsx.text("B" + row, "0707123456"), Xlsx.number("C" + row, "50000"));
    }

    private static String title(int row, String text) {
        return Xlsx.row(row, Xlsx.text("A" + row, text));
    }

    @Test
    void the_first_sheet_that_is_not_hidden_is_read() {
        Drop.Read read = new Xlsx().sheet("Brouillon", "hidden", FILLED).sheet("Macros", "veryHidden", FILLED).sheet("Mai", "visible", FILLED)
                .sheet("Notes", "", title(1, "à revoir")).sheet("Vide", "").sheet("Modèle", "", Xlsx.HEADER).read();
        assertThat(read.rows()).hasSize(1);
        assertThat(((XlsxForm) read.form()).sheet()).isEqualTo("Mai");
    }

    @Test
    void a_second_sheet_of_payouts_is_refused_naming_it() {
        Words words = words(new Xlsx().sheet("Abidjan", "", FILLED).sheet("Dakar", "", title(1, "Paie"), Xlsx.row(3, Xlsx.text("A3", "Montant"),
                Xlsx.text("B3", "Téléphone")), Xlsx.row(4, Xlsx.number("A4", "5000"))));
        assertThat(words.english()).contains("the sheet “Abidjan” would be read, but there are payouts on “Dakar” too");
        assertThat(words.french()).contains("la feuille “Abidjan” serait lue, mais il y a aussi des paiements sur “Dakar”");
    }

    @Test
    void the_sheet_that_was_agreed_on_is_read_and_no_other() {
        Xlsx workbook = new Xlsx().sheet("Abidjan", "", FILLED).sheet("Dakar", "", Xlsx.HEADER, payout(2), payout(3)).sheet("Secret", "hidden", FILLED);
        assertThat(Drop.read(workbook.bytes(), agreed("dakar")).rows()).hasSize(2);
        Words missing = Drop.refusal(workbook.bytes(), agreed("Bouaké")).problems().get(0).reason().words();
        assertThat(missing.english()).contains("has no sheet “Bouaké”, only “Abidjan”, “Dakar”, “Secret”");
        assertThat(missing.french()).contains("n'a pas de feuille “Bouaké”, seulement “Abidjan”, “Dakar”, “Secret”");
        Words hidden = Drop.refusal(workbook.bytes(), agreed("Secret")).problems().get(0).reason().words();
        assertThat(hidden.english()).contains("the sheet “Secret” is hidden: unhide it");
        assertThat(hidden.french()).contains("la feuille “Secret” est masquée");
    }

    private static ReadingRules agreed(String sheet) {
        return new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 100, 1_000, 100,
                new FileProfile(null, StandardCharsets.UTF_8, Map.of(), Map.of(), sheet, FileProfile.Totals.OPTIONAL, null));
    }

    @Test
    void a_header_is_found_below_titles_and_in_any_column() {
        Drop.Read read = Xlsx.of(title(2, "Société X"), title(4, "Paie de mai – montant en XOF"), Xlsx.row(6, Xlsx.text("C6", "N° de téléphone"),
                Xlsx.text("E6", "Net à payer")), Xlsx.row(8, Xlsx.text("C8", "0707123456"), Xlsx.number("E8", "50000"), Xlsx.text("G8", "remarque"))).read();
        assertThat(read.form().header()).containsExactly("", "", "N° de téléphone", "", "Net à payer", "", "");
        assertThat(read.rows()).singleElement().matches(PayoutRow::isValid).matches(row -> row.lineNo() == 8);
        assertThat(read.cells().get(0)).containsExactly("", "", "t0707123456", "", "n50000", "", "tremarque");
    }

    @Test
    void payouts_above_the_header_are_never_passed_over() {
        Problem problem = Xlsx.of(payout(1), payout(2), Xlsx.HEADER.replace("\"1\"", "\"3\"").replaceAll("([A-D])1\"", "$13\""), payout(4)).refusal();
        assertThat(problem.lineNo()).isEqualTo(1);
        assertThat(problem.reason().words().english()).contains("there is a payout in row 1 of the sheet “Paie” and no header above it");
        assertThat(problem.reason().words().french()).contains("il y a un paiement à la ligne 1");
    }

    @Test
    void a_sheet_without_our_columns_is_refused_naming_what_it_has() {
        Problem problem = Xlsx.of(title(1, "Paie"), Xlsx.row(3, Xlsx.text("A3", "Téléphone"), Xlsx.text("B3", "Nom"))).refusal();
        assertThat(problem.lineNo()).isEqualTo(3);
        assertThat(problem.field()).isEqualTo("header");
        assertThat(problem.reason().words().english()).contains("no column for amount was found in the first 20 rows of the sheet “Paie”: row 3 has “Téléphone”, “Nom”");
        assertThat(problem.reason().words().french()).contains("aucune colonne pour « amount » (montant)", "un en-tête comme reference,telephone,montant,motif");
        StringBuilder titles = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            titles.append(title(i, "titre"));
        }
        assertThat(Xlsx.of(titles.toString(), Xlsx.HEADER.replace("\"1\"", "\"21\"").replaceAll("([A-D])1\"", "$121\""), payout(22)).refusal()
                .reason().text()).contains("no column for msisdn, amount");
    }

    @Test
    void two_columns_of_one_meaning_are_refused() {
        assertThat(Xlsx.of(Xlsx.row(1, Xlsx.text("A1", "phone"), Xlsx.text("B1", "Téléphone"), Xlsx.text("C1", "amount")), payout(2)).refusal().reason().text())
                .contains("the columns “phone” and “Téléphone” both mean msisdn");
    }

    @Test
    void cells_merged_over_rows_are_refused_where_a_payout_would_lose_its_value() {
        Words words = words(merged("C2:C3"));
        assertThat(words.english()).contains("the cells C2:C3 are merged over several rows: unmerge them");
        assertThat(words.french()).contains("les cellules C2:C3 sont fusionnées sur plusieurs lignes");
        for (String harmless : List.of("D2:D3", "A1:A2", "E2:F9", "A2:B2", "x")) {
            assertThat(merged(harmless).read().rows()).as(harmless).hasSize(2);
        }
    }

    private static Xlsx merged(String range) {
        return new Xlsx().sheetWith("Paie", "", "", Xlsx.HEADER + payout(2) + payout(3), "<mergeCells count=\"1\"><mergeCell ref=\"" + range + "\"/></mergeCells>");
    }

    @Test
    void hidden_and_filtered_rows_are_read_like_any_other() {
        Drop.Read read = new Xlsx().sheetWith("Paie", "", "<dimension ref=\"A1\"/><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>",
                Xlsx.HEADER + payout(2).replace("<row ", "<row hidden=\"1\" "), "<autoFilter ref=\"A1:D2\"/>").read();
        assertThat(read.rows()).hasSize(1);
    }

    @Test
    void rows_and_cells_that_do_not_say_where_they_are_stand_behind_the_last() {
        Drop.Read read = Xlsx.of((Xlsx.HEADER + payout(2) + payout(3)).replaceAll(" r=\"[A-Z0-9]+\"", "").replace("<row spans=\"1:4\" x14ac:dyDescent=\"0.25\">"
                + "<c t=\"inlineStr\"><is><t>0707", "<row><c/><c t=\"inlineStr\"><is><t>0707")).read();
        assertThat(read.rows()).extracting(PayoutRow::lineNo).containsExactly(2L, 3L);
        assertThat(read.rows()).allMatch(PayoutRow::isValid);
    }

    @Test
    void a_workbook_in_the_iso_namespaces_is_read_the_same() {
        assertThat(Xlsx.of(FILLED).strict().read()).isEqualTo(Xlsx.of(FILLED).read());
    }

    @Test
    void rows_that_stand_anywhere_but_in_the_data_of_the_sheet_are_none() {
        Drop.Read read = new Xlsx().sheetWith("Paie", "", payout(1), Xlsx.HEADER + payout(2) + "<extLst>" + payout(3) + "</extLst>", "<extLst>" + payout(9) + "</extLst>").read();
        assertThat(read.rows()).extracting(PayoutRow::lineNo).containsExactly(2L);
    }

    private static Words words(Xlsx workbook) {
        return workbook.refusal().reason().words();
    }
}
