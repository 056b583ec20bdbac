package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * The characters of an XML file, decoded strictly in the charset it declares. It gives out no more than a bounded number
 * of characters from one part of the XML to the next, so that no name, attribute, comment or declaration grows beyond
 * that in the parser's memory, whatever parser it is.
 */
final class XmlText extends Reader {

    /** What a parser reads ahead of the part that it is at. */
    private static final int READ_AHEAD_CHARS = 1 << 16;

    private final InputStream in;
    private final XmlCharset charset;
    private final StrictDecoder decoder;
    private final long mostChars;
    private long sinceLastPart;

    private XmlText(InputStream in, XmlCharset charset, int maxPartChars) throws IOException {
        this.in = in;
        this.charset = charset;
        byte[] mark = in.readNBytes(charset.markBytes());
        this.decoder = new StrictDecoder(in, mark, mark.length, charset.charset(), (bytes, from, offset) -> { }, this::wrongBytes);
        this.mostChars = (long) maxPartChars + READ_AHEAD_CHARS;
    }

    /** Opens the file behind its byte order mark; one in a charset that we do not read is refused. */
    static XmlText open(Content content, ReadingRules rules) throws IOException {
        XmlCharset charset = XmlCharset.of(FileKind.head(content), rules.profile().charset());
        InputStream in = content.open();
        try {
            return new XmlText(in, charset, rules.maxRowChars());
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
        int count = decoder.read(buffer, offset, length);
        sinceLastPart += Math.max(count, 0);
        return count;
    }

    private FileRefused wrongBytes(long offset, int first, int length, int rest) {
        String wrong = "0x%02X".formatted(first);
        return new FileRefused(Problem.inFile(new Words(
                ("at byte offset %d there is byte %s%s, which is not %s, the charset of the file by %s: write the charset that the file"
                        + " is really in into its first line, or save it as UTF-8")
                        .formatted(offset, wrong, length > 1 ? " (and what follows)" : "", charset.charset(), charset.source().english()),
                ("à la position %d se trouve l'octet %s, qui n'est pas du %s, le jeu de caractères du fichier selon %s : indiquez dans"
                        + " la première ligne le jeu réellement utilisé, ou enregistrez le fichier en UTF-8")
                        .formatted(offset, wrong, charset.charset(), charset.source().french()))));
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
