package dev.djamopayouts.route;

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
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies of the files that are being received: hashed on the way in, on the disk before they are read. */
final class Spool {

    /**
     * A file in the spool.
     *
     * @param sha256 of its content, hex
     */
    record Spooled(Path file, String sha256, long bytes) {
    }

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path folder;

    Spool(Path folder) {
        this.folder = folder;
    }

    /**
     * Copies a stream, whole or not at all.
     *
     * @param expectedBytes how long the inbox says it is
     * @throws IOException where the disk is full, the connection broke, or fewer or more bytes came
     */
    Spooled take(String dropId, InputStream content, long expectedBytes) throws IOException {
        Path file = folder.resolve(dropId + ".spool");
        MessageDigest digest = sha256();
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
        return new Spooled(file, HexFormat.of().formatHex(digest.digest()), bytes);
    }

    /** For a file beyond the bound, which is refused without being read: its hash is empty. */
    Spooled untouched() {
        return new Spooled(folder.resolve("untouched"), "", 0);
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
        Files.deleteIfExists(spooled.file());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
