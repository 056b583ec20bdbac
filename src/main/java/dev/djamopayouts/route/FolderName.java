package dev.djamopayouts.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.regex.Pattern;

/** A name that a folder bears in itself, in a hidden file: every instance that shares the folder reads the same. */
final class FolderName {

    private static final String FILE = ".djamo-inbox";
    private static final int LENGTH = 36;
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{" + LENGTH + "}");

    private FolderName() {
    }

    static String of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                give(folder, file);
            }
            return read(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read or written", e);
        }
    }

    /** Whoever may drop files there may have dropped this one. */
    private static String read(Path file) throws IOException {
        String name = "";
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream content = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                name = new String(content.readNBytes(LENGTH + 1), StandardCharsets.US_ASCII);
            }
        }
        if (!NAME.matcher(name).matches()) {
            throw new IOException(file + " is not what an instance wrote; remove it, the next poll writes it anew");
        }
        return name;
    }

    /** Whole or not at all, and never in the place of a name that another instance has just given. */
    private static void give(Path folder, Path file) throws IOException {
        Path draft = folder.resolve(FILE + "." + UUID.randomUUID());
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other's name counts.
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No file has two names there, as on many disks that machines share.
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(draft);
    }
}
