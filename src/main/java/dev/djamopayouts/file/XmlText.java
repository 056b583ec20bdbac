package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

/**
 * The characters of an XML file, decoded strictly in the charset it declares. It gives out no more than a bounded number
 * of characters from one part of the XML to the next, so that no name, attribute, comment or declaration grows beyond
 * that in the parser's memory, whatever parser it is.
 */
final class XmlText extends Reader {

    private static final int BUFFER_BYTES = 1 << 16;
    /** A decoder gives nothing where a surrogate pair does not fit. */
    private static final int LEAST_CHARS = 2;
    /** What a parser reads ahead of the part that it is at. */
    private static final int READ_AHEAD_CHARS = 1 << 16;

    private final InputStream in;
    private final XmlCharset charset;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
    private final long mostChars;
    private long sinceLastPart;
    private long bufferOffset;
    private boolean ended;

    private XmlText(InputStream in, XmlCharset charset, int maxPartChars) {
        this.in = in;
        this.charset = charset;
        this.decoder = charset.charset().newDecoder().onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        this.mostChars = (long) maxPartChars + READ_AHEAD_CHARS;
    }

    /** Opens the file behind its byte order mark; one in a charset that we do not read is refused. */
    static XmlText open(Content content, ReadingRules rules) throws IOException {
        XmlCharset charset = XmlCharset.of(FileKind.head(content), rules.profile().charset());
        InputStream in = content.open();
        XmlText text = new XmlText(in, charset, rules.maxRowChars());
        try {
            in.skipNBytes(charset.markBytes());
            text.bufferOffset = charset.markBytes();
            return text;
        } catch (IOException | RuntimeException e) {
            in.close();
            throw e;
        }
    }

    /** The parser came to the next part of the XML: the bound counts from here. */
    void partSeen() {
        sinceLastPart = 0;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (sinceLastPart > mostChars) {
            throw new FileRefused(Problem.inFile(new Words(
                    "one name, value, comment or declaration of the XML is longer than payouts.file.max-row-chars allows: shorten it",
                    "un nom, une valeur, un commentaire ou une déclaration du XML dépasse payouts.file.max-row-chars : raccourcissez-le")));
        }
        if (length < LEAST_CHARS) {
            throw new IllegalArgumentException("at least " + LEAST_CHARS + " characters are read at once");
        }
        CharBuffer chars = CharBuffer.wrap(buffer, offset, length);
        int start = chars.position();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars, ended);
            if (chars.position() > start) {
                sinceLastPart += chars.position() - start;
                return chars.position() - start;
            }
            if (result.isError()) {
                throw wrongBytes(result.length());
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
    }

    private FileRefused wrongBytes(int length) {
        long at = bufferOffset + bytes.position();
        String wrong = "0x%02X".formatted(bytes.get(bytes.position()) & 0xFF);
        return new FileRefused(Problem.inFile(new Words(
                ("at byte offset %d there is byte %s%s, which is not %s, the charset of the file by %s: write the charset that the file"
                        + " is really in into its first line, or save it as UTF-8")
                        .formatted(at, wrong, length > 1 ? " (and what follows)" : "", charset.charset(), charset.source().english()),
                ("à la position %d se trouve l'octet %s, qui n'est pas du %s, le jeu de caractères du fichier selon %s : indiquez dans"
                        + " la première ligne le jeu réellement utilisé, ou enregistrez le fichier en UTF-8")
                        .formatted(at, wrong, charset.charset(), charset.source().french()))));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
