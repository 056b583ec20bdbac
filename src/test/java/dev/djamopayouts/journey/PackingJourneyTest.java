package dev.djamopayouts.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One content is paid once, however it comes packed; what nobody trusted has signed is not paid at all. */
class PackingJourneyTest {

    private static final Path FILES = Path.of("src/test/resources/pgp");
    private static final String PASSPHRASE = "desk-passphrase";

    @TempDir
    Path folder;

    private Journey withKeys() {
        return new Journey(folder).set("pgp.secret-key-file", FILES.resolve("desk.secret.asc").toString()).set("pgp.passphrase", PASSPHRASE)
                .set("pgp.signers-file", FILES.resolve("signers.asc").toString());
    }

    private static byte[] file(String name) {
        try {
            return Files.readAllBytes(FILES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] gzipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] zipped(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("payroll.csv"));
            zip.write(content);
        }
        return out.toByteArray();
    }

    private void nothingIsSpooled() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("spool"))) {
            assertThat(files.filter(path -> path.toString().contains(".spool"))).isEmpty();
        }
    }

    @Test
    void a_payroll_that_comes_plain_packed_and_encrypted_is_paid_once() throws IOException {
        try (LogBook log = new LogBook().atInfo(); Journey journey = withKeys().start()) {
            byte[] payroll = file("payroll.csv");
            journey.drop("plain.csv", payroll);
            assertThat(journey.answer("plain.csv.ack.json")).contains("\"rows\" : 2").doesNotContain("contentSha256");
            journey.drop("packed.csv.gz", gzipped(payroll));
            assertThat(journey.answer("packed.csv.gz.dup.json")).contains("\"plain.csv\"",
                    "\"contentSha256\" : \"" + journey.drops().get(0).sha256());
            journey.drop("packed.zip", zipped(payroll));
            journey.drop("encrypted.gpg", file("payroll.csv.gpg"));
            journey.drop("encrypted.asc", file("payroll.csv.asc"));
            journey.drop("both.gpg", file("gzipped.gpg"));
            for (String name : new String[] {"packed.zip", "encrypted.gpg", "encrypted.asc", "both.gpg"}) {
                assertThat(journey.answer(name + ".dup.json")).contains("\"plain.csv\"", "contentSha256");
            }
            journey.audit();
            nothingIsSpooled();
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            assertThat(log.text()).doesNotContain(PASSPHRASE).doesNotContain("0707123456");
        }
    }

    @Test
    void rows_without_references_get_the_same_ones_however_their_file_comes() throws IOException {
        byte[] content = "msisdn,amount\n0707123456,50000\n".getBytes(StandardCharsets.UTF_8);
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("paie.zip", zipped(content));
            String reference = journey.rows("paie.zip.result.csv").get(0).get("djamo_reference");
            assertThat(reference).isEqualTo(new Drop("", content).sha256().substring(0, 32) + "-2");
            journey.drop("paie.csv", content);
            assertThat(journey.answer("paie.csv.dup.json")).contains("\"paie.zip\"");
            assertThat(journey.sandbox().book().size()).isEqualTo(1);
        }
    }

    @Test
    void what_a_stranger_signed_or_nobody_is_refused_and_nothing_is_paid() throws IOException {
        try (Journey journey = withKeys().set("pgp.required", "true").start()) {
            journey.drop("stranger.gpg", file("stranger.gpg"));
            assertThat(journey.answer("stranger.gpg.nack.json")).contains("whom nobody here trusts", "\"paid\" : false");
            journey.drop("unsigned.gpg", file("unsigned.gpg"));
            assertThat(journey.answer("unsigned.gpg.nack.json")).contains("encrypted but not signed");
            journey.drop("plain.csv", file("payroll.csv"));
            assertThat(journey.answer("plain.csv.nack.json")).contains("must be signed and encrypted");
            nothingIsSpooled();
            assertThat(journey.sandbox().book().calls()).isEmpty();
            journey.drop("good.gpg", file("payroll.csv.gpg"));
            assertThat(journey.rows("good.gpg.result.csv")).extracting(row -> row.get("status")).containsOnly("COMPLETED");
            journey.drop("good-again.gpg", file("payroll.csv.gpg"));
            assertThat(journey.answer("good-again.gpg.dup.json")).contains("\"good.gpg\"");
            assertThat(journey.sandbox().book().size()).isEqualTo(2);
            journey.stop();
        }
    }

    @Test
    void a_packed_file_that_is_damaged_is_answered_once_and_what_a_crash_left_is_gone_at_the_next_start() throws IOException {
        Path left = Files.createDirectories(folder.resolve("spool/left-by-a-crash"));
        Files.writeString(left.resolve("20261123-183003-5f0c2a9be1d4.spool.clear"), "what was encrypted");
        try (Journey journey = new Journey(folder).start()) {
            assertThat(left).doesNotExist();
            byte[] whole = gzipped(file("payroll.csv"));
            journey.drop("coupe.gz", Arrays.copyOf(whole, whole.length - 9));
            assertThat(journey.answer("coupe.gz.nack.json")).contains("gzip file ends in the middle");
            journey.drop("clef.gpg", file("payroll.csv.gpg"));
            assertThat(journey.answer("clef.gpg.nack.json")).contains("pgp.secret-key-file");
            journey.audit();
            assertThat(journey.sandbox().book().calls()).isEmpty();
        }
    }

    @Test
    void a_file_in_windows_1252_is_refused_where_nobody_agreed_on_it_and_utf_16_comes_back_as_utf_16() throws IOException {
        String text = "référence;msisdn;montant\r\nÉ-1;0707123456;50000\r\nÉ-2;070712;50000\r\n";
        try (Journey journey = new Journey(folder).start()) {
            journey.drop("excel.csv", text.getBytes(Charset.forName("windows-1252")));
            assertThat(journey.answer("excel.csv.nack.json")).contains("which is not UTF-8", "windows-1252");
            assertThat(journey.sandbox().book().calls()).isEmpty();
            journey.drop("unicode.txt", ("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE));
            journey.answer("unicode.txt.ack.json");
            Path failures = folder.resolve("outbox/unicode.txt.failures.csv");
            Journey.eventually(() -> assertThat(failures).exists());
            assertThat(Files.readString(failures, StandardCharsets.UTF_16LE)).isEqualTo("\uFEFFréférence;msisdn;montant\r\nÉ-2;070712;50000\r\n");
        }
    }
}
