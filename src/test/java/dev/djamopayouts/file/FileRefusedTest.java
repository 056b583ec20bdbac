package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.payout.Xof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.ClosedFileSystemException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileRefusedTest {

    private static final String GOOD = "reference,msisdn,amount\nR1,0707123456,5000\n";

    @Test
    void an_empty_file_is_refused() {
        assertThat(onlyText("")).isEqualTo("the file is empty: drop one with at least one payout");
        assertThat(onlyText("\uFEFF")).contains("only blank lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n\r\n", "   \n\t\n \n"})
    void a_file_of_blank_lines_is_refused(String text) {
        assertThat(onlyText(text)).contains("only blank lines");
    }

    @ParameterizedTest
    @ValueSource(strings = {"msisdn,amount", "msisdn,amount\n", "msisdn,amount\r\n\r\n  \r\n"})
    void a_header_without_rows_is_refused(String text) {
        assertThat(onlyText(text)).contains("has a header and no rows");
    }

    @Test
    void a_missing_column_is_refused_with_what_was_found_and_what_was_expected() {
        FileRefused refused = Drop.refusal("\nnom;prénom;montant\nx;y;5000\n");
        assertThat(refused.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.lineNo()).isEqualTo(2);
            assertThat(problem.field()).isEqualTo("header");
            assertThat(problem.reason().words().french()).startsWith("aucune colonne pour « msisdn » (numéro de téléphone) : ")
                    .endsWith("un en-tête comme reference,telephone,montant,motif");
            assertThat(problem.reason().text()).contains("no column for msisdn").contains("“nom”, “prénom”, “montant”")
                    .contains("reference,msisdn,amount,description");
        });
        assertThat(Drop.refusal("a,b\n1,2\n").problems()).hasSize(2);
    }

    @Test
    void a_file_without_a_header_is_refused_and_its_first_row_masked() {
        String text = Drop.refusal("R1,0707123456,5000,x\nR2,0505123456,5000,y\n").getMessage();
        assertThat(text).contains("no column for msisdn", "no column for amount").doesNotContain("0707123456");
    }

    @Test
    void two_columns_that_mean_the_same_are_refused() {
        assertThat(onlyText("phone,Téléphone,amount\n0707123456,0505123456,5000\n"))
                .contains("the columns “phone” and “Téléphone” both mean msisdn").contains("rename or remove one");
    }

    @Test
    void text_in_utf_16_without_a_mark_or_in_utf_32_is_refused() {
        for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
            assertThat(onlyText(GOOD.getBytes(Charset.forName(charset)))).contains("UTF-16").contains("CSV UTF-8");
        }
        for (String charset : List.of("UTF-32LE", "UTF-32BE", "X-UTF-32LE-BOM", "X-UTF-32BE-BOM")) {
            assertThat(onlyText(GOOD.getBytes(Charset.forName(charset)))).contains("UTF-32").contains("CSV UTF-8");
        }
    }

    @Test
    void text_in_windows_1252_is_refused_with_the_offset_of_the_byte() {
        byte[] text = "msisdn,amount,motif\n0707123456,5000,abc\n0707123456,5000,été\n".getBytes(Charset.forName("windows-1252"));
        Problem problem = Drop.refusal(text, Drop.RULES).problems().get(0);
        assertThat(problem.lineNo()).isEqualTo(3);
        assertThat(problem.reason().text()).contains("at byte offset 56 (line 3)").contains("0xE9").contains("windows-1252")
                .contains("save it in UTF-8 (in a spreadsheet: as “CSV UTF-8”), or have windows-1252 agreed");
    }

    @ParameterizedTest
    @ValueSource(ints = {0xC0AF, 0xEDA080, 0xF5808080, 0x80, 0xE28C})
    void bytes_that_only_look_like_utf_8_are_refused(int wrong) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((GOOD + "R2,0707123456,5000").getBytes(StandardCharsets.UTF_8));
        for (int shift = 24; shift >= 0; shift -= 8) {
            if (wrong >>> shift != 0) {
                bytes.write(wrong >>> shift);
            }
        }
        assertThat(onlyText(bytes.toByteArray())).contains("not UTF-8").contains("byte offset 61");
    }

    @Test
    void a_binary_file_is_refused_naming_what_it_looks_like() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(zipped)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
        }
        assertThat(onlyText(zipped.toByteArray())).contains(".xlsx").contains("save the sheet as “CSV UTF-8”");
        assertThat(onlyText("%PDF-1.7 …")).contains("a PDF", "drop the payouts as CSV, Excel workbook (.xlsx), JSON or pain.001");
        assertThat(onlyText("Rar!x")).contains("a RAR file", "unpack it and drop the payout file that is in it");
        assertThat(onlyText(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0})).contains(".xls");
        assertThat(onlyText(new byte[] {1, 2, 0, 4, 5, 6, 7, 8, 9})).contains("binary");
    }

    @Test
    void a_nul_byte_far_inside_is_refused_where_it_is() {
        assertThat(onlyText(GOOD + "R2,0707123456,5000\n".repeat(10_000) + "R3,0707\u0000\n"))
                .contains("a NUL byte").contains("line 10003");
    }

    @Test
    void a_quote_that_is_never_closed_is_refused_with_the_line_it_opened_at() {
        String rows = "R1,0707123456,5000,\"two\nlines\"\nR2,0707123456,5000,\"Salaire\n";
        Problem problem = Drop.refusal("reference,msisdn,amount,motif\n" + rows + "R3,0707123456,5000,x\n".repeat(10)).problems().get(0);
        assertThat(problem.lineNo()).isEqualTo(4);
        assertThat(problem.reason().text()).contains("a quote opened at line 4 is never closed");
    }

    @Test
    void the_line_of_an_open_quote_counts_line_breaks_in_the_cells_before_it() {
        assertThat(onlyText("motif,msisdn,amount\n\"a\r\nb\nc\",\"0707123456,5000\n")).contains("opened at line 4 is never closed");
    }

    @Test
    void an_open_quote_in_a_long_file_is_refused_without_reading_on() {
        String text = GOOD + "R2,0707123456,\"5000\n" + "R3,0707123456,5000\n".repeat(50_000);
        assertThat(onlyText(text)).contains("begins at line 3").contains("close a quote");
    }

    @Test
    void text_behind_a_closing_quote_is_refused_with_its_line() {
        assertThat(onlyText("msisdn,amount,motif\n0707123456,5000,\"Chez \"Tantie\" Marie\"\n"))
                .contains("begins with a quote at line 2").contains("double the quotes");
    }

    @Test
    void what_exceeds_a_bound_is_refused_with_the_bound() {
        assertThat(onlyText(bytes(GOOD + "R2,0707123456,5000\n".repeat(3)), Drop.rules("CI", 3, 1000, 10))).contains("more than 3 rows").contains("split it");
        assertThat(onlyText(bytes(GOOD + "R2,0707123456," + "5".repeat(1000)), Drop.rules("CI", 9, 1000, 10)))
                .contains("row at line 3 has more than 1000 characters");
        assertThat(onlyText(bytes(GOOD + "R2,0707123456,5000,,,\n"), Drop.rules("CI", 9, 1000, 5))).contains("row at line 3 has more than 5 cells");
        assertThat(onlyText(bytes("a,b,c,d,msisdn,amount\n1,2,3,4,5,6\n"), Drop.rules("CI", 9, 1000, 5))).contains("more than 5 cells");
        assertThat(onlyText(bytes("\n".repeat(2000) + GOOD), Drop.rules("CI", 9, 1000, 5))).contains("no header in the first 1000 characters");
        assertThat(onlyText(bytes("\n".repeat(985) + "msisdn,amount,motif\n0707123456,5000,x\n"), Drop.rules("CI", 9, 1000, 5)))
                .contains("header does not end within the first 1000 characters");
    }

    @Test
    void rows_up_to_the_bounds_are_read() {
        assertThat(Drop.read(bytes(GOOD + "R2,0707123456,5000\n"), Drop.rules("CI", 2, 200, 3)).rows()).hasSize(2);
        String quotes = "msisdn,amount,motif\n0707123456,5000,\"" + "\"\"".repeat(5000) + "\"\n";
        assertThat(Drop.read(bytes(quotes), Drop.rules("CI", 2, 5014, 3)).rows().get(0).cells().get(2)).isEqualTo("\"".repeat(5000));
    }

    @Test
    void a_refusal_half_way_is_given_again_to_whoever_reads_on(@TempDir Path folder) throws IOException {
        Path path = Files.writeString(folder.resolve("f.csv"), GOOD.repeat(1) + "R2,0707123456,5000\nR3,\"x\"y,5000\nR4,0707123456,5000\n");
        try (PayoutFile file = PayoutFile.open(path, Drop.SHA, Drop.RULES)) {
            Iterator<List<PayoutRow>> chunks = file.chunks(1);
            assertThat(chunks.next()).hasSize(1);
            assertThatThrownBy(chunks::next).isInstanceOf(FileRefused.class);
            assertThat(chunks.hasNext()).isTrue();
            assertThatThrownBy(chunks::next).isInstanceOf(FileRefused.class).hasMessageContaining("line 4");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String onlyText(String text) {
        return onlyText(bytes(text));
    }

    private static String onlyText(byte[] content) {
        return onlyText(content, Drop.RULES);
    }

    private static String onlyText(byte[] content, ReadingRules rules) {
        List<Problem> problems = Drop.refusal(content, rules).problems();
        assertThat(problems).hasSize(1);
        return problems.get(0).reason().text();
    }

    @Test
    void a_fault_of_ours_refuses_the_file_instead_of_bringing_it_back_at_every_poll() {
        Clock broken = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new ArithmeticException("broken");
            }
        };
        ReadingRules rules = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 100_000, 100, ReadingRules.MAX_UNPACKED_BYTES,
                FileProfile.NONE, new ExecutionDates(broken, false));
        FileRefused refused = Drop.refusal(Pain.message(Pain.V09, 5_000, Pain.payment("R1", "0707129876", "5000")).getBytes(StandardCharsets.UTF_8), rules);

        assertThat(refused).hasCauseInstanceOf(ArithmeticException.class);
        assertThat(refused.problems().get(0).reason().text()).contains("(ArithmeticException)", "the fault may be ours", "look into the log");
    }

    @Test
    void a_fault_of_ours_does_not_keep_the_refusal_from_being_answered(@TempDir Path folder) throws IOException {
        Path gone;
        try (FileSystem closed = FileSystems.newFileSystem(folder.resolve("f.zip"), Map.of("create", "true"))) {
            gone = closed.getPath("a.xml");
        }
        assertThatThrownBy(() -> PayoutFile.open(gone, Drop.SHA, Drop.RULES)).isInstanceOf(FileRefused.class)
                .hasCauseInstanceOf(ClosedFileSystemException.class);
        assertThat(PainForm.of(gone, Drop.RULES)).isEmpty();
    }
}
