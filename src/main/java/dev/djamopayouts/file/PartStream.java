package dev.djamopayouts.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** A part of a workbook as it is unpacked: within the bounds of every packed file, and whole, which a zip file does not check by itself. */
final class PartStream extends InputStream {

    private final CheckedInputStream in;
    private final ZipEntry entry;
    private final long maxBytes;
    private long bytes;

    PartStream(InputStream in, ZipEntry entry, long maxBytes) {
        this.in = new CheckedInputStream(in, new CRC32());
        this.entry = entry;
        this.maxBytes = maxBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            int count = in.read(buffer, offset, length);
            if (count < 0 && in.getChecksum().getValue() != entry.getCrc()) {
                throw WorkbookFault.damaged();
            }
            bytes += Math.max(count, 0);
            mustBeWithinBounds();
            return count;
        } catch (EOFException | ZipException e) {
            throw WorkbookFault.damaged();
        }
    }

    private void mustBeWithinBounds() {
        if (bytes > maxBytes) {
            throw WorkbookFault.of("the workbook (.xlsx) unpacks to more than " + maxBytes + " bytes: split it into smaller files",
                    "le classeur (.xlsx) décompressé dépasse " + maxBytes + " octets : divisez-le en fichiers plus petits");
        }
        if (bytes > UnpackedStream.ALWAYS_BYTES && bytes / UnpackedStream.MOST_EXPANSION > entry.getCompressedSize()) {
            throw WorkbookFault.hostile("unpacks to more than " + UnpackedStream.MOST_EXPANSION + " times its size",
                    "se décompresse en plus de " + UnpackedStream.MOST_EXPANSION + " fois sa taille");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
