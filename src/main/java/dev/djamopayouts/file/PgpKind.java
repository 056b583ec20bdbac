package dev.djamopayouts.file;

import java.nio.charset.StandardCharsets;

/** Whether a file is OpenPGP, by its first bytes. */
enum PgpKind {

    /** It is something else. */
    NONE,
    /** Packets as they are. */
    BINARY,
    /** Packets as text between dashed lines. */
    ARMORED;

    private static final String BEGIN = "-----BEGIN PGP ";

    static PgpKind of(byte[] head) {
        return armor(head) != null ? ARMORED : isPacket(head) ? BINARY : NONE;
    }

    /** What an armored file says it is, such as {@code MESSAGE}; null where it is not armored. */
    static String armor(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading();
        if (!text.startsWith(BEGIN)) {
            return null;
        }
        int end = text.indexOf("-----", BEGIN.length());
        return end < 0 ? "" : text.substring(BEGIN.length(), end);
    }

    /** The version decides: a first byte alone may as well be a letter with an accent. */
    private static boolean isPacket(byte[] head) {
        PgpPacket packet = PgpPacket.at(head, 0);
        if (packet == null) {
            return false;
        }
        int version = packet.version(head);
        return switch (packet.tag()) {
            case PgpPacket.PUBLIC_KEY_SESSION, PgpPacket.ONE_PASS -> version == 3 || version == 6;
            case PgpPacket.SIGNATURE -> version >= 3 && version <= 6;
            case PgpPacket.PASSWORD_SESSION -> version >= 4 && version <= 6;
            case PgpPacket.COMPRESSED -> version >= 1 && version <= 3;
            case PgpPacket.MARKER -> packet.length() == 3 && version == 'P';
            case PgpPacket.PROTECTED -> version == 1 || version == 2;
            case PgpPacket.PROTECTED_BY_AEAD -> version == 1;
            default -> false;
        };
    }
}
