package dev.djamopayouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/** Decodes a stream in one charset and replaces nothing. Holds one buffer, whatever the size of the stream. */
final class StrictDecoder {

    private static final int BUFFER_BYTES = 1 << 16;
    /** A decoder gives nothing where a surrogate pair does not fit. */
    private static final int LEAST_CHARS = 2;

    /** Is shown the bytes that came new, before they are decoded. */
    interface Look {

        /**
         * Looks at them.
         *
         * @param bytes  up to its limit
         * @param from   the index of the first that is new
         * @param offset of the first byte of the buffer in the stream
         */
        void at(ByteBuffer bytes, int from, long offset) throws IOException;
    }

    /** What the decoder met that is no character of the charset. */
    interface Fault {

        /**
         * Says what is wrong there.
         *
         * @param offset in the stream
         * @param wrong  the first of the bytes
         * @param length how many of them are no character
         * @param rest   how many bytes of the stream are left, where its end is reached; else -1
         */
        FileRefused of(long offset, int wrong, int length, int rest) throws IOException;
    }

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final Look look;
    private final Fault fault;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private long bufferOffset;
    private boolean ended;

    /**
     * Begins.
     *
     * @param in   at its beginning
     * @param head what was read of it already
     * @param mark how many bytes at the beginning are a byte order mark, and no text
     */
    StrictDecoder(InputStream in, byte[] head, int mark, Charset charset, Look look, Fault fault) throws IOException {
        this.in = in;
        this.decoder = charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
        this.look = look;
        this.fault = fault;
        bytes.clear().put(head).flip();
        look.at(bytes, 0, 0);
        bytes.position(mark);
    }

    /** As {@link java.io.Reader#read(char[], int, int)}. */
    int read(char[] buffer, int offset, int length) throws IOException {
        if (length < LEAST_CHARS) {
            throw new IllegalArgumentException("at least " + LEAST_CHARS + " characters are read at once");
        }
        CharBuffer chars = CharBuffer.wrap(buffer, offset, length);
        int start = chars.position();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (chars.position() > start) {
                // A fault right behind is met by the next call, after the rows before it were seen.
                return chars.position() - start;
            }
            if (result.isError()) {
                int at = bytes.position();
                throw fault.of(bufferOffset + at, bytes.get(at) & 0xFF, result.length(), ended ? bytes.remaining() : -1);
            }
            if (ended) {
                return -1;
            }
            refill();
        }
    }

    private void refill() throws IOException {
        bufferOffset += bytes.position();
        bytes.compact();
        int carried = bytes.position();
        int count = in.read(bytes.array(), carried, bytes.capacity() - carried);
        ended = count < 0;
        bytes.position(carried + Math.max(count, 0)).flip();
        look.at(bytes, carried, bufferOffset);
    }
}
