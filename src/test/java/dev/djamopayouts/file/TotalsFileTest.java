package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code NAME.totals.json}, as careful senders write it, as careless ones do, and as hostile ones might. */
class TotalsFileTest {

    private static ControlTotals read(String text) {
        return TotalsFile.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Words refusal(byte[] content) {
        FileRefused refused = catchThrowableOfType(FileRefused.class, () -> TotalsFile.read(content));
        assertThat(refused).isNotNull();
        Words words = refused.problems().get(0).reason().words();
        assertThat(words.french()).isNotEqualTo(words.english());
        return words;
    }

    private static String refusal(String text) {
        return refusal(text.getBytes(StandardCharsets.UTF_8)).english();
    }

    @Test
    void rows_and_amount_are_all_it_needs() {
        ControlTotals expected = new ControlTotals(3L, new Xof(150_000), null);
        assertThat(read("{\"rows\": 3, \"amount\": 150000}")).isEqualTo(expected);
        assertThat(read("\uFEFF \n{\"amount\":\"150 000 FCFA\",\"rows\":\"3\",\"currency\":\"xof\",\"sha256\":null}\n")).isEqualTo(expected);
    }

    @Test
    void the_senders_own_members_are_not_looked_at_and_a_hash_is_kept_in_lower_case() {
        assertThat(read("{\"batch\":{\"rows\":[1,{\"x\":2.5}]},\"rows\":3,\"by\":\"é\",\"amount\":1000000000000000,\"sha256\":\"" + "AB".repeat(32) + "\"}"))
                .isEqualTo(new ControlTotals(3L, new Xof(1_000_000_000_000_000L), "ab".repeat(32)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"{\"rows\":3}|lack amount", "{\"amount\":3}|lack rows", "{}|lack rows",
        "{\"rows\":3,\"rows\":3,\"amount\":5}|same name twice", "{\"rows\":3,\"\\u0072ows\":4,\"amount\":5}|same name twice",
        "{\"rows\":3,\"amount\":5,\"x\":{\"a\":1,\"a\":2}}|same name twice",
        "{\"rows\":3.0,\"amount\":5}|“rows” of the control totals is no whole number", "{\"rows\":-3,\"amount\":5}|“rows”",
        "{\"rows\":3,\"amount\":50.000}|“amount”", "{\"rows\":3,\"amount\":1e5}|“amount”", "{\"rows\":3,\"amount\":[5]}|“amount”",
        "{\"rows\":3,\"amount\":1000000000000001}|“amount”", "{\"rows\":true,\"amount\":5}|“rows”", "{\"rows\":null,\"amount\":5}|“rows”",
        "{\"rows\":3,\"amount\":5,\"currency\":\"EUR\"}|not in XOF", "{\"rows\":3,\"amount\":5,\"sha256\":\"abc\"}|no SHA-256",
        "{\"rows\":3,\"amount\":5,\"sha256\":5}|no SHA-256", "[{\"rows\":3,\"amount\":5}]|no JSON object", "3|no JSON object",
        "''|no JSON object", "{\"rows\":3,\"amount\":5} {}|more follows", "{\"rows\":3,\"amount\":5|not JSON", "{rows:3}|not JSON",
        "{\"rows\":3,\"amount\":5}]|not JSON"})
    void what_is_not_clear_beyond_doubt_is_refused_with_the_reason(String text, String words) {
        assertThat(refusal(text)).contains(words);
    }

    @Test
    void hostile_json_is_refused_within_bounds() {
        assertThat(refusal("[".repeat(60_000))).contains("no JSON object");
        assertThat(refusal("{\"x\":" + "[".repeat(60_000))).contains("not JSON");
        assertThat(refusal("{\"" + "n".repeat(60_000) + "\":1}")).contains("not JSON");
        assertThat(refusal("{\"rows\":" + "9".repeat(60_000) + ",\"amount\":5}")).doesNotContain("999999");
        assertThat(refusal(" ".repeat(TotalsFile.MOST_BYTES + 1))).contains("65537 bytes");
        assertThat(refusal(new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0}).english()).contains("not UTF-8");
        assertThat(refusal("{\"rows\":3,\"amount\":5}\u0000".getBytes(StandardCharsets.UTF_8)).english()).contains("not JSON");
    }

    @Test
    void a_phone_number_in_it_is_never_quoted() {
        assertThat(refusal("{\"rows\":\"0707123456x\",\"amount\":5}")).doesNotContain("0707");
        assertThat(refusal("{\"rows\":3,0707123456}")).doesNotContain("0707");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.csv.totals.json", "a.totals.json", "a.csv.TOTALS.JSON", "x.totals.json.totals.json"})
    void such_a_file_is_known_by_its_name(String name) {
        assertThat(TotalsFile.isOne(name)).isTrue();
        assertThat(TotalsFile.payoutName(name)).isEqualTo(name.substring(0, name.length() - 12)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".totals.json", "totals.json", "a.totals.json.csv", "a.csv"})
    void and_no_other_is_taken_for_one(String name) {
        assertThat(TotalsFile.isOne(name)).isFalse();
    }
}
