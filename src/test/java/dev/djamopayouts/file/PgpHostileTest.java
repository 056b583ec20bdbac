package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.djamopayouts.file.PgpMaker.Packets;
import dev.djamopayouts.file.PgpMaker.Protection;
import dev.djamopayouts.payout.Xof;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenPGP files that somebody damaged, changed or made to do harm: each is refused, and nothing of it stays on the disk. */
class PgpHostileTest {

    private static final byte[] CSV = "msisdn,amount\n0707123456,50000\n".getBytes(StandardCharsets.UTF_8);
    private static final PgpKeys KEYS = PgpKeys.read(PgpMaker.FILES.resolve("desk.secret.asc"), "desk-passphrase",
            PgpMaker.FILES.resolve("signers.asc"), false);

    @TempDir
    Path folder;

    private Unwrapped unwrap(byte[] content, PgpKeys keys, long maxBytes) throws IOException {
        ReadingRules rules = new ReadingRules("CI", new Xof(5_000), new Xof(500_000), 10, 1_000, 10, maxBytes, FileProfile.NONE, ExecutionDates.KEPT);
        Path file = Files.write(folder.resolve("dropped"), content);
        return Unwrapped.of(file, "of its bytes", folder.resolve("clear"), keys, rules);
    }

    private Unwrapped unwrap(byte[] content) throws IOException {
        return unwrap(content, KEYS, ReadingRules.MAX_UNPACKED_BYTES);
    }

    private String refusal(byte[] content) {
        return refusal(content, KEYS, ReadingRules.MAX_UNPACKED_BYTES);
    }

    private String refusal(byte[] content, PgpKeys keys, long maxBytes) {
        Throwable thrown = catchThrowable(() -> unwrap(content, keys, maxBytes));
        assertThat(thrown).isInstanceOf(FileRefused.class);
        assertThat(folder.resolve("clear")).as("nothing is left of what it holds").doesNotExist();
        return ((FileRefused) thrown).problems().get(0).reason().text();
    }

    private static byte[] fixture(String name) throws IOException {
        return Files.readAllBytes(PgpMaker.FILES.resolve(name));
    }

    @ParameterizedTest
    @EnumSource(Protection.class)
    void every_protection_of_today_is_read_and_a_changed_byte_is_always_found(Protection protection) throws IOException {
        byte[] whole = PgpMaker.bytes(PgpMaker.encrypted(protection, 1, PgpMaker.signed(CSV)));
        assertThat(Files.readAllBytes(unwrap(whole).file())).isEqualTo(CSV);
        Files.delete(folder.resolve("clear"));
        for (int at = 0; at < whole.length; at += protection == Protection.MDC ? 3 : 11) {
            byte[] changed = whole.clone();
            changed[at] ^= 0x21;
            neverAnythingElse(changed, at);
        }
    }

    /** The length of the file's outermost packet, or its armor, may change without changing what is inside. */
    private void neverAnythingElse(byte[] changed, int at) throws IOException {
        try {
            Unwrapped read = unwrap(changed);
            assertThat(read.file()).as("byte %d", at).hasBinaryContent(read.file().endsWith("clear") ? CSV : changed);
            assertThat(read.file().endsWith("clear") || PgpKind.of(changed) == PgpKind.NONE).isTrue();
        } catch (FileRefused e) {
            assertThat(folder.resolve("clear")).doesNotExist();
        } finally {
            Files.deleteIfExists(folder.resolve("clear"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"payroll.csv.gpg", "payroll.csv.asc", "hidden.gpg"})
    void a_file_cut_anywhere_is_refused(String name) throws IOException {
        byte[] whole = fixture(name);
        int packets = name.endsWith(".asc") ? new String(whole, StandardCharsets.US_ASCII).indexOf("\n=") : whole.length;
        for (int length = 60; length < packets; length += 7) {
            assertThat(refusal(Arrays.copyOf(whole, length))).as("%d of %d bytes", length, whole.length).contains("OpenPGP file");
        }
    }

    @Test
    void what_follows_a_message_is_refused_and_never_dropped_in_silence() throws IOException {
        byte[] one = fixture("payroll.csv.gpg");
        byte[] armored = fixture("payroll.csv.asc");
        assertThat(refusal(joined(one, one))).contains("OpenPGP");
        assertThat(refusal(joined(one, "x".getBytes(StandardCharsets.US_ASCII)))).contains("OpenPGP");
        assertThat(refusal(joined(armored, armored))).contains("more follows the OpenPGP message");
        assertThat(unwrap(joined(armored, "\r\n\n".getBytes(StandardCharsets.US_ASCII))).file()).exists();
    }

    @Test
    void a_signature_of_something_else_is_refused() {
        byte[] other = new String(CSV, StandardCharsets.UTF_8).replace("50000", "60000").getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(PgpMaker.message(PgpMaker.signed(other, CSV)))).contains("damaged, was changed");
    }

    @Test
    void a_signature_that_was_announced_and_is_missing_or_of_another_kind_is_refused() {
        Packets announced = out -> {
            PgpMaker.signer().generateOnePassVersion(false).encode(out);
            PgpMaker.literal(CSV).to(out);
        };
        assertThat(refusal(PgpMaker.message(announced))).contains("damaged");
        Packets nextToIt = out -> {
            announced.to(out);
            out.write(new byte[] {(byte) 0xC2, (byte) 0xFF, 0x7F, (byte) 0xFF, (byte) 0xFF, (byte) 0xF0, 6, 0, 1, 8, 0x7F, -1, -1, -1});
        };
        assertThat(refusal(PgpMaker.message(nextToIt))).as("one that claims 2 GB").contains("damaged");
        Packets ofAKey = out -> {
            PGPSignatureGenerator signer = PgpMaker.signer();
            signer.init(PGPSignature.DIRECT_KEY, PgpMaker.privateKey());
            announced.to(out);
            signer.update(CSV);
            signer.generate().encode(out);
        };
        assertThat(refusal(PgpMaker.message(ofAKey))).contains("damaged");
    }

    @Test
    void deeper_layers_are_refused() {
        Packets signed = PgpMaker.signed(CSV);
        assertThat(refusal(PgpMaker.message(PgpMaker.compressed(PgpMaker.compressed(signed))))).contains("more than once");
        assertThat(refusal(PgpMaker.message(PgpMaker.encrypted(Protection.MDC, 1, signed)))).contains("more than once");
        Packets aroundCompressed = out -> {
            PgpMaker.signer().generateOnePassVersion(true).encode(out);
            PgpMaker.compressed(signed).to(out);
        };
        assertThat(refusal(PgpMaker.message(aroundCompressed))).contains("more than once");
        assertThat(refusal(PgpMaker.message(out -> out.write(CSV)))).contains("damaged");
    }

    @Test
    void a_bomb_is_refused_before_it_fills_the_disk() {
        byte[] million = new byte[1 << 20];
        Packets bomb = PgpMaker.compressed(out -> {
            PgpMaker.signer().generateOnePassVersion(false).encode(out);
            PgpMaker.literal(body -> {
                for (int i = 0; i < 300; i++) {
                    body.write(million);
                }
            }, 300L << 20).to(out);
        });
        byte[] message = PgpMaker.message(bomb);
        assertThat(refusal(message)).contains("OpenPGP file unpacks to more than 200 times its size");
        assertThat(refusal(message, KEYS, 1_000_000)).contains("payouts.file.max-unpacked-bytes = 1000000");
        Packets announcements = PgpMaker.compressed(out -> {
            for (int i = 0; i < 200_000; i++) {
                PgpMaker.ANNOUNCED.to(out);
            }
        });
        assertThat(refusal(PgpMaker.message(announcements))).as("what the parser collects is bounded").contains("damaged");
    }

    @Test
    void more_recipients_or_larger_parts_than_anybody_needs_are_refused() {
        assertThat(refusal(PgpMaker.bytes(PgpMaker.encrypted(Protection.MDC, 65, PgpMaker.signed(CSV))))).contains("more than 64 keys");
        byte[] large = PgpMaker.bytes(PgpMaker.encrypted(Protection.AEAD_OF_GPG, 1, PgpMaker.signed(CSV)));
        PgpPacket session = PgpPacket.at(large, 0);
        PgpPacket data = PgpPacket.at(large, (int) (session.body() + session.length()));
        large[data.body() + 3] = 56;
        assertThat(refusal(large)).contains("parts of more than 4 MB");
    }

    @Test
    void without_keys_a_file_is_refused_with_the_settings_to_make() throws IOException {
        assertThat(refusal(fixture("payroll.csv.gpg"), PgpKeys.NONE, 1_000)).contains("pgp.secret-key-file");
    }

    @Test
    void where_it_is_required_a_plain_file_is_refused() throws IOException {
        PgpKeys required = KEYS.of(List.of(PgpMaker.FILES.resolve("signers.asc")), true);
        assertThat(refusal(CSV, required, 1_000)).contains("not encrypted", "must be signed and encrypted");
        assertThat(unwrap(fixture("payroll.csv.gpg"), required, 1_000).file()).exists();
    }

    @Test
    void what_is_inside_is_known_by_its_content_however_it_is_packed() throws IOException {
        assertThat(unwrap(CSV).sha256()).isEqualTo("of its bytes");
        assertThat(unwrap(PgpMaker.message(PgpMaker.signed(CSV))).sha256()).isEqualTo(Sha256.of(new ByteArrayInputStream(CSV)));
        ByteArrayOutputStream cut = new ByteArrayOutputStream();
        cut.write(PackedFileTest.gzip(new String(CSV, StandardCharsets.UTF_8)), 0, 40);
        assertThat(refusal(PgpMaker.message(PgpMaker.signed(cut.toByteArray())))).contains("gzip file ends in the middle");
    }

    @Test
    void a_disk_that_is_full_is_no_fault_of_the_file() {
        PgpSigned toFullDisk = new PgpSigned(KEYS.signers().orElseThrow(), new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        }, 1_000, 1_000);
        assertThatThrownBy(() -> PgpFile.decrypt(PgpMaker.FILES.resolve("payroll.csv.gpg"), toFullDisk, KEYS.ours().orElseThrow()))
                .isInstanceOf(IOException.class).hasMessage("No space left on device");
    }

    @Test
    void a_disk_that_fails_beneath_the_parser_is_no_fault_of_the_file() throws IOException {
        GuardedStream stream = new GuardedStream(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("Input/output error");
            }
        }, 10);
        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        assertThatThrownBy(stream::mustHaveBeenRead).hasMessage("Input/output error");
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
