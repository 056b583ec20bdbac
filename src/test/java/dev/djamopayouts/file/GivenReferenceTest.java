package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Xof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A row that brought no reference comes back with the one that it was given, where its form has a place for it. */
class GivenReferenceTest {

    private static CsvForm csv(int referenceColumn) {
        return new CsvForm(List.of("ref", "tel", "montant"), ',', false, "\n", referenceColumn, 1, 2, CsvForm.ABSENT);
    }

    @Test
    void a_csv_row_has_it_in_its_empty_cell_and_nowhere_else() {
        assertThat(csv(0).withReference(List.of(" \u00a0", "07", "5"), "R")).containsExactly("R", "07", "5");
        assertThat(csv(0).withReference(List.of("own ", "07", "5"), "R")).as("as it came").containsExactly("own ", "07", "5");
        assertThat(csv(CsvForm.ABSENT).withReference(List.of("", "07", "5"), "R")).as("no column").containsExactly("", "07", "5");
        assertThat(csv(0).withReference(List.of("", "07"), "R")).as("a row that could not be read").containsExactly("", "07");
    }

    @Test
    void an_object_has_it_in_the_first_member_that_may_hold_it() {
        JsonForm form = new JsonForm(JsonForm.Layout.LINES, List.of("tel", "ref", "reference"));
        assertThat(form.withReference(List.of("\"07\""), "R\"1")).containsExactly("\"07\"", "\"R\\\"1\"");
        assertThat(form.withReference(List.of("\"07\"", "null", ""), "R")).containsExactly("\"07\"", "\"R\"", "");
        assertThat(form.withReference(List.of("\"07\"", "", "17"), "R")).as("its own").containsExactly("\"07\"", "", "17");
        assertThat(new JsonForm(JsonForm.Layout.ARRAY, List.of("tel")).withReference(List.of("\"07\""), "R")).containsExactly("\"07\"");
    }

    @Test
    void a_row_of_json_gets_it_in_the_member_that_is_agreed_and_in_no_other() {
        ReadingRules rules = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 1_000, 10, new FileProfile(null, StandardCharsets.UTF_8,
                Map.of(Column.REFERENCE, "Matricule"), Map.of(), null, FileProfile.Totals.OPTIONAL, null));
        for (String file : List.of("[ROW]", "ROW\n")) {
            Drop.Read read = Drop.read(file.replace("ROW", "{\"reference\":\"\",\"matricule\":\"\",\"msisdn\":\"0707123456\",\"amount\":5000}")
                    .getBytes(StandardCharsets.UTF_8), rules);
            FileForm form = FileForm.parse(read.form().text());
            assertThat(form).isEqualTo(read.form());
            assertThat(form.withReference(read.rows().get(0).cells(), "R-1")).containsExactly("\"\"", "\"R-1\"", "\"0707123456\"", "5000");
        }
    }
}
