package dev.djamopayouts.file;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a file by its byte order mark, or by the charset that is agreed, and in no other way: a replaced character in a name
 * or a reference would be a silent change of what was ordered. Skips the mark. Holds one buffer, whatever the size of the file.
 */
final class StrictText extends Reader {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int LONGEST_BOM = 3;
    private static final int FIRST_CONTROL = 0x80;
    private static final int LAST_CONTROL = 0x9F;

    private final Content content;
    private final InputStream in;
    private final Utf8Look look = new Utf8Look();
    private TextEncoding encoding;
    private StrictDecoder decoder;

    private StrictText(Content content, InputStream in) {
        this.content = content;
        this.in = in;
    }

    /**
     * Opens the file and reads its first bytes, which may already refuse it.
     *
     * @param agreed the charset of a text without a byte order mark
     */
    static StrictText open(Content content, Charset agreed) throws IOException {
        StrictText reader = new StrictText(content, content.open());
        try {
            reader.begin(agreed);
            return reader;
        } catch (IOException | RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void begin(Charset agreed) throws IOException {
        byte[] head = in.readNBytes(LONGEST_BOM);
        encoding = TextEncoding.of(head, agreed);
        decoder = new StrictDecoder(in, head, encoding.bomBytes(), encoding.charset(), this::mustBeText, this::unreadable);
    }

    TextEncoding encoding() {
        return encoding;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = decoder.read(buffer, offset, length);
        if (count < 0) {
            mustNotBeUtf8();
        }
        return count;
    }

    /** Looks at the bytes that came new. */
    private void mustBeText(ByteBuffer bytes, int from, long bufferOffset) throws IOException {
        int unit = encoding.unitBytes();
        boolean hasControls = encoding.charset().equals(FileProfile.LATIN_9);
        for (int i = from - from % unit; i + unit <= bytes.limit(); i += unit) {
            int b = bytes.get(i) & 0xFF;
            if (b == 0 && (unit == 1 || bytes.get(i + 1) == 0)) {
                throw refused(bufferOffset + i, new Words("a NUL byte: the file is binary or damaged; ",
                        "un octet NUL : le fichier est binaire ou endommagé ; ").then(FileKind.SAVE_UTF_8));
            }
            if (hasControls && b >= FIRST_CONTROL && b <= LAST_CONTROL) {
                throw refused(bufferOffset + i, outsideCharset(b));
            }
        }
        if (!encoding.isUtf8() && unit == 1) {
            look.add(bytes.array(), from, bytes.limit(), bufferOffset + from);
        }
    }

    private void mustNotBeUtf8() throws IOException {
        if (look.first() >= 0) {
            String agreed = encoding.charset().name();
            throw refused(look.first(), new Words("a character in UTF-8, as all are in this file, where " + agreed
                    + " is agreed: change the charset in the sender's profile, or save the file in " + agreed,
                    "un caractère en UTF-8, comme partout dans ce fichier, alors que " + agreed
                            + " est convenu : changez le jeu de caractères dans le profil de l'expéditeur, ou enregistrez le fichier en "
                            + agreed));
        }
    }

    private FileRefused unreadable(long offset, int wrong, int length, int rest) throws IOException {
        Words what;
        if (encoding.isUtf16()) {
            what = rest >= 0 && rest < encoding.unitBytes()
                    ? new Words("one byte alone where UTF-16 has two: the file was cut short; send the whole file",
                    "un octet seul là où UTF-16 en a deux : le fichier a été coupé ; envoyez le fichier entier")
                    : new Words("half of a character of UTF-16: the file is damaged or was cut short; ",
                    "la moitié d'un caractère UTF-16 : le fichier est endommagé ou coupé ; ").then(FileKind.SAVE_UTF_8);
        } else if (encoding.isUtf8()) {
            String shown = "0x%02X".formatted(wrong);
            what = new Words("byte " + shown + (length > 1 ? " (and what follows)" : "") + ", which is not UTF-8: the file is probably in"
                    + " windows-1252, which Excel writes as plain “CSV”; ", "l'octet " + shown + (length > 1 ? " (et la suite)" : "")
                    + ", qui n'est pas de l'UTF-8 : le fichier est sans doute en windows-1252, qu'Excel écrit sous le nom « CSV » ; ")
                    .then(FileKind.SAVE_UTF_8).then(", or have windows-1252 agreed for CSV in the sender's profile,",
                            ", ou faites convenir windows-1252 pour le CSV dans le profil de l'expéditeur,");
        } else {
            what = outsideCharset(wrong);
        }
        return refused(offset, what);
    }

    private Words outsideCharset(int wrong) {
        String agreed = encoding.charset().name();
        return new Words(("byte 0x%02X, which is no character of %s: the file is in another charset or damaged; save it in %s, as agreed,"
                + " or with Excel as “CSV UTF-8”,").formatted(wrong, agreed, agreed),
                ("l'octet 0x%02X, qui n'est pas un caractère de %s : le fichier est dans un autre jeu de caractères ou endommagé ;"
                + " enregistrez-le en %s, comme convenu, ou avec Excel en « CSV UTF-8 »,").formatted(wrong, agreed, agreed));
    }

    private FileRefused refused(long offset, Words what) throws IOException {
        long lineNo = lineAt(offset);
        return new FileRefused(new Problem(lineNo, "file", new Reason(ReasonCode.FF01, new Words(
                "at byte offset %d (line %d) there is %s and drop it again".formatted(offset, lineNo, what.english()),
                "à l'octet %d (ligne %d) il y a %s et déposez-le de nouveau".formatted(offset, lineNo, what.french())))));
    }

    /** Counted only for a refusal, by reading the file again: counting along would cost every good file. */
    private long lineAt(long offset) throws IOException {
        long lines = 1;
        int last = 0;
        boolean littleEndian = encoding.charset().equals(StandardCharsets.UTF_16LE);
        try (InputStream again = new BufferedInputStream(content.open(), BUFFER_BYTES)) {
            for (long i = 0; i < offset; i += encoding.unitBytes()) {
                int b = again.read();
                if (encoding.isUtf16()) {
                    int other = again.read();
                    b = littleEndian ? other << 8 | b : b << 8 | other;
                }
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
