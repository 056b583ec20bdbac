package dev.djamopayouts.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stream beneath a parser: no more of it is given than is allowed, so that a parser that collects cannot fill the memory;
 * and a disk that failed is remembered, since a parser may say the same of it as of a damaged file.
 */
final class GuardedStream extends FilterInputStream {

    /** As much as there is. */
    static final long ALL = Long.MAX_VALUE;

    private long left;
    private IOException failure;

    GuardedStream(InputStream in, long allowed) {
        super(in);
        left = allowed;
    }

    /** From here on that many bytes more. */
    void allow(long bytes) {
        left = bytes;
    }

    /** Throws what the stream itself failed with, if it did. */
    void mustHaveBeenRead() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            throw new IOException("more than is allowed here");
        }
        int count;
        try {
            count = in.read(buffer, offset, (int) Math.min(length, left));
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        left -= Math.max(count, 0);
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
