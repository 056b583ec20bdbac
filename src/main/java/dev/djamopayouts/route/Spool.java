package dev.djamopayouts.route;

import dev.djamopayouts.file.FileRefused;
import dev.djamopayouts.file.PgpKeys;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.file.Sha256;
import dev.djamopayouts.file.Unwrapped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;

/** Copies of the files that are being received: hashed on the way in, on the disk before they are read. */
final class Spool {

    /**
     * A file in the spool.
     *
     * @param sha256  of its bytes, hex
     * @param content what it holds; the file as it is where that could not be found out
     * @param refusal why not, or null
     */
    record Spooled(Path file, String sha256, long bytes, Unwrapped content, FileRefused refusal) {
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path folder;

    Spool(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a stream, whole or not at all, and finds out what it holds. A refusal is kept for later: the file is entered in
     * the ledger before it is answered.
     *
     * @param expectedBytes how long the inbox says it is
     * @throws IOException where the disk is full, the connection broke, or fewer or more bytes came
     */
    Spooled take(String dropId, InputStream content, long expectedBytes, PgpKeys keys, ReadingRules rules) throws IOException {
        Path file = folder.resolve(dropId + ".spool");
        MessageDigest digest = Sha256.digest();
        long bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE); OutputStream out = new DigestOutputStream(Channels.newOutputStream(channel), digest)) {
            bytes = copy(content, out);
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        if (bytes != expectedBytes) {
            Files.delete(file);
            throw new IOException("the inbox says " + expectedBytes + " bytes but " + bytes
                    + " came: it is still being written, or the connection broke; it is read again");
        }
        return unwrapped(file, Sha256.hex(digest), bytes, keys, rules);
    }

    private static Spooled unwrapped(Path file, String sha256, long bytes, PgpKeys keys, ReadingRules rules) throws IOException {
        try {
            return new Spooled(file, sha256, bytes, Unwrapped.of(file, sha256, clear(file), keys, rules), null);
        } catch (FileRefused e) {
            return new Spooled(file, sha256, bytes, new Unwrapped(file, sha256), e);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** Where the content of an encrypted file is while it is read. */
    private static Path clear(Path file) {
        return file.resolveSibling(file.getFileName() + ".clear");
    }

    /** For a file beyond the bound, which is refused without being read: its hash is empty. */
    Spooled untouched() {
        Path nothing = folder.resolve("untouched");
        return new Spooled(nothing, "", 0, new Unwrapped(nothing, ""), null);
    }

    private static long copy(InputStream content, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            out.write(buffer, 0, read);
            bytes += read;
        }
        return bytes;
    }

    void remove(Spooled spooled) throws IOException {
        try {
            Files.deleteIfExists(clear(spooled.file()));
        } finally {
            Files.deleteIfExists(spooled.file());
        }
    }
}
