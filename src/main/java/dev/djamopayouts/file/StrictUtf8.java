package dev.djamopayouts.file;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a file as UTF-8 and nothing else: a replaced character in a name or a reference would be a silent change of
 * what was ordered. Skips a byte order mark. Holds one buffer, whatever the size of the file.
 */
final class StrictUtf8 extends Reader {

    private static final int BUFFER_BYTES = 1 << 16;
    /** A decoder gives nothing where a surrogate pair does not fit. */
    private static final int LEAST_CHARS = 2;

    private final Content content;
    private final InputStream in;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT);
    private boolean bom;
    private long bufferOffset;
    private boolean ended;

    private StrictUtf8(Content content, InputStream in) {
        this.content = content;
        this.in = in;
    }

    /** Opens the file and reads its first bytes, which may already refuse it. */
    static StrictUtf8 open(Content content) throws IOException {
        StrictUtf8 reader = new StrictUtf8(content, content.open());
        try {
            reader.skipBom();
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void skipBom() throws IOException {
        refill();
        bom = bytes.remaining() >= 3 && bytes.get(0) == (byte) 0xEF && bytes.get(1) == (byte) 0xBB
                && bytes.get(2) == (byte) 0xBF;
        bytes.position(bom ? 3 : 0);
    }

    /** Whether the file begins with a byte order mark. */
    boolean hasBom() {
        return bom;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
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
                throw notUtf8(result.length());
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
        for (int i = carried; i < bytes.limit(); i++) {
            if (bytes.get(i) == 0) {
                throw refused(bufferOffset + i, "a NUL byte", "the file is binary or damaged; save it as “CSV UTF-8”");
            }
        }
    }

    private FileRefused notUtf8(int length) throws IOException {
        int wrong = bytes.get(bytes.position()) & 0xFF;
        return refused(bufferOffset + bytes.position(),
                "byte 0x%02X%s, which is not UTF-8".formatted(wrong, length > 1 ? " (and what follows)" : ""),
                "the file is probably in windows-1252, which Excel writes as plain “CSV”; save it as “CSV UTF-8”");
    }

    private FileRefused refused(long offset, String what, String remedy) throws IOException {
        long lineNo = lineAt(offset);
        return new FileRefused(new Problem(lineNo, "file", new Reason(ReasonCode.FF01,
                "at byte offset %d (line %d) there is %s: %s and drop it again".formatted(offset, lineNo, what, remedy))));
    }

    /** Counted only for a refusal, by reading the file again: counting along would cost every good file. */
    private long lineAt(long offset) throws IOException {
        long lines = 1;
        int last = 0;
        try (InputStream again = new BufferedInputStream(content.open(), BUFFER_BYTES)) {
            for (long i = 0; i < offset; i++) {
                int b = again.read();
                if (b == '\r' || b == '\n' && last != '\r') {
                    lines++;
                }
                last = b;
            }
        }
        return lines;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
