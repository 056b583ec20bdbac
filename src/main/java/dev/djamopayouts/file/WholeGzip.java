package dev.djamopayouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip to the last byte. Java takes whatever follows a member and is no whole header of another as the end, so
 * that a file of several members that was cut there would lose its rows silently.
 */
final class WholeGzip extends GZIPInputStream {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int TRAILER_BYTES = 8;

    WholeGzip(InputStream packed) throws IOException {
        super(packed, BUFFER_BYTES);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && (inf.getRemaining() > TRAILER_BYTES || in.read() >= 0)) {
            throw new ZipException("more follows the last member");
        }
        return count;
    }
}
