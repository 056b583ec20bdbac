package dev.djamopayouts.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that cannot do what they are there for stop the start, with the file and the remedy. */
class PgpKeysTest {

    private static final Path SECRET = PgpMaker.FILES.resolve("desk.secret.asc");
    private static final Path SIGNERS = PgpMaker.FILES.resolve("signers.asc");

    @TempDir
    Path folder;

    private static void refused(Path secret, String passphrase, Path signers, String... words) {
        assertThatIllegalArgumentException().isThrownBy(() -> PgpKeys.read(secret, passphrase, signers, false))
                .satisfies(e -> assertThat(e.getMessage()).contains(words).doesNotContain("passphrase-of-ours"))
                .satisfies(e -> assertThat(e.getCause()).as("a parser may show parts of a key").isNull());
    }

    @Test
    void each_fault_of_a_key_file_is_named_with_the_remedy() throws IOException {
        Path none = folder.resolve("gone.asc");
        Path text = Files.writeString(folder.resolve("text"), "hello");
        Path empty = Files.writeString(folder.resolve("empty"), "");
        refused(none, "x", SIGNERS, "gone.asc cannot be read", "permissions");
        refused(text, "x", SIGNERS, "text is no OpenPGP key");
        refused(empty, "x", SIGNERS, "holds no secret key", "--export-secret-keys");
        refused(SIGNERS, "x", SIGNERS, "holds no secret key");
        refused(SECRET, "passphrase-of-ours", SIGNERS, "does not open with pgp.passphrase", "PGP_PASSPHRASE");
        refused(SECRET, "", SIGNERS, "does not open");
        refused(PgpMaker.FILES.resolve("payroll.secret.asc"), "", SIGNERS, "no secret key that can decrypt");
        refused(SECRET, "desk-passphrase", SECRET, "holds a secret key", "--export");
        refused(SECRET, "desk-passphrase", empty, "holds no public key");
        refused(SECRET, "desk-passphrase", text, "is no OpenPGP key");
    }

    @Test
    void a_key_that_cannot_sign_is_no_signer_s() throws IOException {
        String key = Files.readString(SIGNERS);
        Path cut = Files.writeString(folder.resolve("cut"), key.substring(0, key.length() / 2));
        refused(SECRET, "desk-passphrase", cut, "cut");
    }

    @Test
    void a_revocation_counts_beside_an_older_copy_of_the_key_and_is_never_passed_over() throws IOException {
        PGPPublicKeyRing ring = (PGPPublicKeyRing) PgpRings.read(PgpMaker.FILES.resolve("compromised.asc")).get(0);
        PGPPublicKey key = ring.getPublicKey();
        PGPSignature revocation = key.getSignaturesOfType(PGPSignature.KEY_REVOCATION).next();
        byte[] older = PgpMaker.bytes(PGPPublicKeyRing.insertPublicKey(ring, PGPPublicKey.removeCertification(key, revocation))::encode);
        Path file = Files.write(folder.resolve("older"), older);
        Path clear = folder.resolve("clear");
        Path signed = PgpMaker.FILES.resolve("compromised.gpg");
        assertThat(Unwrapped.of(signed, "", clear, PgpKeys.read(SECRET, "desk-passphrase", file, true), Drop.RULES).file()).exists();
        for (boolean revokedFirst : new boolean[] {true, false}) {
            Files.write(file, PgpMaker.bytes(out -> {
                PgpMaker.armored(revokedFirst ? ring.getEncoded() : older).to(out);
                PgpMaker.armored(revokedFirst ? older : ring.getEncoded()).to(out);
            }));
            PgpKeys keys = PgpKeys.read(SECRET, "desk-passphrase", file, true);
            assertThatThrownBy(() -> Unwrapped.of(signed, "", clear, keys, Drop.RULES)).isInstanceOf(FileRefused.class)
                    .hasMessageContaining("was revoked");
        }
        Path alone = Files.write(folder.resolve("alone"), revocation.getEncoded());
        refused(SECRET, "desk-passphrase", alone, "something beside public keys");
    }

    @Test
    void any_number_of_armored_keys_may_stand_in_one_file() throws IOException {
        Path both = Files.writeString(folder.resolve("both"), Files.readString(PgpMaker.FILES.resolve("retired.asc"))
                + "\r\nthe payroll's:\r\n" + Files.readString(SIGNERS));
        PgpKeys keys = PgpKeys.read(SECRET, "desk-passphrase", both, true);
        for (String file : new String[] {"payroll.csv.gpg", "retired.gpg", "old-key.gpg"}) {
            Path clear = folder.resolve(file + ".clear");
            assertThat(Unwrapped.of(PgpMaker.FILES.resolve(file), "", clear, keys, Drop.RULES).file()).isEqualTo(clear);
        }
        assertThat(keys).hasToString("PgpKeys[required=true]");
    }
}
