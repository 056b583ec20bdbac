package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.djamopayouts.payout.Xof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workbook that came packed is unpacked once, to a file of its owner alone, and is the same workbook. */
class PackedWorkbookTest {

    private static final byte[] WORKBOOK = Xlsx.of(Xlsx.HEADER, Xlsx.row(2, Xlsx.text("A2", "R1"), Xlsx.text("B2", "0707123456"),
            Xlsx.number("C2", "5000"))).bytes();
    private static final PgpKeys KEYS = PgpKeys.read(PgpMaker.FILES.resolve("desk.secret.asc"), "desk-passphrase",
            PgpMaker.FILES.resolve("signers.asc"), false);

    @TempDir
    private Path folder;

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] zip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed)) {
            zip.putNextEntry(new ZipEntry("mai/paie.xlsx"));
            zip.write(content);
        }
        return packed.toByteArray();
    }

    private Unwrapped unwrap(byte[] dropped, ReadingRules rules) throws IOException {
        Path file = Files.write(folder.resolve("dropped"), dropped);
        return Unwrapped.of(file, Sha256.of(Files.newInputStream(file)), folder.resolve("clear"), KEYS, rules);
    }

    private String refusal(byte[] dropped, ReadingRules rules) {
        FileRefused refused = catchThrowableOfType(FileRefused.class, () -> Drop.read(unwrap(dropped, rules).file(), rules));
        assertThat(refused).as("the file is refused").isNotNull();
        return refused.problems().get(0).reason().text();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void it_is_read_as_the_workbook_it_holds_and_has_its_hash() throws IOException {
        for (byte[] packed : List.of(gzip(WORKBOOK), zip(WORKBOOK), PgpMaker.message(PgpMaker.signed(WORKBOOK)),
                PgpMaker.message(PgpMaker.signed(gzip(WORKBOOK))), PgpMaker.message(PgpMaker.signed(zip(WORKBOOK))))) {
            Unwrapped content = unwrap(packed, Drop.RULES);
            assertThat(content.sha256()).isEqualTo(Sha256.hex(digested(WORKBOOK)));
            assertThat(Drop.read(content.file(), Drop.RULES)).isEqualTo(Drop.read(WORKBOOK, Drop.RULES));
            assertThat(Files.getPosixFilePermissions(content.file())).hasSize(2);
            assertThat(left()).containsExactly("clear", "dropped");
            Files.delete(content.file());
        }
    }

    private static MessageDigest digested(byte[] content) {
        MessageDigest digest = Sha256.digest();
        digest.update(content);
        return digest;
    }

    @Test
    void other_content_is_not_written_to_the_disk() throws IOException {
        Unwrapped content = unwrap(PackedFileTest.gzip("msisdn,amount\n0707123456,5000\n"), Drop.RULES);
        assertThat(content.file()).isEqualTo(folder.resolve("dropped"));
        assertThat(left()).containsExactly("dropped");
    }

    @Test
    void one_that_is_cut_or_damaged_or_beyond_the_bound_is_refused_and_nothing_of_it_is_left() throws IOException {
        byte[] whole = gzip(WORKBOOK);
        for (int length = whole.length - 1; length > whole.length - 600; length -= 7) {
            assertThat(refusal(Arrays.copyOf(whole, length), Drop.RULES)).contains("gzip file ends in the middle");
        }
        byte[] wrong = gzip(WORKBOOK);
        wrong[wrong.length - 6] ^= 1;
        assertThat(refusal(wrong, Drop.RULES)).contains("gzip file is damaged");
        assertThat(refusal(PgpMaker.message(PgpMaker.signed(wrong)), Drop.RULES)).contains("gzip file is damaged");
        ReadingRules small = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 1_000, 10, WORKBOOK.length - 1, FileProfile.NONE, ExecutionDates.KEPT);
        assertThat(refusal(zip(WORKBOOK), small)).contains("payouts.file.max-unpacked-bytes = " + (WORKBOOK.length - 1));
        assertThat(left()).containsExactly("dropped");
    }

    @Test
    void a_bomb_that_begins_like_a_workbook_is_refused_before_it_fills_the_disk() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(WORKBOOK);
            byte[] blank = new byte[1 << 20];
            for (int i = 0; i < 100; i++) {
                out.write(blank);
            }
        }
        assertThat(refusal(packed.toByteArray(), Drop.RULES)).contains("more than 200 times its size");
        assertThat(left()).containsExactly("dropped");
    }

    @Test
    void one_that_is_packed_twice_is_refused_and_so_are_two_in_one_zip() throws IOException {
        assertThat(refusal(gzip(gzip(WORKBOOK)), Drop.RULES)).contains("a gzip file inside another packing", "pack the payout file once");
        assertThat(refusal(gzip(zip(WORKBOOK)), Drop.RULES)).contains("a zip file inside another packing");
        assertThat(refusal(zip(zip(WORKBOOK)), Drop.RULES)).contains("a zip file inside another packing");
        assertThat(refusal(zip(gzip(WORKBOOK)), Drop.RULES)).contains("a gzip file inside another packing");
        assertThat(refusal(PgpMaker.message(PgpMaker.signed(gzip(gzip(WORKBOOK)))), Drop.RULES)).contains("a gzip file inside another packing");
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(two)) {
            for (String name : List.of("a.xlsx", "b.xlsx")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(WORKBOOK);
            }
        }
        assertThat(refusal(two.toByteArray(), Drop.RULES)).contains("more than one file");
    }

    @Test
    void a_document_that_is_no_workbook_is_told_as_what_it_is_though_it_came_packed() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(text)) {
            zip.putNextEntry(new ZipEntry("mimetype"));
            zip.write("application/vnd.oasis.opendocument.spreadsheet".getBytes(StandardCharsets.US_ASCII));
            zip.putNextEntry(new ZipEntry("content.xml"));
        }
        assertThat(refusal(gzip(text.toByteArray()), Drop.RULES)).contains("OpenDocument");
    }
}
