package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a dropped file holds, found out before a row of it is read: decrypted where it is OpenPGP, and known by a hash that is
 * the same however it came packed.
 *
 * @param file   where {@link PayoutFile} reads it: the dropped file itself, or the decrypted copy
 * @param sha256 of the content, decrypted and unpacked, in hex
 */
public record Unwrapped(Path file, String sha256) {

    /**
     * Decrypts and hashes a file.
     *
     * @param dropped the complete file; it must not change
     * @param sha256  of its bytes, in hex
     * @param clear   where the content of an OpenPGP file is written, readable by its owner alone; there is nothing of it
     *                afterwards where this fails
     * @throws FileRefused where the packing is damaged, beyond a bound or not allowed
     * @throws IOException where the disk fails, which says nothing about the content
     */
    public static Unwrapped of(Path dropped, String sha256, Path clear, PgpKeys keys, ReadingRules rules) throws IOException {
        try {
            return unwrapped(dropped, sha256, clear, keys, rules);
        } catch (FileRefused e) {
            throw e;
        } catch (RuntimeException e) {
            throw FileRefused.unexpected(e);
        }
    }

    private static Unwrapped unwrapped(Path dropped, String sha256, Path clear, PgpKeys keys, ReadingRules rules) throws IOException {
        if (PgpKind.of(FileKind.head(new Content.Plain(dropped))) != PgpKind.NONE) {
            return decrypted(dropped, clear, keys, rules);
        }
        if (keys.required()) {
            throw new FileRefused(Problem.inFile(new Words("the file is not encrypted, and files of this sender must be signed and"
                    + " encrypted with OpenPGP: sign it, encrypt it to our key and drop it again",
                    "le fichier n'est pas chiffré, et les fichiers de cet expéditeur doivent être signés et chiffrés avec OpenPGP :"
                    + " signez-le, chiffrez-le avec notre clé et déposez-le de nouveau")));
        }
        return new Unwrapped(dropped, hash(dropped, sha256, rules));
    }

    private static Unwrapped decrypted(Path dropped, Path clear, PgpKeys keys, ReadingRules rules) throws IOException {
        String sha256 = PgpFile.decrypt(dropped, clear, keys, rules.maxUnpackedBytes());
        boolean whole = false;
        try {
            Unwrapped content = new Unwrapped(clear, hash(clear, sha256, rules));
            whole = true;
            return content;
        } finally {
            if (!whole) {
                Files.deleteIfExists(clear);
            }
        }
    }

    private static String hash(Path file, String sha256, ReadingRules rules) throws IOException {
        Content content = Content.of(file, rules.maxUnpackedBytes());
        if (content instanceof Content.Plain) {
            return sha256;
        }
        try (InputStream in = content.open()) {
            return Sha256.of(in);
        }
    }
}
