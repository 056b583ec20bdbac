package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payout files of JSON: one array of objects, or an object on each line. */
class JsonFileTest {

    private static final String ROW = "{\"reference\":\"SAL-1\",\"msisdn\":\"07 07 12 34 56\",\"amount\":50000,\"motif\":\"Salaire\"}";

    @ParameterizedTest
    @ValueSource(strings = {"[%s]", "%s\n", "%s", "\uFEFF%s", " \n [ \n%s\n ]\n\n", "\uFEFF[%s]"})
    void a_row_is_read_with_all_its_fields_whatever_stands_around_it(String layout) {
        PayoutRow row = Drop.read(layout.formatted(ROW)).rows().get(0);
        assertThat(row.isValid()).as(String.valueOf(row.refusal())).isTrue();
        assertThat(row.reference()).isEqualTo(new Reference("SAL-1"));
        assertThat(row.msisdn()).isEqualTo(new Msisdn("+2250707123456"));
        assertThat(row.amount()).isEqualTo(new Xof(50_000));
        assertThat(row.description()).isEqualTo("Salaire");
        assertThat(row.cells()).containsExactly("\"SAL-1\"", "\"07 07 12 34 56\"", "50000", "\"Salaire\"");
    }

    @Test
    void lines_are_counted_as_an_editor_does_and_items_of_an_array_one_by_one() {
        Drop.Read lines = Drop.read("\n" + ROW + "\r\n\n   \n" + ROW.replace("SAL-1", "SAL-2"));
        assertThat(lines.rows()).extracting(PayoutRow::lineNo).containsExactly(2L, 5L);
        assertThat(lines.form().extension()).isEqualTo("jsonl");
        Drop.Read items = Drop.read("[" + ROW + "," + ROW + ",\n\n" + ROW + "]");
        assertThat(items.rows()).extracting(PayoutRow::lineNo).containsExactly(1L, 2L, 3L);
        assertThat(items.form().extension()).isEqualTo("json");
    }

    @Test
    void members_come_in_any_order_and_a_row_may_lack_what_another_has() {
        Drop.Read read = Drop.read("""
                [{"téléphone": "0707123456", "montant": 5000},
                 {"montant": "5 000", "agence": {"ville": "Abidjan", "codes": [1, 1.50]}, "téléphone": "0707123457"},
                 {"ref": "R3", "téléphone": "0707123458", "montant": 5000, "actif": true, "note": null}]""");
        assertThat(read.rows()).allMatch(PayoutRow::isValid);
        assertThat(read.form().header()).containsExactly("téléphone", "montant", "agence", "ref", "actif", "note");
        assertThat(read.cells()).containsExactly(List.of("\"0707123456\"", "5000"),
                List.of("\"0707123457\"", "\"5 000\"", "{\"ville\":\"Abidjan\",\"codes\":[1,1.50]}"),
                List.of("\"0707123458\"", "5000", "", "\"R3\"", "true", "null"));
        assertThat(read.rows().get(0).reference().value()).isEqualTo(Drop.SHA.substring(0, 32) + "-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"50000|50000", "\"50000\"|50000", "\"50 000\"|50000", "\"50.000\"|50000", "\"50 000 XOF\"|50000"})
    void an_amount_is_a_whole_number_or_a_text(String amount, long francs) {
        assertThat(row("\"0707123456\"", amount).amount()).isEqualTo(new Xof(francs));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500.5|fraction", "50000.0|fraction", "50.000|fraction", "5e4|fraction", "-5000|negative",
        "\"500.5\"|fraction", "null|missing", "\"\"|missing", "true|no text and no number", "[50000]|no text and no number",
        "{\"value\":50000}|no text and no number", "99999999999999999999|account number"})
    void an_amount_that_could_mean_two_things_is_refused(String amount, String words) {
        PayoutRow row = row("\"0707123456\"", amount);
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.FF01);
        assertThat(row.refusal().text()).contains(words);
        assertThat(Problem.of(row).field()).isEqualTo("amount");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"2.250707123456E12|scientific", "707123456|lost its leading zero", "2250707123456.0|decimal",
        "null|missing", "[\"0707123456\"]|no text and no number"})
    void a_damaged_number_is_refused(String msisdn, String words) {
        PayoutRow row = row(msisdn, "5000");
        assertThat(row.refusal().code()).isEqualTo(ReasonCode.AC01);
        assertThat(row.refusal().text()).contains(words);
        assertThat(row("2250707123456", "5000").msisdn()).isEqualTo(new Msisdn("+2250707123456"));
    }

    @Test
    void two_members_of_one_meaning_or_an_unreadable_description_refuse_the_row_and_no_other() {
        Drop.Read read = Drop.read("[{\"msisdn\":\"0707123456\",\"phone\":\"0505123456\",\"amount\":5000},"
                + "{\"msisdn\":\"0707123456\",\"amount\":5000},{\"msisdn\":\"0707123456\",\"amount\":5000,\"motif\":[\"a\"]}]");
        assertThat(read.rows()).extracting(PayoutRow::isValid).containsExactly(false, true, false);
        assertThat(read.rows().get(0).refusal().toString()).contains("FF01", "“phone”", "mean msisdn");
        assertThat(read.rows().get(2).refusal().text()).contains("the description is no text");
    }

    @Test
    void a_name_given_twice_is_refused_wherever_it_stands() {
        for (String twice : List.of("\"amount\":5000,\"amount\":500000", "\"amount\":5000,\"x\":{\"a\":1,\"a\":2}")) {
            String text = "{\"msisdn\":\"0707123456\"," + twice + "}";
            assertThat(only("[" + text + "]")).contains("item 1 (line 1", "the same name twice");
            assertThat(only(ROW + "\n" + text)).contains("at line 2", "the same name twice");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[%s|ends in the middle", "[%s,|is not JSON", "[%s,{\"a\":|ends in the middle",
        "[%s %s]|is not JSON", "[%s] x|is not JSON", "[%s][%s]|more follows the array", "[[1]]|item 1 of the array is no object", "[ [[%s]]]|item 1 of the array is no object", "[%s,5]|item 2 of the array is no object",
        "[]|has no rows", "[{}]|no member for msisdn", "{}|no member for msisdn", "[{\"name\":1}]|no member for amount", "[{'a':1}]|CSV",
        "[{a:1}]|is not JSON", "[{\"a\":NaN}]|is not JSON", "[%s,]|is not JSON", "[%s/* x */]|is not JSON"})
    void broken_json_is_refused_as_a_whole(String text, String words) {
        String all = String.join(" ", Drop.refusal(text.replace("%s", ROW).replace("CSV", "")).problems().toString());
        assertThat(all).contains(words.equals("CSV") ? "is not JSON" : words).doesNotContain("07 07 12");
    }

    @Test
    void a_line_holds_one_whole_object() {
        assertThat(only(ROW + ROW)).contains("more follows the object on line 1");
        assertThat(only("{\n\"msisdn\":\"0707123456\",\"amount\":5000}")).contains("line 1", "does not end on its line");
        assertThat(only(ROW + "\n[1]\n")).contains("line 2 is no object");
        assertThat(only(ROW + "\n" + ROW.substring(0, 40))).contains("line 2", "cut short");
    }

    @Test
    void what_exceeds_a_bound_is_refused() {
        String start = "[{\"msisdn\":\"0707123456\",\"amount\":5000,\"x\":";
        assertThat(only(start + "[".repeat(20_000))).contains("nested too deeply");
        assertThat(only("[".repeat(20_000))).as("no CSV").contains("no object");
        assertThat(only(start + "1".repeat(20_000) + "}]")).contains("too long");
        assertThat(only(start + "\"" + "a".repeat(200_000))).contains("too long");
        assertThat(only(start + "[" + "1,".repeat(2_000_000))).contains("too long");
        assertThat(only(start + "1,\"" + "n".repeat(20_000) + "\":1}]")).contains("too long");
        assertThat(only(start + "1,\"" + "n".repeat(2_000_000))).as("a name that never ends").contains("too long");
        String wide = start + "1" + ",\"%d\":1".repeat(200).formatted(java.util.stream.IntStream.range(0, 200).boxed().toArray()) + "}]";
        assertThat(only(wide)).contains("more than 100 different members");
        assertThat(only(start + "\"a\",\"y\":\"%s\",\"z\":\"%s\"}]".formatted("b".repeat(60_000), "c".repeat(60_000))))
                .contains("more than 100000 characters");
        assertThat(only("{\"a\":" + " ".repeat(200_000))).contains("line 1 has more than 100000 characters");
        assertThat(only(Drop.refusal(("[" + ROW + "," + ROW + "]").getBytes(StandardCharsets.UTF_8), Drop.rules("CI", 1, 1000, 10))))
                .contains("more than 1 rows");
    }

    @Test
    void text_that_is_no_utf_8_is_refused_with_its_offset() {
        byte[] text = ROW.replace("Salaire", "été").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(only(Drop.refusal(text, Drop.RULES))).contains("0xE9", "byte offset");
    }

    @Test
    void escapes_that_no_database_holds_are_kept_as_escapes() {
        PayoutRow row = Drop.read("[{\"msisdn\":\"0707123456\",\"amount\":5000,\"motif\":\"a\\u0000b\\ud800c\\ud83d\\ude00\"}]").rows().get(0);
        assertThat(row.isValid()).isTrue();
        assertThat(row.cells().get(2)).isEqualTo("\"a\\u0000b\\uD800c😀\"");
        assertThat(row.description()).isEqualTo("a\uFFFDb\uFFFDc😀");
    }

    @Test
    void a_csv_may_begin_with_a_bracket() {
        assertThat(Drop.read("[note],msisdn,amount\nx,0707123456,5000\n").form().extension()).isEqualTo("csv");
        assertThat(Drop.read("{id},msisdn,amount\nx,0707123456,5000\n").rows()).hasSize(1);
    }

    private static PayoutRow row(String msisdn, String amount) {
        return Drop.read("[{\"msisdn\":" + msisdn + ",\"amount\":" + amount + "}]").rows().get(0);
    }

    private static String only(String text) {
        return only(Drop.refusal(text));
    }

    private static String only(FileRefused refused) {
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0).reason().text();
    }
}
