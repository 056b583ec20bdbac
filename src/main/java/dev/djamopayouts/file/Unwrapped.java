package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;

/**
 * What a dropped file holds, found out before a row of it is read: decrypted where it is OpenPGP, and known by a hash that is
 * the same however it came packed.
 *
 * @param file   where {@link PayoutFile} reads it: the dropped file itself, or the decrypted copy, or an unpacked workbook
 * @param sha256 of the content, decrypted and unpacked, in hex
 * @param packing how the content is packed, inside its encryption where it has one
 * @param signers whose trusted signature it bears, each with the number of the key; empty where it is not OpenPGP
 */
public record Unwrapped(Path file, String sha256, Packing packing, List<String> signers) {

    /** How a file is packed that is read without unpacking it first. */
    public enum Packing {
        NONE, GZIP, ZIP
    }

    public Unwrapped {
        signers = List.copyOf(signers);
    }

    /** A file as it came. */
    public Unwrapped(Path file, String sha256) {
        this(file, sha256, Packing.NONE, List.of());
    }

    /**
     * Decrypts and hashes a file.
     *
     * @param dropped the complete file; it must not change
     * @param sha256  of its bytes, in hex
     * @param clear   where the content of an OpenPGP file is written, and a workbook that came packed, readable by its owner
     *                alone; there is nothing of it afterwards where this fails
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
        return unpacked(dropped, sha256, clear, List.of(), rules);
    }

    private static Unwrapped decrypted(Path dropped, Path clear, PgpKeys keys, ReadingRules rules) throws IOException {
        PgpSigned.Proven proven = PgpFile.decrypt(dropped, clear, keys, rules.maxUnpackedBytes());
        boolean whole = false;
        try {
            Unwrapped content = unpacked(clear, proven.sha256(), clear, proven.signers(), rules);
            whole = true;
            return content;
        } finally {
            if (!whole) {
                Files.deleteIfExists(clear);
            }
        }
    }

    private static Unwrapped unpacked(Path file, String sha256, Path clear, List<String> signers, ReadingRules rules) throws IOException {
        Content content = Content.of(file, rules.maxUnpackedBytes());
        if (content instanceof Content.Plain) {
            return new Unwrapped(file, sha256, Packing.NONE, signers);
        }
        Packing packing = content instanceof Content.Gzip ? Packing.GZIP : Packing.ZIP;
        if (FileKind.isZip(FileKind.head(content)) && Workbook.isOne(content)) {
            return new Unwrapped(clear, written(content, clear), packing, signers);
        }
        try (InputStream in = content.open()) {
            return new Unwrapped(file, Sha256.of(in), packing, signers);
        }
    }

    /** A workbook is read part by part, from wherever its directory says: as a file, and not as a stream. */
    private static String written(Content content, Path clear) throws IOException {
        // The content may come from an encrypted file, whose decrypted copy is at that path already.
        Path aside = clear.resolveSibling(clear.getFileName() + ".unpacked");
        Files.deleteIfExists(aside);
        try {
            MessageDigest digest = Sha256.digest();
            try (FileChannel channel = FileChannel.open(aside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PgpFile.ownersAlone()); InputStream in = new DigestInputStream(content.open(), digest)) {
                in.transferTo(Channels.newOutputStream(channel));
                channel.force(true);
            }
            Files.move(aside, clear, StandardCopyOption.REPLACE_EXISTING);
            return Sha256.hex(digest);
        } finally {
            Files.deleteIfExists(aside);
        }
    }
}
