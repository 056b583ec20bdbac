package dev.djamopayouts.route;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder of this process alone, below one that several instances may share. Its lock goes with the process, however it
 * ends: the next one that starts removes what it left.
 */
final class OwnFolder implements AutoCloseable {

    private static final String LOCK = ".lock";

    private final Path folder;
    private final FileChannel lock;

    private OwnFolder(Path folder, FileChannel lock) {
        this.folder = folder;
        this.lock = lock;
    }

    static OwnFolder below(Path shared) throws IOException {
        Files.createDirectories(shared);
        removeLeftBehind(shared);
        Path folder = shared.resolve(UUID.randomUUID().toString());
        FileChannel lock = FileChannel.open(lockOf(folder), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
            Files.createDirectory(folder);
            return new OwnFolder(folder, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    Path path() {
        return folder;
    }

    private static Path lockOf(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    private static void removeLeftBehind(Path shared) throws IOException {
        for (Path left : list(shared)) {
            if (!left.toString().endsWith(LOCK) && !isInUse(left)) {
                remove(left);
            }
        }
    }

    private static boolean isInUse(Path folder) throws IOException {
        if (!Files.exists(lockOf(folder))) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockOf(folder), StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (NoSuchFileException e) {
            // Whoever removes the lock has removed the rest.
            return false;
        }
    }

    /** Its files, itself, and last its lock. */
    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            for (Path file : list(folder)) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
        Files.deleteIfExists(lockOf(folder));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException e) {
            // Another process that starts at this moment removed it.
            return List.of();
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        remove(folder);
    }
}
