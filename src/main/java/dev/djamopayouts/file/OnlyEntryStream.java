package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The only file in a zip, whatever it is called; folders do not count. More than one is refused once the first is read. */
final class OnlyEntryStream extends FilterInputStream {

    /** A zip with more folders before its file was made to be slow. */
    private static final int MOST_FOLDERS = 100;

    private final ZipInputStream zip;

    OnlyEntryStream(InputStream packed) throws IOException {
        super(new ZipInputStream(packed));
        zip = (ZipInputStream) in;
        if (!toNextFile()) {
            throw refused("the zip file holds no file: pack exactly one payout file",
                    "le fichier zip ne contient aucun fichier : mettez-y exactement un fichier de paie");
        }
    }

    private boolean toNextFile() throws IOException {
        try {
            for (int i = 0; i < MOST_FOLDERS; i++) {
                ZipEntry entry = zip.getNextEntry();
                if (entry == null || !entry.isDirectory()) {
                    return entry != null;
                }
            }
        } catch (IllegalArgumentException e) {
            throw refused("the name of a file in the zip is no text: pack exactly one payout file under a plain name",
                    "le nom d'un fichier dans le zip n'est pas du texte : mettez-y exactement un fichier de paie, sous un nom simple");
        }
        throw refused("the zip file holds more than " + MOST_FOLDERS + " folders: pack exactly one payout file",
                "le fichier zip contient plus de " + MOST_FOLDERS + " dossiers : mettez-y exactement un fichier de paie");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count < 0 && toNextFile()) {
            throw refused("the zip file holds more than one file: pack exactly one payout file",
                    "le fichier zip contient plus d'un fichier : mettez-y exactement un fichier de paie");
        }
        return count;
    }

    private static FileRefused refused(String english, String french) {
        return new FileRefused(Problem.inFile(new Words(english, french)));
    }
}
