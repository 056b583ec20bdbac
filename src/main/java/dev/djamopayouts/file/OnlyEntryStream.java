package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The only file in a zip; folders do not count. More than one is refused once the first is read. Nothing is ever written under
 * the name it has there, and any plain one will do; but a name that leads out of the zip was made to harm whoever unpacks it.
 */
final class OnlyEntryStream extends FilterInputStream {

    /** A zip with more folders before its file was made to be slow. */
    private static final int MOST_FOLDERS = 100;
    /** The control characters from 0x80 on are letters in the code pages of Windows. */
    private static final char DELETE = 0x7F;
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

    private final ZipInputStream zip;

    OnlyEntryStream(InputStream packed) throws IOException {
        // Windows writes février.csv in the code page of its console and does not say so: here every byte is some character.
        super(new ZipInputStream(packed, StandardCharsets.ISO_8859_1));
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
                if (entry != null && leadsElsewhere(entry.getName())) {
                    throw refused("the name of a file in the zip leads out of it (.., / or C: at its start) or has control characters in it,"
                            + " as in a file made to harm: pack the payout file under a plain name",
                            "le nom d'un fichier dans le zip mène hors de celui-ci (.., / ou C: au début) ou contient des caractères de"
                            + " contrôle, comme dans un fichier fait pour nuire : mettez-y le fichier de paie sous un nom simple");
                }
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

    private static boolean leadsElsewhere(String name) {
        String path = name.replace('\\', '/');
        return path.startsWith("/") || DRIVE.matcher(path).lookingAt() || List.of(path.split("/")).contains("..")
                || path.chars().anyMatch(c -> c < ' ' || c == DELETE);
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
