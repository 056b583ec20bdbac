package dev.djamopayouts.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** A name that a folder bears in itself, in a hidden file: every instance that shares the folder reads the same. */
final class FolderName {

    private static final String FILE = ".djamo-inbox";

    private FolderName() {
    }

    static String of(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (!Files.exists(file)) {
                give(folder, file);
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read or written", e);
        }
    }

    /** Whole or not at all, and never in the place of a name that another instance has just given. */
    private static void give(Path folder, Path file) throws IOException {
        Path draft = Files.writeString(folder.resolve(FILE + "." + UUID.randomUUID()), UUID.randomUUID().toString());
        try {
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException e) {
            // The other's name counts.
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        Files.deleteIfExists(draft);
    }
}
