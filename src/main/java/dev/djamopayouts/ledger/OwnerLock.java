package dev.djamopayouts.ledger;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One process owns an SQLite ledger: the operating system lets the lock go when the process dies, however it dies. */
final class OwnerLock implements AutoCloseable {

    private final FileChannel channel;

    private OwnerLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the ledger's lock file, or says who must stop first. */
    static OwnerLock take(Path ledger) {
        Path file = ledger.resolveSibling(ledger.getFileName() + ".lock");
        FileChannel channel = null;
        try {
            Files.createDirectories(ledger.getParent());
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new OwnerLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process; the same answer as for another one.
        } catch (IOException e) {
            throw new LedgerFailed("the ledger " + ledger + " cannot be locked: " + e.getMessage()
                    + "; check that its folder exists and can be written", e);
        }
        closeQuietly(channel, ledger);
        throw new LedgerFailed("the ledger " + ledger + " is in use by another djamo-payouts process; stop that one first,"
                + " or give this one its own payouts.data (an SQLite ledger serves one process)", null);
    }

    /** No lock: for readers. Refuses a ledger that is not there, since a reader makes none. */
    static OwnerLock none(Path ledger) {
        if (!Files.exists(ledger)) {
            throw new LedgerFailed("there is no ledger at " + ledger + "; is payouts.data right, and has the runtime"
                    + " been started once?", null);
        }
        return new OwnerLock(null);
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
        closeQuietly(channel, Path.of("ledger"));
    }
}
