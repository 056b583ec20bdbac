package dev.djamopayouts.route;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that grows by whole lines, while threads of this and of other processes append to it. Whoever writes takes along
 * the lines of all who wait, so that forcing the disk once serves them all.
 */
final class LineFile {

    private static final int LOOK_BACK_BYTES = 8 * 1024;
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long WITHOUT_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final class Line {
        private final byte[] bytes;
        private boolean taken;
        private boolean written;
        private Exception failure;

        Line(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    private final Path file;
    private final Queue<Line> waiting = new ConcurrentLinkedQueue<>();
    /** Fair: whoever was served goes past those who come again, and meanwhile their lines gather. */
    private final Lock writing = new ReentrantLock(true);
    private int users;
    /** By the steady clock of this process: until then the lock is asked for once. */
    private long withoutUntilNanos = System.nanoTime() - 1;

    LineFile(Path file) {
        this.file = file;
    }

    /** One more thread uses it; called, as {@link #left}, under the lock of the map that shares it. */
    LineFile entered() {
        users++;
        return this;
    }

    /** One thread less; null when it was the last. */
    LineFile left() {
        users--;
        return users == 0 ? null : this;
    }

    /**
     * Returns when the line, which ends in a line feed, is on the disk.
     *
     * @throws IOException where it is not: nothing of it is left in the file
     */
    void append(byte[] bytes) throws IOException {
        Line own = new Line(bytes);
        waiting.add(own);
        writing.lock();
        try {
            if (!own.taken) {
                writeWaiting();
            }
        } finally {
            writing.unlock();
        }
        if (!own.written) {
            throw new IOException("nothing was appended to " + file + ": " + (own.failure == null ? "the write broke off"
                    : own.failure.getMessage() == null ? own.failure : own.failure.getMessage())
                    + "; see that the disk has room and the file may be written", own.failure);
        }
    }

    private void writeWaiting() {
        List<Line> group = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Line line = waiting.poll(); line != null; line = waiting.poll()) {
            line.taken = true;
            group.add(line);
            bytes.writeBytes(line.bytes);
        }
        try {
            write(ByteBuffer.wrap(bytes.toByteArray()));
            group.forEach(line -> line.written = true);
        } catch (IOException | RuntimeException e) {
            group.forEach(line -> line.failure = e);
        }
    }

    /**
     * Always at the end, in one write that the system keeps whole among others. The lock keeps two from mending the file at
     * once; one that a frozen process holds is waited for a while and then done without.
     */
    private void write(ByteBuffer lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
                FileChannel atEnd = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = lock(channel)) {
            long end = endOfLastLine(channel);
            if (end < channel.size()) {
                if (lock == null) {
                    throw new IOException("it ends in half a line, and another process holds it");
                }
                // Half a line is what a crash left of a message that was never reported as delivered: it comes again.
                channel.truncate(end);
            }
            long before = channel.size();
            try {
                while (lines.hasRemaining()) {
                    atEnd.write(lines);
                }
                atEnd.force(false);
            } catch (IOException | RuntimeException | Error e) {
                cutBack(channel, before, lines.position(), e);
                throw e;
            }
        }
    }

    /** The lock, or null where another process has held it for long: then for some time nobody waits for it again. */
    private FileLock lock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (lock == null && System.nanoTime() < giveUp && System.nanoTime() > withoutUntilNanos) {
            LockSupport.parkNanos(LOOK_NANOS);
            lock = channel.tryLock();
        }
        if (lock == null && System.nanoTime() > withoutUntilNanos) {
            withoutUntilNanos = System.nanoTime() + WITHOUT_NANOS;
        }
        return lock;
    }

    /** Only what is ours. Where it fails too, the next line finds half a line and cuts it off. */
    private static void cutBack(FileChannel channel, long before, int written, Throwable cause) {
        try {
            if (channel.size() == before + written) {
                channel.truncate(before);
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LOOK_BACK_BYTES);
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - LOOK_BACK_BYTES);
            buffer.clear().limit((int) (end - start));
            while (buffer.hasRemaining() && channel.read(buffer, start + buffer.position()) >= 0) {
                // Until all of it is read; the lock keeps others from cutting it meanwhile.
            }
            for (int i = buffer.position() - 1; i >= 0; i--) {
                if (buffer.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }
}
