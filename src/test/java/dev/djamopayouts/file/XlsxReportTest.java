package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Xof;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A workbook is answered by a workbook: what a cell was it still is, as we and another reader see it. */
class XlsxReportTest {

    private static final Xlsx WORKBOOK = Xlsx.of(Xlsx.row(1, Xlsx.text("A1", "Réf"), Xlsx.text("B1", "Téléphone"), Xlsx.text("C1", "Montant"),
            Xlsx.text("D1", "=Motif"), Xlsx.text("E1", "Jour")),
            Xlsx.row(2, Xlsx.text("A2", "R1"), Xlsx.text("B2", "0707123456"), Xlsx.styled("C2", 0, "50000"), Xlsx.text("D2", "=1+1 &lt;é&gt; 😀"),
                    Xlsx.styled("E2", 1, "46327")),
            Xlsx.row(3, Xlsx.number("A3", "12"), Xlsx.number("B3", "707123456"), Xlsx.text("C3", "500.5"), Xlsx.text("D3", " a\n_x0041_ _x005F_x0041_ "),
                    "<c r=\"E3\" t=\"b\"><v>1</v></c>"),
            Xlsx.row(5, "<c r=\"A5\" t=\"e\"><v>#REF!</v></c>", Xlsx.text("B5", "+2250505123456"), Xlsx.formula("C5", "", "C2*2", "<v>100000</v>"),
                    Xlsx.styled("D5", 2, "0.125"), Xlsx.styled("E5", 1, "46327.75"))).formats("#,##0", "dd/mm/yyyy", "0.0%");

    @TempDir
    private Path folder;

    @Test
    void the_failures_workbook_reads_back_as_what_was_ordered() throws IOException {
        Drop.Read first = WORKBOOK.read();
        Drop.Read again = Drop.read(failures(first), Drop.RULES);
        assertThat(again.form()).isEqualTo(first.form());
        assertThat(again.cells()).isEqualTo(first.cells());
        assertThat(again.rows()).extracting(PayoutRow::isValid).containsExactly(true, false, false);
        assertThat(again.rows()).extracting(PayoutRow::lineNo).containsExactly(2L, 3L, 4L);
        assertThat(again.rows().get(2).refusal().text()).as("a formula is not paid as the value it had").contains("500");
    }

    @Test
    void another_reader_sees_the_same_types_and_values_and_no_formula() throws IOException {
        List<Row> rows = rows(result(WORKBOOK.read(), PayoutState.COMPLETED));
        assertThat(texts(rows.get(0))).startsWith("Réf", "Téléphone", "Montant", "=Motif", "Jour", "line_no").endsWith("attempts");
        assertThat(rows.get(0).getCellCount()).isEqualTo(5 + ResultFile.COLUMNS.size());
        Row first = rows.get(1);
        assertThat(texts(first)).startsWith("R1", "0707123456", "50000", "=1+1 <é> 😀", "46327", "2", "7-2", "R1", "txn_1", "COMPLETED", "ACSC");
        assertThat(Stream.of(0, 1, 2, 3, 4, 5, 9).map(i -> first.getCell(i).getType())).containsExactly(CellType.STRING, CellType.STRING, CellType.NUMBER,
                CellType.STRING, CellType.NUMBER, CellType.NUMBER, CellType.STRING);
        assertThat(Stream.of(1, 2, 4).map(i -> first.getCell(i).getDataFormatString())).as("text cells have no format there")
                .containsExactly(null, "#,##0", "yyyy\\-mm\\-dd");
        assertThat(rows.get(3).getCell(4).getDataFormatString()).isEqualTo("yyyy\\-mm\\-dd\\ hh:mm:ss");
        assertThat(rows.get(3).getCell(3).getDataFormatString()).isEqualTo("0.00%");
        assertThat(rows.get(3).getCell(0).getType()).isEqualTo(CellType.ERROR);
        assertThat(rows).allSatisfy(row -> assertThat(row.stream().filter(cell -> cell != null)).noneMatch(cell -> cell.getFormula() != null));
    }

    @ParameterizedTest
    @CsvSource({"COMPLETED,8", "FAILED,9", "REJECTED,9", "HELD,10", "UNKNOWN,10", "PENDING,10"})
    void the_state_is_coloured(PayoutState state, int style) throws IOException {
        Path result = result(WORKBOOK.read(), state);
        assertThat(part(result, "xl/worksheets/sheet1.xml")).contains("s=\"" + style + "\" t=\"inlineStr\"><is><t>" + state.name());
        assertThat(part(result, "xl/styles.xml")).contains("FFC6EFCE", "FFFFC7CE", "FFFFEB9C");
    }

    @Test
    void the_header_stays_in_sight_and_filters() throws IOException {
        Path result = result(WORKBOOK.read(), PayoutState.COMPLETED);
        assertThat(part(result, "xl/worksheets/sheet1.xml")).contains("<pane ySplit=\"1\" topLeftCell=\"A2\"", "state=\"frozen\"", "<autoFilter ref=\"A1:R4\"",
                "<col min=\"13\" max=\"13\" width=\"60\"", "<t xml:space=\"preserve\"> a");
        assertThat(part(result, "xl/workbook.xml")).contains("'Paie'!$A$1:$R$4");
    }

    @Test
    void the_same_rows_always_give_the_same_bytes() throws IOException {
        byte[] first = Files.readAllBytes(result(WORKBOOK.read(), PayoutState.COMPLETED));
        Path again = result(WORKBOOK.read(), PayoutState.COMPLETED);
        assertThat(Files.readAllBytes(again)).isEqualTo(first);
        try (ZipFile zip = new ZipFile(again.toFile())) {
            assertThat(zip.stream()).extracting(ZipEntry::getTimeLocal).as("no hour of writing").containsOnly(LocalDateTime.of(1980, 1, 1, 0, 0));
        }
    }

    @Test
    void a_result_as_csv_comes_too_as_a_person_reads_it() throws IOException {
        Drop.Read read = WORKBOOK.read();
        Path path = folder.resolve("result.csv");
        try (ResultFile file = ResultFile.create(path, stored(read.form()))) {
            read.rows().forEach(row -> file.add(row(row, PayoutState.REJECTED)));
        }
        assertThat(Files.readString(path)).contains("\uFEFFRéf,Téléphone,Montant,'=Motif,Jour,line_no", "R1,0707123456,50000,'=1+1 <é> 😀,2026-11-01,2,",
                "12,707123456,500.5,\" a\nA _x0041_ \",TRUE,3,", "\"#REF!\",+2250505123456,'=C2*2 → 100000,12.5%,2026-11-01 18:00:00,5,");
    }

    @Test
    void a_result_dropped_again_keeps_the_earlier_columns() throws IOException {
        Drop.Read again = Drop.read(result(WORKBOOK.read(), PayoutState.COMPLETED), Drop.RULES);
        assertThat(again.form().header()).hasSize(5 + ResultFile.COLUMNS.size());
        assertThat(rows(result(again, PayoutState.COMPLETED)).get(1).getCellCount()).isEqualTo(5 + 2 * ResultFile.COLUMNS.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a/b:c", "'x'", "&lt;&amp;&quot;&gt;", "L'été", "x12345678901234567890123456789012345", "[Paie]", "&#x9;"})
    void the_name_of_a_sheet_is_one_that_excel_takes(String name) throws IOException {
        Xlsx workbook = new Xlsx().sheet(name, "", Xlsx.HEADER, Xlsx.row(2, Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "5000")));
        Path result = failures(workbook.read());
        try (ReadableWorkbook read = new ReadableWorkbook(result.toFile())) {
            assertThat(read.getFirstSheet().getName()).hasSizeBetween(1, 31).doesNotContainPattern("[\\[\\]:*?/\\\\\\p{Cntrl}]|^'|'$");
        }
        assertThat(Drop.read(result, Drop.RULES).rows()).hasSize(1);
    }

    @Test
    void dates_that_count_from_1904_come_back_as_the_same_day() throws IOException {
        Drop.Read read = Xlsx.payout(Xlsx.text("B2", "0707123456"), Xlsx.number("C2", "5000"), Xlsx.styled("D2", 0, "44865")).formats("14").from1904().read();
        assertThat(read.rows().get(0).description()).isEqualTo("2026-11-01");
        assertThat(Drop.read(failures(read), Drop.RULES).rows().get(0).description()).isEqualTo("2026-11-01");
    }

    @Test
    void a_workbook_of_no_rows_and_half_pairs_of_characters_can_be_written() throws IOException {
        XlsxForm form = new XlsxForm("Paie", List.of("msisdn", "amount"), -1, 1);
        Path path = folder.resolve("odd.xlsx");
        try (Report report = form.failures(path)) {
            assertThat(rows(closed(form))).hasSize(1);
            report.add(row(new PayoutRow(2, List.of("ta\uD800b\u0001\u0000\r\uFFFE", "t\uDC00"), null, null, null, null, "", new Reason(ReasonCode.NARR, "x")), PayoutState.FAILED));
        }
        assertThat(Drop.read(path, Drop.RULES).rows().get(0).cells()).containsExactly("ta_xD800_b\u0001\u0000\r\uFFFE", "t_xDC00_");
    }

    private Path closed(XlsxForm form) throws IOException {
        Path path = folder.resolve("none.xlsx");
        form.failures(path).close();
        return path;
    }

    private Path failures(Drop.Read read) throws IOException {
        Path path = folder.resolve("failures.xlsx");
        try (Report report = stored(read.form()).failures(path)) {
            read.rows().forEach(row -> report.add(row(row, PayoutState.REJECTED)));
        }
        return path;
    }

    private Path result(Drop.Read read, PayoutState state) throws IOException {
        Path path = folder.resolve("result.xlsx");
        try (Report report = stored(read.form()).result(path)) {
            read.rows().forEach(row -> report.add(row(row, state)));
        }
        return path;
    }

    /** As the ledger gives it back. */
    private static FileForm stored(FileForm form) {
        FileForm stored = FileForm.parse(form.text());
        assertThat(stored).isEqualTo(form);
        return stored;
    }

    private static ResultRow row(PayoutRow row, PayoutState state) {
        return new ResultRow(row.lineNo(), RowCells.decode(RowCells.encode(row.cells())), new PayoutId(7, row.lineNo()), "R1", "txn_1", state, null,
                new Xof(500), null, Instant.parse("2026-01-02T03:04:05.678Z"), null, 1);
    }

    private static List<Row> rows(Path workbook) throws IOException {
        try (ReadableWorkbook read = new ReadableWorkbook(workbook.toFile(), new ReadingOptions(true, false))) {
            return read.getFirstSheet().read();
        }
    }

    private static List<String> texts(Row row) {
        return row.stream().map(cell -> cell == null ? "" : text(cell)).toList();
    }

    private static String text(Cell cell) {
        return cell.getText();
    }

    private static String part(Path workbook, String name) throws IOException {
        try (ZipFile zip = new ZipFile(workbook.toFile()); InputStream in = zip.getInputStream(zip.getEntry(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
