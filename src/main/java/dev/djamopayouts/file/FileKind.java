package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the first bytes of a file say it is, for files that are no text. */
final class FileKind {

    /** What mends text in a charset that is not read; the sentence goes on after it. */
    static final Words SAVE_UTF_8 = new Words("save it in UTF-8 (in a spreadsheet: as “CSV UTF-8”)",
            "enregistrez-le en UTF-8 (dans un tableur : en « CSV UTF-8 »)");

    private static final int HEAD_BYTES = 4096;
    private static final Words AS_SHEET = new Words("save the sheet as “Excel workbook (.xlsx)” or as “CSV UTF-8” and drop that",
            "enregistrez la feuille en « Classeur Excel (.xlsx) » ou en « CSV UTF-8 » et déposez ce fichier");
    private static final Words AS_UTF_8 = SAVE_UTF_8.then(" and drop that", " et déposez ce fichier");
    private static final Words AS_PAYOUTS = new Words("drop the payouts as CSV, Excel workbook (.xlsx), JSON or pain.001",
            "déposez les paiements en CSV, en classeur Excel (.xlsx), en JSON ou en pain.001");
    private static final Words UNPACK = new Words("unpack it and drop the payout file that is in it",
            "décompressez-le et déposez le fichier de paie qu'il contient");
    private static final Words PACK_ONCE = new Words("pack the payout file once, or drop it as it is",
            "compressez le fichier une seule fois, ou déposez-le tel quel");
    private static final Words UTF_32 = new Words("text in UTF-32", "du texte en UTF-32");
    private static final Words PICTURE = new Words("a picture", "une image");

    /**
     * What files begin with that are no text.
     *
     * @param magic  their first bytes, written one character a byte
     * @param what   what such a file is
     * @param remedy what to do
     */
    private record Kind(String magic, Words what, Words remedy) {
    }

    /** Longest first. */
    private static final List<Kind> KINDS = List.of(
            new Kind("\u0000\u0000\u00FE\u00FF", UTF_32, AS_UTF_8),
            new Kind("\u00FF\u00FE\u0000\u0000", UTF_32, AS_UTF_8),
            new Kind("PK\u0003\u0004", new Words("a zip file inside another packing", "un fichier zip dans une autre compression"), PACK_ONCE),
            new Kind("PK\u0005\u0006", new Words("an empty zip file", "un fichier zip vide"), PACK_ONCE),
            new Kind("\u00D0\u00CF\u0011\u00E0", new Words("an old Excel workbook (.xls)", "un ancien classeur Excel (.xls)"), AS_SHEET),
            new Kind("\u001F\u008B", new Words("a gzip file inside another packing", "un fichier gzip dans une autre compression"), PACK_ONCE),
            new Kind("7z\u00BC\u00AF", new Words("a 7-Zip file", "un fichier 7-Zip"), UNPACK),
            new Kind("Rar!", new Words("a RAR file", "un fichier RAR"), UNPACK),
            new Kind("%PDF", new Words("a PDF", "un PDF"), AS_PAYOUTS),
            new Kind("{\\rtf", new Words("a rich text document", "un document au format RTF"), AS_PAYOUTS),
            new Kind("\u0089PNG", PICTURE, AS_PAYOUTS),
            new Kind("\u00FF\u00D8\u00FF", PICTURE, AS_PAYOUTS));

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
            throw new FileRefused(Problem.inFile(new Words("the file is empty: drop one with at least one payout",
                    "le fichier est vide : déposez-en un qui a au moins un paiement")));
        }
        if (PgpKind.of(head) != PgpKind.NONE) {
            // A file that is OpenPGP was decrypted before: this one was packed first, or encrypted twice.
            throw new FileRefused(Problem.inFile(new Words("the file holds an OpenPGP message inside another packing: sign and encrypt the"
                    + " payout file in one step, once, and drop that", "le fichier contient un message OpenPGP dans un autre emballage :"
                    + " signez et chiffrez le fichier de paie en une seule étape, une seule fois, et déposez le résultat")));
        }
        for (Kind kind : KINDS) {
            if (startsWith(head, kind.magic())) {
                throw refused(kind.what(), kind.remedy());
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
            throw refused(new Words("text in UTF-32 without a byte order mark", "du texte en UTF-32 sans indicateur d'ordre des octets (BOM)"), AS_UTF_8);
        }
        if (most * 5 > head.length * 2 && all - most < most / 8 + 1) {
            throw refused(new Words("text in UTF-16 without a byte order mark", "du texte en UTF-16 sans indicateur d'ordre des octets (BOM)"), AS_UTF_8);
        }
        throw refused(new Words("a binary file (it has NUL bytes)", "un fichier binaire (il a des octets NUL)"), AS_PAYOUTS);
    }

    private static FileRefused refused(Words kind, Words remedy) {
        return new FileRefused(Problem.inFile(new Words("the file looks like " + kind.english() + ", not like a payout file: " + remedy.english(),
                "le fichier ressemble à " + kind.french() + ", et non à un fichier de paie : " + remedy.french())));
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
