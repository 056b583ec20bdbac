package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What the first bytes of a file say it is, for files that are no text. */
final class FileKind {

    private static final int HEAD_BYTES = 4096;
    private static final String AS_CSV = "save the sheet as “CSV UTF-8” and drop that";

    /** What a file begins with, written one character a byte, what it then is, and what to do. Longest first. */
    private static final String[][] KINDS = {
        {"\u0000\u0000\u00FE\u00FF", "text in UTF-32", AS_CSV},
        {"\u00FF\u00FE\u0000\u0000", "text in UTF-32", AS_CSV},
        {"PK\u0003\u0004", "a zip file inside another packing", "pack the payout file once, or drop it as it is"},
        {"PK\u0005\u0006", "an empty zip file", AS_CSV},
        {"\u00D0\u00CF\u0011\u00E0", "an old Excel workbook (.xls)", AS_CSV},
        {"\u001F\u008B", "a gzip file inside another packing", "pack the payout file once, or drop it as it is"},
        {"7z\u00BC\u00AF", "a 7-Zip file", "unpack it and drop the CSV"},
        {"Rar!", "a RAR file", "unpack it and drop the CSV"},
        {"%PDF", "a PDF", "drop the CSV it was made from"},
        {"{\\rtf", "a rich text document", AS_CSV},
        {"\u0089PNG", "a picture", AS_CSV},
        {"\u00FF\u00D8\u00FF", "a picture", AS_CSV},
    };

    private FileKind() {
    }

    /** What a file begins with. */
    static byte[] head(Content content) throws IOException {
        try (InputStream in = content.open()) {
            return in.readNBytes(HEAD_BYTES);
        }
    }

    static boolean isGzip(byte[] head) {
        return startsWith(head, "\u001F\u008B");
    }

    /** A zip that holds something; a workbook is one too. */
    static boolean isZip(byte[] head) {
        return startsWith(head, "PK\u0003\u0004");
    }

    /** Refuses what is empty or surely no text; anything else is left to the reader. */
    static void mustBeText(byte[] head) {
        if (head.length == 0) {
            throw new FileRefused(Problem.inFile("the file is empty: drop a CSV with a header and at least one row"));
        }
        if (PgpKind.of(head) != PgpKind.NONE) {
            // A file that is OpenPGP was decrypted before: this one was packed first, or encrypted twice.
            throw new FileRefused(Problem.inFile(new Words("the file holds an OpenPGP message inside another packing: sign and encrypt the"
                    + " payout file in one step, once, and drop that", "le fichier contient un message OpenPGP dans un autre emballage :"
                    + " signez et chiffrez le fichier de paie en une seule étape, une seule fois, et déposez le résultat")));
        }
        for (String[] kind : KINDS) {
            if (startsWith(head, kind[0])) {
                throw refused(kind[1], kind[2]);
            }
        }
        if (!TextEncoding.of(head, StandardCharsets.UTF_8).isUtf16()) {
            refuseNuls(head);
        }
    }

    /** Every second byte NUL is how ASCII looks in UTF-16, three of four in UTF-32; other NULs are no text at all. */
    private static void refuseNuls(byte[] head) {
        int[] nuls = new int[4];
        for (int i = 0; i < head.length; i++) {
            nuls[i % 4] += head[i] == 0 ? 1 : 0;
        }
        int all = nuls[0] + nuls[1] + nuls[2] + nuls[3];
        if (all == 0) {
            return;
        }
        int most = Math.max(nuls[0] + nuls[2], nuls[1] + nuls[3]);
        if (all * 3 > head.length * 2) {
            throw refused("text in UTF-32 without a byte order mark", AS_CSV);
        }
        if (most * 5 > head.length * 2 && all - most < most / 8 + 1) {
            throw refused("text in UTF-16 without a byte order mark", AS_CSV);
        }
        throw refused("a binary file (it has NUL bytes)", AS_CSV);
    }

    private static FileRefused refused(String kind, String remedy) {
        return new FileRefused(Problem.inFile("the file looks like " + kind + ", not like a CSV: " + remedy));
    }

    private static boolean startsWith(byte[] head, String magic) {
        if (head.length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((head[i] & 0xFF) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
