package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.bcpg.ArmoredInputStream;

/**
 * What stands before the encrypted part of an OpenPGP message, looked at packet by packet before anything is parsed: only
 * session keys may, and not many of them.
 */
final class PgpEnvelope {

    /** Room for the session keys of {@link #MOST_RECIPIENTS}, each of the largest kind. */
    private static final int HEAD_BYTES = 1 << 17;
    private static final int MOST_RECIPIENTS = 64;
    /** Behind the version, the cipher and the mode stands the binary logarithm of a part's size, less 6. */
    private static final int CHUNK_SIZE_AT = 3;
    private static final int MOST_CHUNK_SIZE = 16;

    private PgpEnvelope() {
    }

    /** Refuses what is not encrypted, to public keys and with its integrity protected. */
    static void mustBeEncrypted(Content file) throws IOException {
        byte[] head = FileKind.head(file);
        String armor = PgpKind.armor(head);
        if (armor != null) {
            mustBeMessage(armor, head);
        }
        try (InputStream in = file.open()) {
            byte[] start = in.readNBytes(2 * HEAD_BYTES);
            mustBeEncrypted(armor == null ? start : binary(start));
        }
    }

    private static void mustBeMessage(String armor, byte[] head) {
        if (armor.equals("SIGNED MESSAGE")) {
            throw notEncrypted();
        }
        if (armor.equals("SIGNATURE")) {
            throw detached();
        }
        if (!armor.equals("MESSAGE")) {
            throw refused("the file is OpenPGP but no message (“" + (armor.endsWith("KEY BLOCK") ? "KEY BLOCK" : "unknown")
                    + "”): drop the signed and encrypted file",
                    "le fichier est de l'OpenPGP mais pas un message : déposez le fichier signé et chiffré");
        }
        String text = new String(head, StandardCharsets.ISO_8859_1).replace("\r\n", "\n").stripLeading();
        if (!text.contains("\n\n") && !text.contains("\n \n")) {
            throw refused("the OpenPGP file has no blank line behind its first lines, or too many of those: encrypt it again",
                    "le fichier OpenPGP n'a pas de ligne vide après ses premières lignes, ou en a trop : chiffrez-le de nouveau");
        }
    }

    private static byte[] binary(byte[] armored) {
        byte[] bytes = new byte[HEAD_BYTES];
        int count = 0;
        try (InputStream in = new ArmoredInputStream(new ByteArrayInputStream(armored))) {
            for (int b = in.read(); b >= 0 && count < bytes.length; b = in.read()) {
                bytes[count++] = (byte) b;
            }
        } catch (IOException | RuntimeException e) {
            // Cut off by us, or damaged: what stands before that decides here, and reading meets the damage.
            return Arrays.copyOf(bytes, count);
        }
        return Arrays.copyOf(bytes, count);
    }

    private static void mustBeEncrypted(byte[] start) {
        int recipients = 0;
        boolean password = false;
        int at = 0;
        while (true) {
            PgpPacket packet = PgpPacket.at(start, at);
            if (packet == null) {
                throw damaged();
            }
            switch (packet.tag()) {
                case PgpPacket.PUBLIC_KEY_SESSION -> recipients++;
                case PgpPacket.PASSWORD_SESSION -> password = true;
                case PgpPacket.MARKER, PgpPacket.PADDING -> {
                }
                case PgpPacket.PROTECTED, PgpPacket.PROTECTED_BY_AEAD -> {
                    mustHaveSmallChunks(packet, start);
                    mustHaveRecipient(recipients, password);
                    return;
                }
                case PgpPacket.UNPROTECTED -> throw unprotected();
                case PgpPacket.SIGNATURE -> throw detached();
                case PgpPacket.ONE_PASS, PgpPacket.COMPRESSED, PgpPacket.LITERAL -> throw notEncrypted();
                default -> throw damaged();
            }
            if (packet.length() == PgpPacket.OPEN) {
                throw damaged();
            }
            if (recipients > MOST_RECIPIENTS || packet.body() + packet.length() >= HEAD_BYTES) {
                throw refused("the OpenPGP file is encrypted to more than " + MOST_RECIPIENTS + " keys: encrypt it to ours and your own",
                        "le fichier OpenPGP est chiffré pour plus de " + MOST_RECIPIENTS
                                + " clés : chiffrez-le avec la nôtre et la vôtre");
            }
            at = (int) (packet.body() + packet.length());
        }
    }

    /** Each part that is authenticated by itself is held in memory as a whole. */
    private static void mustHaveSmallChunks(PgpPacket packet, byte[] start) {
        boolean inChunks = packet.tag() == PgpPacket.PROTECTED_BY_AEAD || packet.version(start) == 2;
        int size = packet.body() + CHUNK_SIZE_AT;
        if (inChunks && (size >= start.length || (start[size] & 0xFF) > MOST_CHUNK_SIZE)) {
            throw refused("the OpenPGP file is encrypted in parts of more than 4 MB: encrypt it with the usual size (gpg --chunk-size 22)",
                    "le fichier OpenPGP est chiffré par morceaux de plus de 4 Mo : chiffrez-le avec la taille habituelle"
                            + " (gpg --chunk-size 22)");
        }
    }

    private static void mustHaveRecipient(int recipients, boolean password) {
        if (recipients == 0 && password) {
            throw refused("the OpenPGP file is encrypted with a password: encrypt it to our public key",
                    "le fichier OpenPGP est chiffré avec un mot de passe : chiffrez-le avec notre clé publique");
        }
        if (recipients == 0) {
            throw damaged();
        }
    }

    static FileRefused unprotected() {
        return refused("the OpenPGP file has no integrity protection, so that anybody could change it on its way: encrypt it with a"
                + " program of today, without --rfc2440 or --disable-mdc", "le fichier OpenPGP n'a pas de protection d'intégrité, et"
                + " n'importe qui pourrait le modifier en route : chiffrez-le avec un programme actuel, sans --rfc2440 ni --disable-mdc");
    }

    private static FileRefused notEncrypted() {
        return refused("the OpenPGP file is not encrypted: sign it and encrypt it to our public key in one step (gpg --sign --encrypt)",
                "le fichier OpenPGP n'est pas chiffré : signez-le et chiffrez-le avec notre clé publique en une seule étape"
                        + " (gpg --sign --encrypt)");
    }

    private static FileRefused detached() {
        return refused("the file is an OpenPGP signature alone, and signatures beside a file are not read: sign and encrypt the payout"
                + " file in one step (gpg --sign --encrypt)", "le fichier n'est qu'une signature OpenPGP, et les signatures à côté d'un"
                + " fichier ne sont pas lues : signez et chiffrez le fichier de paie en une seule étape (gpg --sign --encrypt)");
    }

    static FileRefused damaged() {
        return refused("the OpenPGP file is damaged, was changed or cut short on its way: send the whole file again, in binary mode",
                "le fichier OpenPGP est endommagé, a été modifié ou coupé en route : envoyez de nouveau le fichier entier, en mode"
                        + " binaire");
    }

    static FileRefused refused(String english, String french) {
        return new FileRefused(Problem.inFile(new Words(english, french)));
    }
}
