package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that gpg made (src/test/resources/pgp/README.md says how) are read, or refused in words that help. */
class PgpFixtureTest {

    private static final Path FILES = Path.of("src/test/resources/pgp");
    private static final PgpKeys KEYS = keys("signers.asc");

    @TempDir
    Path folder;

    private static PgpKeys keys(String signers) {
        return PgpKeys.read(FILES.resolve("desk.secret.asc"), "desk-passphrase", FILES.resolve(signers), false);
    }

    private Unwrapped unwrap(Path file, PgpKeys keys) throws IOException {
        try {
            return Unwrapped.of(file, "sha256 of the bytes", folder.resolve("clear"), keys, Drop.RULES);
        } finally {
            if (!Files.exists(folder.resolve("clear"))) {
                try (Stream<Path> left = Files.list(folder)) {
                    assertThat(left.filter(path -> path.toString().contains("clear"))).isEmpty();
                }
            }
        }
    }

    private String refusal(Path file, PgpKeys keys) {
        FileRefused refused = catchThrowableOfType(FileRefused.class, () -> unwrap(file, keys));
        assertThat(refused).as(file + " is refused").isNotNull();
        assertThat(folder.resolve("clear")).as("nothing is left of what it holds").doesNotExist();
        assertThat(refused.getMessage()).doesNotContain("0707123456");
        return refused.problems().get(0).reason().text();
    }

    @ParameterizedTest
    @ValueSource(strings = {"payroll.csv.gpg", "payroll.csv.asc", "old-key.gpg", "hidden.gpg", "bzip2.gpg", "gzipped.gpg", "both.gpg"})
    void a_signed_and_encrypted_file_holds_what_the_plain_one_does(String name) throws IOException {
        Unwrapped content = unwrap(FILES.resolve(name), KEYS);
        assertThat(content.sha256()).isEqualTo(Sha256.of(Files.newInputStream(FILES.resolve("payroll.csv"))));
        assertThat(Drop.read(content.file(), Drop.RULES).rows()).hasSize(2);
        assertThat(Files.getPosixFilePermissions(content.file())).extracting(Enum::name).containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
    }

    @Test
    void text_mode_ends_lines_as_gpg_sends_them() throws IOException {
        assertThat(Files.readString(unwrap(FILES.resolve("textmode.gpg"), KEYS).file())).isEqualTo(
                Files.readString(FILES.resolve("payroll.csv")).replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "unsigned.gpg, encrypted but not signed",
        "stranger.gpg, whom nobody here trusts",
        "only-signed.gpg, not encrypted",
        "clearsigned.asc, not encrypted",
        "detached.asc, signature alone",
        "detached.sig, signature alone",
        "signers.asc, OpenPGP but no message",
        "password.gpg, encrypted with a password",
        "unprotected.gpg, no integrity protection",
        "to-another.gpg, not encrypted to a key of ours",
    })
    void what_proves_nothing_is_refused(String name, String words) {
        assertThat(refusal(FILES.resolve(name), KEYS)).contains(words);
    }

    @Test
    void what_is_encrypted_twice_is_refused() throws IOException {
        Unwrapped once = unwrap(FILES.resolve("twice.gpg"), KEYS);
        assertThat(Drop.refusal(Files.readAllBytes(once.file()), Drop.RULES)).hasMessageContaining("an OpenPGP message inside another");
    }

    @Test
    void a_key_that_could_not_sign_then_is_not_trusted() throws IOException {
        assertThat(refusal(FILES.resolve("expired.gpg"), keys("expired.asc"))).contains("had expired, was revoked");
        assertThat(unwrap(FILES.resolve("in-time.gpg"), keys("expired.asc")).file()).exists();
        assertThat(refusalAgain("compromised.gpg", "compromised.asc")).contains("had expired, was revoked");
        assertThat(unwrap(FILES.resolve("retired.gpg"), keys("retired.asc")).file()).exists();
    }

    private String refusalAgain(String name, String signers) throws IOException {
        Files.deleteIfExists(folder.resolve("clear"));
        return refusal(FILES.resolve(name), keys(signers));
    }
}
