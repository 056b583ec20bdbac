package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Xof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that come packed by gzip or zip are read as what they hold. */
class PackedFileTest {

    private static final String CSV = "reference,msisdn,amount\nR1,0707123456,5000\nR2,0707123457,5000\n";
    private static final String JSON = "[{\"msisdn\":\"0707123456\",\"amount\":5000}]";

    @Test
    void a_packed_file_is_read_as_the_same_file_unpacked() throws IOException {
        for (String text : new String[] {CSV, JSON, "\uFEFF" + CSV, CSV.replace("\n", "\r\n")}) {
            assertThat(Drop.read(gzip(text), Drop.RULES)).isEqualTo(Drop.read(text));
            assertThat(Drop.read(zip("paie.csv", text), Drop.RULES)).isEqualTo(Drop.read(text));
        }
        assertThat(Drop.read(gzip(JSON), Drop.RULES).form().extension()).isEqualTo("json");
    }

    @Test
    void members_of_a_gzip_are_one_content() throws IOException {
        assertThat(Drop.read(joined(gzip(CSV), gzip("R3,0707123458,5000\n")), Drop.RULES).rows()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"paie.xlsx", "a b/é.csv", "-rf", "CON", "paie..csv", "..paie/x.csv", "mai\\\\paie.csv", "1:30.csv"})
    void a_plain_name_in_a_zip_makes_no_difference(String name) throws IOException {
        assertThat(Drop.read(zip(name, CSV), Drop.RULES).rows()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "C:\\x.csv", "c:x.csv", "\\\\server\\x.csv", "mai/../../x.csv", "mai\\..\\..\\x.csv",
        "..", "x\u0000.csv", "x\n.csv", "x\u007F.csv"})
    void a_name_in_a_zip_that_leads_out_of_it_is_refused(String name) throws IOException {
        assertThat(only(zip(name, CSV))).as(name).contains("leads out of it", "under a plain name");
        assertThat(only(zip("../", "", "paie.csv", CSV))).as("a folder").contains("leads out of it");
    }

    @Test
    void a_name_in_the_code_page_of_windows_makes_no_difference() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed, Charset.forName("IBM850"))) {
            zip.putNextEntry(new ZipEntry("Paie février.csv"));
            zip.write(CSV.getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Drop.read(packed.toByteArray(), Drop.RULES).rows()).hasSize(2);
    }

    @Test
    void a_folder_in_a_zip_does_not_count() throws IOException {
        assertThat(Drop.read(zip("mai/", "", "mai/paie.csv", CSV), Drop.RULES).rows()).hasSize(2);
    }

    @Test
    void a_gzip_cut_anywhere_is_refused() throws IOException {
        byte[] whole = gzip(CSV);
        for (int length = 3; length < whole.length; length++) {
            assertThat(only(Arrays.copyOf(whole, length))).as("%d of %d bytes", length, whole.length).contains("gzip file ends in the middle");
        }
    }

    @Test
    void a_gzip_of_two_members_cut_anywhere_in_the_second_never_loses_rows_silently() throws IOException {
        byte[] first = gzip(CSV);
        byte[] both = joined(first, gzip("R3,0707123458,5000\n"));
        for (int length = first.length + 1; length < both.length; length++) {
            assertThat(only(Arrays.copyOf(both, length))).as("%d of %d bytes", length, both.length).contains("gzip file");
        }
    }

    @Test
    void a_zip_cut_inside_its_file_is_refused() throws IOException {
        byte[] whole = zip("a.csv", CSV);
        for (int length = 5; length < whole.length / 2; length++) {
            assertThat(only(Arrays.copyOf(whole, length))).as("%d of %d bytes", length, whole.length).contains("zip file");
        }
    }

    @Test
    void a_damaged_byte_is_refused() throws IOException {
        byte[] wrong = gzip(CSV);
        wrong[wrong.length - 6] ^= 1;
        assertThat(only(wrong)).contains("gzip file is damaged");
        byte[] zip = zip("a.csv", CSV);
        zip[40] ^= 1;
        assertThat(only(zip)).contains("zip file");
    }

    @Test
    void a_zip_of_two_files_or_of_none_is_refused() throws IOException {
        assertThat(only(zip("a.csv", CSV, "b.csv", CSV))).contains("more than one file");
        assertThat(only(zip("a.csv", CSV + "R3,0707123458,5000\n".repeat(50_000), "b.csv", CSV))).contains("more than one file");
        assertThat(only(zip("mai/", ""))).contains("holds no file");
        String[] folders = new String[400];
        for (int i = 0; i < 200; i++) {
            folders[2 * i] = i + "/";
            folders[2 * i + 1] = "";
        }
        assertThat(only(zip(folders))).contains("more than 100 folders");
    }

    @Test
    void what_is_packed_twice_is_refused() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(gzip(CSV));
        }
        assertThat(only(packed.toByteArray())).contains("looks like a gzip file");
    }

    @Test
    void an_old_workbook_that_is_packed_is_refused_with_the_forms_to_save_it_in() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 0});
        }
        Problem problem = Drop.refusal(packed.toByteArray(), Drop.RULES).problems().get(0);
        assertThat(problem.reason().text()).contains("(.xls)", "save the sheet as “Excel workbook (.xlsx)” or as “CSV UTF-8”");
        assertThat(problem.reason().words().french()).contains("(.xls)", "enregistrez la feuille en « Classeur Excel (.xlsx) » ou en « CSV UTF-8 »");
    }

    @Test
    void a_bomb_is_refused_before_it_fills_anything() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(CSV.getBytes(StandardCharsets.UTF_8));
            spaces(gzip);
        }
        assertThat(only(packed.toByteArray())).contains("gzip file unpacks to more than 200 times its size");
        packed.reset();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("a.csv"));
            zip.write(CSV.getBytes(StandardCharsets.UTF_8));
            spaces(zip);
        }
        assertThat(only(packed.toByteArray())).contains("zip file unpacks to more than 200 times its size");
    }

    @Test
    void the_bound_is_a_setting() throws IOException {
        ReadingRules rules = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 1_000, 10, CSV.length() - 1, FileProfile.NONE, ExecutionDates.KEPT);
        assertThat(Drop.refusal(gzip(CSV), rules)).hasMessageContaining("payouts.file.max-unpacked-bytes = " + (CSV.length() - 1));
        assertThat(Drop.read(gzip(CSV.substring(0, CSV.length() - 1)), rules).rows()).hasSize(2);
    }

    @Test
    void rows_that_are_all_the_same_may_pack_small() throws IOException {
        assertThat(Drop.read(gzip(CSV + "R3,0707123458,5000\n".repeat(20_000)), Drop.RULES).rows()).hasSize(20_002);
    }

    @Test
    void text_that_is_no_utf_8_is_refused_with_its_place_in_the_content() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write((CSV + "R3,0707123458,5000é").getBytes(StandardCharsets.ISO_8859_1));
        }
        assertThat(only(packed.toByteArray())).contains("0xE9", "line 4");
    }

    /** 200 MB of blank lines. */
    private static void spaces(OutputStream out) throws IOException {
        byte[] blank = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 200; i++) {
            out.write(blank);
        }
    }

    static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static byte[] zip(String... namesAndTexts) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            for (int i = 0; i < namesAndTexts.length; i += 2) {
                zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
                zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return packed.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) throws IOException {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(first);
        both.write(second);
        return both.toByteArray();
    }

    private static String only(byte[] content) {
        FileRefused refused = Drop.refusal(content, Drop.RULES);
        assertThat(refused.problems()).hasSize(1);
        return refused.problems().get(0).reason().text();
    }
}
