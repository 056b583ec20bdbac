package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** JSON in, JSON out: what came is given back value for value. */
class JsonReportTest {

    private static final String ONE = "{\"ref\":\"R1\",\"msisdn\":\"0707123456\",\"amount\":50000,\"x\":{\"é\":[1.50,null,\"=1+1\"]}}";
    private static final String TWO = "{\"ref\":\"R2\",\"msisdn\":null,\"amount\":\"1e5\",\"y\":\"a\\u0000\\uD800\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"[\n" + ONE + ",\n" + TWO + "\n]\n", ONE + "\n" + TWO + "\n"})
    void the_failures_file_gives_back_what_came_in_the_same_layout(String text) throws IOException {
        Drop.Read read = Drop.read(text);
        assertThat(written(stored(read.form()), false, read.rows())).isEqualTo(text);
    }

    @Test
    void the_result_has_the_row_s_own_members_and_ours_in_one_more() throws IOException {
        Drop.Read read = Drop.read(ONE + "\n");
        ResultRow paid = new ResultRow(1, read.rows().get(0).cells(), new PayoutId(12, 1), "R1", "txn_1", PayoutState.COMPLETED, null,
                new Xof(500), new Xof(50_500), Instant.parse("2026-01-02T03:04:05.678Z"), Instant.parse("2026-01-02T03:05:00Z"), 1);
        Path path = folder.resolve("result.jsonl");
        try (Report report = stored(read.form()).result(path)) {
            report.add(paid);
        }
        assertThat(Files.readString(path)).isEqualTo(ONE.substring(0, ONE.length() - 1) + ",\"payout_result\":{\"line_no\":1,"
                + "\"payout_id\":\"12-1\",\"djamo_reference\":\"R1\",\"djamo_id\":\"txn_1\",\"status\":\"COMPLETED\",\"iso_status\":\"ACSC\","
                + "\"reason_code\":null,\"reason_text\":null,\"fee\":500,\"total\":50500,\"submitted_at\":\"2026-01-02T03:04:05.678Z\","
                + "\"final_at\":\"2026-01-02T03:05:00Z\",\"attempts\":1}}\n");
    }

    @Test
    void the_result_explains_the_same_columns_as_the_csv() throws IOException {
        Drop.Read read = Drop.read("[" + ONE + "]");
        JsonNode row = JSON.readTree(written(read.form(), true, read.rows())).get(0).get("payout_result");
        assertThat(row.fieldNames()).toIterable().containsExactlyElementsOf(ResultFile.COLUMNS);
    }

    @Test
    void a_result_dropped_again_keeps_the_earlier_one() throws IOException {
        Drop.Read read = Drop.read("[" + ONE + "]");
        String first = written(read.form(), true, read.rows());
        Drop.Read again = Drop.read(first);
        assertThat(again.rows()).singleElement().matches(PayoutRow::isValid);
        JsonNode second = JSON.readTree(written(again.form(), true, again.rows())).get(0);
        assertThat(second.get("payout_result")).isEqualTo(JSON.readTree(first).get(0).get("payout_result"));
        assertThat(second.get("payout_result_2").get("status").asText()).isEqualTo("FAILED");
    }

    @Test
    void a_result_as_csv_comes_too_readable_and_defused() throws IOException {
        Drop.Read read = Drop.read("[" + ONE + "," + TWO + ",{\"msisdn\":\"@x\",\"ref\":\"a\\\"b\"}]");
        Path path = folder.resolve("result.csv");
        try (ResultFile file = ResultFile.create(path, stored(read.form()))) {
            read.rows().forEach(row -> file.add(failed(row)));
        }
        assertThat(Files.readAllLines(path)).hasSize(4).satisfiesExactly(
                header -> assertThat(header).startsWith("ref,msisdn,amount,x,y,line_no,"),
                one -> assertThat(one).startsWith("R1,0707123456,50000,\"{\"\"é\"\":[1.50,null,\"\"=1+1\"\"]}\",,1,"),
                two -> assertThat(two).startsWith("R2,,1e5,,a\uFFFD\uFFFD,2,"),
                three -> assertThat(three).startsWith("\"a\"\"b\",'@x,,,,3,"));
    }

    @Test
    void no_rows_are_still_json() throws IOException {
        assertThat(written(new JsonForm(JsonForm.Layout.ARRAY, List.of("a")), false, List.of())).isEqualTo("[\n]\n");
        assertThat(written(new JsonForm(JsonForm.Layout.LINES, List.of("a")), false, List.of())).isEmpty();
    }

    /** As the ledger gives it back. */
    private static FileForm stored(FileForm form) {
        FileForm stored = FileForm.parse(form.text());
        assertThat(stored).isEqualTo(form);
        return stored;
    }

    private String written(FileForm form, boolean withResult, List<PayoutRow> rows) throws IOException {
        Path path = folder.resolve("report");
        try (Report report = withResult ? form.result(path) : form.failures(path)) {
            rows.forEach(row -> report.add(failed(row)));
        }
        return Files.readString(path);
    }

    private static ResultRow failed(PayoutRow row) {
        return new ResultRow(row.lineNo(), RowCells.decode(RowCells.encode(row.cells())), null, null, null, PayoutState.FAILED,
                new Reason(ReasonCode.NARR, "x"), null, null, null, null, 0);
    }
}
