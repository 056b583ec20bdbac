package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * The content of a packed file as it is unpacked: within bounds, and with what is wrong with the packing told as a refusal.
 * A disk that fails stays an {@link IOException}.
 */
final class UnpackedStream extends InputStream {

    /** Text packs to a tenth, rows that are nearly the same to a hundredth; a bomb to a thousandth. */
    static final long MOST_EXPANSION = 200;
    /** Up to here any expansion may pass: a few rows that are all the same pack very small. */
    static final long ALWAYS_BYTES = 10L << 20;

    /** Unpacks a stream. */
    interface Unpacking {
        InputStream of(InputStream packed) throws IOException;
    }

    private final Counted packed;
    private final Unpacking unpacking;
    private final String kind;
    private final long maxBytes;
    private InputStream in;
    private long bytes;

    UnpackedStream(InputStream packed, Unpacking unpacking, String kind, long maxBytes) {
        this.packed = new Counted(packed);
        this.unpacking = unpacking;
        this.kind = kind;
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
            if (in == null) {
                in = unpacking.of(packed);
            }
            int count = in.read(buffer, offset, length);
            bytes += Math.max(count, 0);
            mustBeWithinBounds();
            return count;
        } catch (EOFException e) {
            throw refused("the " + kind + " file ends in the middle: the upload was cut short; drop the whole file again",
                    "le fichier " + kind + " s'arrête au milieu : l'envoi a été coupé ; déposez de nouveau le fichier entier");
        } catch (ZipException e) {
            throw refused("the " + kind + " file is damaged, or packed in a way that we do not read: pack it again, without a password,"
                    + " or drop it unpacked", "le fichier " + kind + " est endommagé, ou compressé d'une manière que nous ne lisons pas :"
                    + " compressez-le de nouveau, sans mot de passe, ou déposez-le non compressé");
        }
    }

    private void mustBeWithinBounds() {
        if (bytes > maxBytes) {
            throw tooLarge(kind, maxBytes);
        }
        if (bytes > ALWAYS_BYTES && bytes / MOST_EXPANSION > packed.bytes) {
            throw expandsTooMuch(kind);
        }
    }

    /** What holds more than payouts.file.max-unpacked-bytes. */
    static FileRefused tooLarge(String kind, long maxBytes) {
        return new FileRefused(Problem.inFile(new Words("the " + kind + " file unpacks to more than payouts.file.max-unpacked-bytes = "
                + maxBytes + ": split it into smaller files", "le fichier " + kind
                + " décompressé dépasse payouts.file.max-unpacked-bytes = " + maxBytes + " : partagez-le en fichiers plus petits")));
    }

    /** What unpacks to a size that rows of payouts never do. */
    static FileRefused expandsTooMuch(String kind) {
        return new FileRefused(Problem.inFile(new Words("the " + kind + " file unpacks to more than " + MOST_EXPANSION
                + " times its size, as files do that are made to fill a disk: drop it unpacked", "le fichier " + kind
                + " décompressé dépasse " + MOST_EXPANSION + " fois sa taille, comme un fichier fait pour remplir un disque :"
                + " déposez-le non compressé")));
    }

    private static FileRefused refused(String english, String french) {
        return new FileRefused(Problem.inFile(new Words(english, french)));
    }

    @Override
    public void close() throws IOException {
        packed.close();
        if (in != null) {
            in.close();
        }
    }

    /** How much of the packed file was read. */
    private static final class Counted extends FilterInputStream {

        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            bytes += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            bytes += Math.max(count, 0);
            return count;
        }
    }
}
