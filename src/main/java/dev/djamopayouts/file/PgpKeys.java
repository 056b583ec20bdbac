package dev.djamopayouts.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The OpenPGP keys that count for a file: ours to decrypt with, and those whose signature is trusted. Made once at a start; no
 * part of it is ever written or logged. Where there are none, nothing of the OpenPGP library is loaded: its signed jars take
 * Java a third of a second.
 *
 * @param ours     what decrypts; empty where we have no key
 * @param signers  whose signature is trusted; empty where nobody's is
 * @param required whether a file that is not encrypted is refused
 */
public record PgpKeys(Optional<PgpOwnKeys> ours, Optional<PgpSigners> signers, boolean required) {

    /** No keys: plain files are read, and OpenPGP files refused. */
    public static final PgpKeys NONE = new PgpKeys(Optional.empty(), Optional.empty(), false);

    /**
     * Reads keys as {@code gpg --export-secret-keys} and {@code gpg --export} write them, armored or not.
     *
     * @param secretKeyFile ours; several of them may stand in it, one after the other
     * @param passphrase    of all of them; empty where they have none
     * @param signersFile   the public keys of those whose signature is trusted; null: nobody's is
     * @throws KeyFileRefused with what is wrong with which file and the remedy
     */
    public static PgpKeys read(Path secretKeyFile, String passphrase, Path signersFile, boolean required) {
        return new PgpKeys(Optional.of(PgpOwnKeys.read(secretKeyFile, passphrase)),
                signers(signersFile == null ? List.of() : List.of(signersFile)), required);
    }

    /**
     * The same for a sender: our keys, and the sender's own public ones.
     *
     * @throws KeyFileRefused with what is wrong with which file and the remedy
     */
    public PgpKeys of(List<Path> signersFiles, boolean keysRequired) {
        return new PgpKeys(ours, signers(signersFiles), keysRequired);
    }

    private static Optional<PgpSigners> signers(List<Path> files) {
        return files.isEmpty() ? Optional.empty() : Optional.of(PgpSigners.read(files));
    }

    /** Says nothing of the keys. */
    @Override
    public String toString() {
        return "PgpKeys[required=" + required + "]";
    }
}
