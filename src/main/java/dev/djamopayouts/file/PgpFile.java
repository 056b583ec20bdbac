package dev.djamopayouts.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.PGPSessionKeyEncryptedData;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcSessionKeyDataDecryptorFactory;

/**
 * Decrypts an OpenPGP file that is encrypted to us and signed by somebody trusted, or refuses it. What it holds is given out
 * only after its integrity and its signature were found good.
 */
final class PgpFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private PgpFile() {
    }

    /**
     * Decrypts a file.
     *
     * @param clear    what it holds is written here, readable by its owner alone; nothing is there where this fails
     * @param maxBytes more than this is refused
     * @return what was proven of what it holds
     */
    static PgpSigned.Proven decrypt(Path file, Path clear, PgpKeys keys, long maxBytes) throws IOException {
        PgpOwnKeys ours = keys.ours().orElseThrow(() -> PgpEnvelope.refused(
                "the file is OpenPGP, and no key is there to read it: drop it unencrypted, or have pgp.secret-key-file and"
                        + " pgp.signers-file set",
                "le fichier est de l'OpenPGP, et aucune clé n'est là pour le lire : déposez-le sans chiffrement, ou faites régler"
                        + " pgp.secret-key-file et pgp.signers-file"));
        PgpSigners signers = keys.signers().orElseThrow(() -> PgpEnvelope.refused(
                "the file is OpenPGP, and nobody's signature is trusted in this inbox: drop it in the inbox of its sender, or have"
                        + " pgp.signers-file set",
                "le fichier est de l'OpenPGP, et la signature de personne n'est reconnue dans cette boîte : déposez-le dans la boîte"
                        + " de son expéditeur, ou faites régler pgp.signers-file"));
        PgpEnvelope.mustBeEncrypted(new Content.Plain(file));
        Files.deleteIfExists(clear);
        boolean whole = false;
        try (FileChannel channel = FileChannel.open(clear, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownersAlone());
                OutputStream out = Channels.newOutputStream(channel)) {
            PgpSigned.Proven proven = decrypt(file, new PgpSigned(signers, out, maxBytes, mostExpanded(file)), ours);
            channel.force(true);
            whole = true;
            return proven;
        } finally {
            if (!whole) {
                Files.deleteIfExists(clear);
            }
        }
    }

    /** A packed file's bound holds here too: the content may be compressed within. */
    private static long mostExpanded(Path file) throws IOException {
        return Math.max(UnpackedStream.ALWAYS_BYTES, Files.size(file) * UnpackedStream.MOST_EXPANSION);
    }

    /** What a new file is readable by. */
    static FileAttribute<?>[] ownersAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    static PgpSigned.Proven decrypt(Path file, PgpSigned signed, PgpOwnKeys ours) throws IOException {
        try (GuardedStream raw = new GuardedStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES), GuardedStream.ALL)) {
            try {
                boolean armored = PgpKind.of(FileKind.head(new Content.Plain(file))) == PgpKind.ARMORED;
                read(armored ? new ArmoredInputStream(raw) : raw, signed, ours);
                mustBeBlank(raw);
            } catch (FileRefused e) {
                throw e;
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } catch (IOException | PGPException | RuntimeException e) {
                // A parser says of a disk that failed what it says of a damaged file.
                raw.mustHaveBeenRead();
                throw PgpEnvelope.damaged();
            }
            return signed.mustBeTrusted();
        }
    }

    private static void read(InputStream packets, PgpSigned signed, PgpOwnKeys ours) throws IOException, PGPException {
        PGPObjectFactory objects = new BcPGPObjectFactory(packets);
        Object object = objects.nextObject();
        while (!(object instanceof PGPEncryptedDataList session)) {
            if (object == null) {
                throw PgpEnvelope.damaged();
            }
            object = objects.nextObject();
        }
        PGPSessionKey key = ours.open(session);
        if (key == null) {
            throw PgpEnvelope.refused("the OpenPGP file is not encrypted to a key of ours: encrypt it to the public key that we gave you",
                    "le fichier OpenPGP n'est pas chiffré avec une de nos clés : chiffrez-le avec la clé publique que nous vous avons"
                            + " donnée");
        }
        PGPSessionKeyEncryptedData data = session.extractSessionKeyEncryptedData();
        InputStream decrypted = data.getDataStream(new BcSessionKeyDataDecryptorFactory(key));
        signed.read(decrypted);
        if (decrypted.read() >= 0 || !isWhole(data) || objects.nextObject() != null) {
            throw PgpEnvelope.damaged();
        }
    }

    /** What is encrypted by AEAD was found whole where its end was read, and not before. */
    private static boolean isWhole(PGPSessionKeyEncryptedData data) throws IOException, PGPException {
        return data.isAEAD() || data.verify();
    }

    /** A second message behind the first would be lost in silence. */
    private static void mustBeBlank(InputStream rest) throws IOException {
        for (int b = rest.read(); b >= 0; b = rest.read()) {
            if (b != '\n' && b != '\r' && b != ' ' && b != '\t') {
                throw PgpEnvelope.refused("more follows the OpenPGP message in the file: drop one message in one file",
                        "le fichier contient autre chose après le message OpenPGP : déposez un seul message par fichier");
            }
        }
    }
}
