package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.PayoutState;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.Test;

/** Whatever cells a workbook may hold, they come through reader, ledger and reports exactly, whoever wrote it. */
class XlsxRoundTripTest {

    private static final int WIDTH = 4;
    private static final List<String> HEADER = List.of("Réf", "téléphone", "montant", "=x");

    @Property(edgeCases = EdgeCasesMode.NONE, tries = 300)
    void cells_come_through_the_failures_file_the_reader_and_the_ledger(@ForAll("rows") List<List<String>> rows) throws IOException {
        Drop.Read first = writtenAndRead(new XlsxForm("Paie", HEADER, 0, 2), rows);
        assertThat(first.form()).isEqualTo(new XlsxForm("Paie", HEADER, 0, 2));
        assertThat(first.cells().stream().map(XlsxRoundTripTest::filled).toList()).isEqualTo(rows);
        assertThat(writtenAndRead((XlsxForm) first.form(), first.cells())).isEqualTo(first);
        for (PayoutRow row : first.rows()) {
            assertThat(RowCells.decode(RowCells.encode(row.cells()))).isEqualTo(row.cells());
        }
    }

    private static List<String> filled(List<String> cells) {
        return cells.size() == WIDTH ? cells : List.of("a row of " + cells.size() + " cells");
    }

    private static Drop.Read writtenAndRead(XlsxForm form, List<List<String>> rows) throws IOException {
        Path path = Files.createTempFile("failures", ".xlsx");
        try {
            try (Report report = form.failures(path)) {
                rows.forEach(cells -> report.add(new ResultRow(2, cells, null, null, null, PayoutState.REJECTED, null, null, null, null, null, 0)));
            }
            return Drop.read(path, Drop.RULES);
        } finally {
            Files.delete(path);
        }
    }

    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<String> text = Arbitraries.strings().withChars("ab_x0041=+-@'\"<>&;, \t\n\r\0\u0001\u00A0é\uFEFF😀\uFFFE").ofMinLength(1).ofMaxLength(12)
                .filter(JsonText::isWhole).map(value -> "t" + value);
        Arbitrary<String> number = Arbitraries.of("n50000", "n0", "n-1.5", "n1E+20", "n2250707123456", "n0.1", "p0.5", "d46327", "d46327.75", "d0.5", "b1", "b0",
                "e#REF!", "");
        // A row in which a person sees nothing is no row.
        return Arbitraries.oneOf(text, number).list().ofSize(WIDTH).filter(cells -> cells.stream().anyMatch(cell -> !Blanks.isBlank(XlsxCell.value(cell))))
                .list().ofMinSize(1).ofMaxSize(8);
    }

    @Test
    void a_workbook_of_a_library_is_read() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(bytes, "test", "1.0")) {
            Worksheet rows = workbook.newWorksheet("Paie");
            for (int i = 0; i < HEADER.size(); i++) {
                rows.value(0, i, HEADER.get(i));
            }
            rows.value(1, 1, "0707123456");
            rows.value(1, 2, new BigDecimal("50000"));
            rows.inlineString(2, 1, "0707123457");
            rows.value(2, 2, 50000.0);
            rows.value(3, 1, 2250707123456L);
            rows.formula(3, 2, "C2+C3");
        }
        Drop.Read read = Drop.read(bytes.toByteArray(), Drop.RULES);
        assertThat(read.rows()).extracting(PayoutRow::isValid).containsExactly(true, true, false);
        assertThat(read.rows().get(2).refusal().text()).contains("formula in C4");
    }

    /** Saved by LibreOffice 7.4: a title, a merged cell, a hidden sheet, dates, a percentage, formulas and rows left empty. */
    @Test
    void a_workbook_of_libreoffice_is_read() throws IOException {
        byte[] workbook;
        try (InputStream in = XlsxRoundTripTest.class.getResourceAsStream("/libreoffice/libreoffice.xlsx")) {
            workbook = in.readAllBytes();
        }
        Drop.Read read = Drop.read(workbook, Drop.RULES);
        assertThat(((XlsxForm) read.form()).sheet()).isEqualTo("Paie d'été");
        assertThat(read.form().header()).containsExactly("Réf.", "N° de téléphone", "Montant (FCFA)", "Motif", "Jour");
        assertThat(read.rows()).extracting(PayoutRow::lineNo).containsExactly(4L, 5L, 9L, 10L);
        assertThat(read.rows()).extracting(PayoutRow::isValid).containsExactly(true, false, false, true);
        assertThat(read.rows().get(0).description()).isEqualTo("Salaire & prime");
        assertThat(read.cells().get(0)).containsExactly("tR1", "t0707123456", "n50000", "tSalaire & prime", "d46327");
        assertThat(read.rows().get(1).refusal().text()).contains("formula in C5");
        assertThat(read.rows().get(2).refusal().text()).contains("C9 is formatted as a date or a percentage");
        assertThat(read.rows().get(3).description()).isEqualTo("Paie R4");
    }
}
