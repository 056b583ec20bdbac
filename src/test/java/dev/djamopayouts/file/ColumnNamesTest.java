package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is agreed with a sender about columns and forms is what a file is read by. */
class ColumnNamesTest {

    private static ReadingRules rules(FileProfile.Form form, Map<Column, String> columns, Map<Column, String> fixed) {
        return new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 1_000, 10_000, 100,
                new FileProfile(form, StandardCharsets.UTF_8, columns, fixed, null, FileProfile.Totals.OPTIONAL, null));
    }

    private static ReadingRules named(Map<Column, String> columns) {
        return rules(null, columns, Map.of());
    }

    private static ReadingRules fixed(Map<Column, String> fixed) {
        return rules(null, Map.of(), fixed);
    }

    private static Drop.Read read(String text, ReadingRules rules) {
        return Drop.read(text.getBytes(StandardCharsets.UTF_8), rules);
    }

    private static List<Problem> refusal(String text, ReadingRules rules) {
        return catchThrowableOfType(FileRefused.class, () -> read(text, rules)).problems();
    }

    @Test
    void an_agreed_name_takes_the_place_of_the_usual_ones() {
        ReadingRules rules = named(Map.of(Column.MSISDN, "Tél. salarié", Column.AMOUNT, "Net"));
        Drop.Read read = read("matricule;TEL SALARIE;téléphone;montant;net\n7;0707123456;0102030405;99999;50 000\n", rules);
        PayoutRow row = read.rows().get(0);
        assertThat(row.refusal()).isNull();
        assertThat(row.msisdn().e164()).isEqualTo("+2250707123456");
        assertThat(row.amount().francs()).isEqualTo(50_000);
        assertThat(row.cells()).containsExactly("7", "0707123456", "0102030405", "99999", "50 000");
    }

    @Test
    void an_agreed_name_may_be_the_usual_one_of_another_column() {
        PayoutRow row = read("reference,telephone,description\n50000,0707123456,R1\n",
                named(Map.of(Column.AMOUNT, "reference", Column.REFERENCE, "description"))).rows().get(0);
        assertThat(row.amount().francs()).isEqualTo(50_000);
        assertThat(row.reference().value()).isEqualTo("R1");
        assertThat(row.description()).isEmpty();
    }

    @Test
    void the_separator_is_found_by_the_agreed_names() {
        assertThat(read("a,b;Salarié;Net, à payer\nx;0707123456;50000\n", named(Map.of(Column.MSISDN, "Salarié", Column.AMOUNT, "Net, à payer")))
                .csv().separator()).isEqualTo(';');
    }

    @Test
    void names_without_a_letter_are_told_apart() {
        PayoutRow row = read("€,№\n50000,0707123456\n", named(Map.of(Column.MSISDN, "№", Column.AMOUNT, "€"))).rows().get(0);
        assertThat(row.amount().francs()).isEqualTo(50_000);
    }

    @Test
    void a_missing_agreed_column_is_named_in_both_languages_also_where_it_is_no_required_one() {
        List<Problem> problems = refusal("telephone,montant\n0707123456,50000\n", named(Map.of(Column.MSISDN, "Tél. salarié", Column.DESCRIPTION, "Motif")));
        assertThat(problems).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.lineNo()).isEqualTo(1);
            assertThat(problem.field()).isEqualTo("header");
            assertThat(problem.reason().code()).isEqualTo(ReasonCode.FF01);
        });
        assertThat(problems.get(0).reason().text()).contains("no column “Tél. salarié” was found, which was agreed for msisdn",
                "the first line has “telephone”, “montant”", "begin the file with a header like reference,Tél. salarié,amount,Motif");
        assertThat(problems.get(0).reason().words().in(Language.FRENCH)).contains("la colonne “Tél. salarié”", "est introuvable");
        assertThat(problems.get(1).reason().text()).contains("“Motif”");
    }

    @Test
    void two_columns_of_the_agreed_name_are_refused() {
        assertThat(refusal("Net,telephone,NET\n5000,0707123456,6000\n", named(Map.of(Column.AMOUNT, "net"))).get(0).reason().text())
                .contains("“Net” and “NET” both mean amount");
    }

    @Test
    void a_fixed_description_wins_over_the_file_and_a_fixed_amount_needs_no_column() {
        PayoutRow row = read("telephone,motif\n0707123456,=cmd\n", fixed(Map.of(Column.DESCRIPTION, "Prime", Column.AMOUNT, "25000"))).rows().get(0);
        assertThat(row.refusal()).isNull();
        assertThat(row.description()).isEqualTo("Prime");
        assertThat(row.amount().francs()).isEqualTo(25_000);
        assertThat(row.cells()).containsExactly("0707123456", "=cmd");
    }

    @Test
    void the_form_without_an_amount_comes_back_from_the_ledger() {
        FileForm form = read("telephone\n0707123456\n", fixed(Map.of(Column.AMOUNT, "25000"))).form();
        assertThat(FileForm.parse(form.text())).isEqualTo(form);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "telephone,montant\\n0707123456,50000\\n", "[{\"telephone\":\"0707123456\",\"montant\":50000}]",
        "{\"telephone\":\"0707123456\"}\\n{\"montant\":50000}\\n"})
    void an_amount_in_a_file_whose_amount_is_fixed_refuses_the_file(String text) {
        List<Problem> problems = refusal(text.replace("\\n", "\n"), fixed(Map.of(Column.AMOUNT, "25000")));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).reason().text()).contains("the column “montant” is the amount", "25000 in every row", "remove the column");
        assertThat(problems.get(0).reason().words().french()).contains("supprimez la colonne");
    }

    @Test
    void json_is_read_by_the_agreed_names_too() {
        ReadingRules rules = rules(null, Map.of(Column.MSISDN, "Tél. salarié", Column.AMOUNT, "Net"), Map.of(Column.DESCRIPTION, "Salaire"));
        PayoutRow row = read("[{\"tel salarie\":\"0707123456\",\"NET\":50000,\"amount\":1,\"motif\":{\"a\":1}}]", rules).rows().get(0);
        assertThat(row.refusal()).isNull();
        assertThat(row.amount().francs()).isEqualTo(50_000);
        assertThat(row.description()).isEqualTo("Salaire");
        assertThat(refusal("[{\"telephone\":\"0707123456\",\"amount\":50000}]", rules)).extracting(problem -> problem.reason().text())
                .anyMatch(text -> text.contains("“Tél. salarié” was found")).anyMatch(text -> text.contains("“Net” was found"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "JSON | msisdn,amount | the file is a CSV, and a JSON array was agreed | le fichier est un CSV",
        "CSV | [{}] | the file is a JSON array, and a CSV was agreed | d'envoyer un CSV",
        "CSV | {\"a\":1} | JSON Lines (an object on each line), and a CSV | un objet par ligne",
        "XLSX | msisdn,amount | and an Excel workbook (.xlsx) was agreed | un classeur Excel",
        "PAIN_001 | msisdn,amount | and a pain.001 message was agreed | un message pain.001",
        "JSON_LINES | [{}] | the file is a JSON array, and JSON Lines | du JSON Lines"})
    void another_form_than_was_agreed_is_refused_naming_both(FileProfile.Form form, String text, String english, String french) {
        List<Problem> problems = refusal(text + "\n", rules(form, Map.of(), Map.of()));
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).reason().words().english()).contains(english);
        assertThat(problems.get(0).reason().words().french()).contains(french);
    }

    @Test
    void the_agreed_form_is_read() {
        assertThat(read("{\"telephone\":\"0707123456\",\"montant\":50000}\n", rules(FileProfile.Form.JSON_LINES, Map.of(), Map.of())).rows()).hasSize(1);
        assertThat(read("telephone,montant\n0707123456,50000\n", rules(FileProfile.Form.CSV, Map.of(), Map.of())).rows()).hasSize(1);
    }
}
