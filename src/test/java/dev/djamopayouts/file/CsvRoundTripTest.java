package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.PayoutState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever cells a file may hold, they come through reader, ledger and reports exactly. */
class CsvRoundTripTest {

    private static final int WIDTH = 4;

    @Property(edgeCases = EdgeCasesMode.NONE)
    void cells_come_through_the_failures_file_the_reader_and_the_ledger(@ForAll("forms") CsvForm form,
                                                                        @ForAll("rows") List<List<String>> rows) throws IOException {
        Drop.Read read = writtenAndRead(form, rows);
        assertThat(read.cells()).isEqualTo(rows);
        assertThat(read.form()).isEqualTo(form);
        for (PayoutRow row : read.rows()) {
            assertThat(RowCells.decode(RowCells.encode(row.cells()))).isEqualTo(row.cells());
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void a_failures_file_dropped_again_reads_as_the_same_rows(@ForAll("forms") CsvForm form,
                                                              @ForAll("rows") List<List<String>> rows) throws IOException {
        Drop.Read first = writtenAndRead(form, rows);
        assertThat(writtenAndRead(first.csv(), first.cells())).isEqualTo(first);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void cells_come_through_the_result_file_but_for_formulas(@ForAll("forms") CsvForm form,
                                                             @ForAll("rows") List<List<String>> rows) throws IOException {
        Path path = Files.createTempFile("result", ".csv");
        try {
            try (ResultFile file = ResultFile.create(path, form)) {
                rows.forEach(cells -> file.add(row(cells)));
            }
            Drop.Read read = Drop.read(path, Drop.RULES);
            assertThat(read.rows()).hasSameSizeAs(rows);
            for (int i = 0; i < rows.size(); i++) {
                List<String> cells = read.rows().get(i).cells();
                assertThat(cells).hasSize(WIDTH + ResultFile.COLUMNS.size());
                if (rows.get(i).size() == WIDTH) {
                    assertThat(cells.subList(0, WIDTH)).isEqualTo(rows.get(i).stream().map(FormulaGuard::defuse).toList());
                }
                assertThat(cells.get(WIDTH + 4)).isEqualTo("FAILED");
            }
        } finally {
            Files.delete(path);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void the_form_of_a_file_comes_back_from_its_text(@ForAll("forms") CsvForm form) {
        assertThat(FileForm.parse(form.text())).isEqualTo(form);
    }

    private static Drop.Read writtenAndRead(CsvForm form, List<List<String>> rows) throws IOException {
        Path path = Files.createTempFile("failures", ".csv");
        try {
            try (FailuresFile file = FailuresFile.create(path, form)) {
                rows.forEach(cells -> file.add(row(cells)));
            }
            return Drop.read(path, Drop.RULES);
        } finally {
            Files.delete(path);
        }
    }

    private static ResultRow row(List<String> cells) {
        return new ResultRow(2, cells, null, null, null, PayoutState.FAILED, null, null, null, null, null, 0);
    }

    @Provide
    Arbitrary<CsvForm> forms() {
        return Combinators.combine(Arbitraries.of(',', ';', '\t'), Arbitraries.of(true, false), Arbitraries.of("\n", "\r\n", "\r"), cells())
                .as((separator, bom, ending, extra) -> new CsvForm(List.of("msisdn", "x" + extra, "montant", "Réf."),
                        separator, bom, ending, 3, 0, 2, CsvForm.ABSENT));
    }

    /** Rows as a file can hold them: one blank cell alone is a blank line. */
    @Provide
    Arbitrary<List<List<String>>> rows() {
        Arbitrary<List<String>> whole = cells().list().ofSize(WIDTH);
        Arbitrary<List<String>> ragged = cells().list().ofMinSize(2).ofMaxSize(WIDTH + 3);
        return Arbitraries.frequencyOf(Tuple.of(4, whole), Tuple.of(1, ragged))
                .list().ofMinSize(1).ofMaxSize(6).map(ArrayList::new);
    }

    /** Any text but NUL, which no file may have, and halves of characters, which UTF-8 cannot write. */
    private static Arbitrary<String> cells() {
        Arbitrary<String> marks = Arbitraries.strings().withChars(",;\t\"\r\n '=+-@#aé07\\\uFEFF").ofMaxLength(6);
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(5).map(text -> text.replace("\0", "")
                .codePoints().filter(c -> c < 0xD800 || c > 0xDFFF)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
        return Arbitraries.oneOf(marks, any, Arbitraries.of("", "0707123456", "5000", "😀 ça va"));
    }
}
