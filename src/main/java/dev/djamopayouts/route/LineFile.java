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
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file that grows by whole lines, while threads of this and of other processes append to it. Whoever writes takes along
 * the lines of all who wait, so that forcing the disk once serves them all.
 */
final class LineFile {

    private static final int LOOK_BACK_BYTES = 8 * 1024;

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

    private void write(ByteBuffer lines) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS); FileLock lock = channel.lock()) {
            long end = endOfLastLine(channel);
            try {
                // Half a line is what a crash left of a message that was never reported as delivered: it comes again.
                channel.truncate(end).position(end);
                while (lines.hasRemaining()) {
                    channel.write(lines);
                }
                channel.force(false);
            } catch (IOException | RuntimeException | Error e) {
                cutBack(channel, end, e);
                throw e;
            }
        }
    }

    /** Where it fails too, the next line finds half a line and cuts it off. */
    private static void cutBack(FileChannel channel, long end, Throwable cause) {
        try {
            channel.truncate(end);
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
