package dev.djamopayouts.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One process owns an SQLite ledger: the operating system lets the lock go when the process dies, however it dies. */
final class OwnerLock implements AutoCloseable {

    /**
     * The locks of this process. State of the class, since the operating system keeps a lock for a process: opening the
     * file a second time here and closing it again would let the lock go for everybody, unnoticed.
     */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final FileChannel channel;
    private final Path file;

    private OwnerLock(FileChannel channel, Path file) {
        this.channel = channel;
        this.file = file;
    }

    /** The lock of an owner; none for whoever reads or decides beside it. */
    static OwnerLock of(Path ledger, Ledger.Access access) {
        return switch (access) {
            case OWNER -> take(ledger);
            case READER, DESK -> none(ledger);
        };
    }

    /** Takes the ledger's lock file, or says who must stop first. */
    static OwnerLock take(Path ledger) {
        Path file = lockFile(ledger);
        if (!HELD_HERE.add(file)) {
            throw inUse(ledger);
        }
        OwnerLock taken = null;
        try {
            taken = lock(ledger, file);
            return taken;
        } finally {
            if (taken == null) {
                HELD_HERE.remove(file);
            }
        }
    }

    private static OwnerLock lock(Path ledger, Path file) {
        FileChannel channel = null;
        FileLock lock = null;
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this very process, through another class loader; the same answer as for another one.
            lock = null;
        } catch (IOException e) {
            throw cannotLock(ledger, e);
        } finally {
            if (lock == null) {
                closeQuietly(channel, ledger);
            }
        }
        if (lock == null) {
            throw inUse(ledger);
        }
        return new OwnerLock(channel, file);
    }

    /** Beside the file itself, whatever link it was named by: two names of one ledger are one lock. */
    private static Path lockFile(Path ledger) {
        try {
            Files.createDirectories(ledger.getParent());
            Path real = Files.exists(ledger) ? ledger.toRealPath() : ledger.getParent().toRealPath().resolve(ledger.getFileName());
            return real.resolveSibling(real.getFileName() + ".lock");
        } catch (IOException e) {
            throw cannotLock(ledger, e);
        }
    }

    private static LedgerFailed cannotLock(Path ledger, IOException e) {
        return new LedgerFailed("the ledger " + ledger + " cannot be locked: " + e
                + "; check that its folder exists and can be written", e);
    }

    private static LedgerFailed inUse(Path ledger) {
        return new LedgerFailed("the ledger " + ledger + " is in use by another djamo-payouts process; stop that one first,"
                + " or give this one its own payouts.data (an SQLite ledger serves one process)", null);
    }

    /** No lock: for readers. Refuses a ledger that is not there, since a reader makes none. */
    static OwnerLock none(Path ledger) {
        if (!Files.exists(ledger)) {
            throw new LedgerFailed("there is no ledger at " + ledger + "; is payouts.data right, and has the runtime"
                    + " been started once?", null);
        }
        return new OwnerLock(null, null);
    }

    /** No lock: a database that serves several instances. */
    static OwnerLock shared() {
        return new OwnerLock(null, null);
    }

    private static void closeQuietly(FileChannel channel, Path ledger) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new LedgerFailed("the lock of " + ledger + " cannot be closed", e);
        }
    }

    @Override
    public void close() {
        if (channel != null && channel.isOpen()) {
            closeQuietly(channel, file);
            HELD_HERE.remove(file);
        }
    }
}
