package dev.djamopayouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files in the container of the old Office, which is that of workbooks with a password too. */
final class OldOffice {

    /** What a workbook with a password is called inside, in the container's own writing. */
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    private static final int BLOCK = 1 << 16;

    private OldOffice() {
    }

    static boolean isOne(byte[] head) {
        return head.length >= 4 && (head[0] & 0xFF) == 0xD0 && (head[1] & 0xFF) == 0xCF && head[2] == 0x11 && (head[3] & 0xFF) == 0xE0;
    }

    static FileRefused refused(Path file) throws IOException {
        if (isEncrypted(file)) {
            return WorkbookFault.of("the workbook has a password: remove it (in Excel: File, Info, Protect Workbook, Encrypt with Password)"
                    + " and drop it again",
                    "le classeur a un mot de passe : retirez-le (dans Excel : Fichier, Informations, Protéger le classeur, Chiffrer avec mot de"
                            + " passe) et déposez-le de nouveau");
        }
        return WorkbookFault.saveAgain("the file is an old Excel workbook (.xls) or another old Office document",
                "le fichier est un ancien classeur Excel (.xls) ou un autre ancien document Office");
    }

    private static boolean isEncrypted(Path file) throws IOException {
        byte[] block = new byte[BLOCK + ENCRYPTED.length];
        try (InputStream in = Files.newInputStream(file)) {
            int kept = 0;
            for (int count = in.readNBytes(block, 0, BLOCK); count > 0; count = in.readNBytes(block, kept, BLOCK)) {
                int end = kept + count;
                if (new String(block, 0, end, StandardCharsets.ISO_8859_1).contains(new String(ENCRYPTED, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
                kept = Math.min(end, ENCRYPTED.length);
                System.arraycopy(block, end - kept, block, 0, kept);
            }
        }
        return false;
    }
}
