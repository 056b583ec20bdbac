package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** Why workbooks are not read and written by the library that one would take first: what it does with payouts. */
class StockFastexcelTest {

    @Test
    void it_takes_what_a_formula_was_worth_for_a_text() throws IOException {
        byte[] workbook = Xlsx.payout(Xlsx.formula("B2", " t=\"s\"", "A1", "<v>0</v>"), Xlsx.number("C2", "5000")).strings("<si><t>0707123456</t></si>").bytes();
        assertThat(rows(workbook).get(1).getCell(1).getType()).isEqualTo(CellType.STRING);
        assertThat(Drop.read(workbook, Drop.RULES).rows().get(0).refusal().text()).contains("formula in B2");
    }

    @Test
    void it_counts_rows_from_nothing_where_a_workbook_leaves_their_numbers_out() throws IOException {
        byte[] workbook = Xlsx.of((Xlsx.HEADER + Xlsx.row(2, Xlsx.text("A2", "x"))).replaceAll(" r=\"[A-Z0-9]+\"", "")).bytes();
        assertThat(rows(workbook)).extracting(Row::getRowNum).containsExactly(0, 1);
    }

    @Test
    void it_reads_a_damaged_number_as_another() throws IOException {
        byte[] workbook = XlsxRefusedTest.damagedAmount();
        assertThat(rows(workbook).get(1).getCell(2).getText()).isEqualTo("90000");
    }

    @Test
    void it_makes_room_for_every_column_that_a_cell_claims_to_stand_behind() throws IOException {
        byte[] workbook = Xlsx.of(Xlsx.HEADER, "<row r=\"2\"><c r=\"ZZZZZ2\"><v>1</v></c></row>").bytes();
        assertThat(rows(workbook).get(1).getCellCount()).as("a few letters more are all the memory there is").isGreaterThan(12_000_000);
    }

    @Test
    void it_writes_the_moment_of_writing_and_leaves_out_what_xml_cannot_hold() throws Exception {
        byte[] first = written();
        await().untilAsserted(() -> assertThat(Arrays.equals(written(), first)).isFalse());
        assertThat(rows(first).get(0).getCellText(0)).isEqualTo("ab");
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            workbook.newWorksheet("Paie").value(0, 0, "a\u0001b");
        }
        return bytes.toByteArray();
    }

    private static List<Row> rows(byte[] workbook) throws IOException {
        try (ReadableWorkbook read = new ReadableWorkbook(new ByteArrayInputStream(workbook))) {
            return read.getFirstSheet().read();
        }
    }
}
