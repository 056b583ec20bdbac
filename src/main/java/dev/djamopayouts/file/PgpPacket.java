package dev.djamopayouts.file;

/**
 * A packet of OpenPGP by its header alone (RFC 9580, 4.2): nothing is read of what it says it holds.
 *
 * @param tag    what kind it is
 * @param body   where its body begins in the bytes that were looked at
 * @param length how long its body is, or {@link #OPEN} where only reading shows that
 */
record PgpPacket(int tag, int body, long length) {

    static final long OPEN = -1;

    static final int PUBLIC_KEY_SESSION = 1;
    static final int SIGNATURE = 2;
    static final int PASSWORD_SESSION = 3;
    static final int ONE_PASS = 4;
    static final int COMPRESSED = 8;
    static final int UNPROTECTED = 9;
    static final int MARKER = 10;
    static final int LITERAL = 11;
    static final int PROTECTED = 18;
    static final int PROTECTED_BY_AEAD = 20;
    static final int PADDING = 21;

    /** The packet whose header begins there; null where none does, or its header is not whole. */
    static PgpPacket at(byte[] bytes, int at) {
        if (at >= bytes.length || (bytes[at] & 0x80) == 0) {
            return null;
        }
        int first = bytes[at] & 0xFF;
        return (first & 0x40) == 0 ? old(bytes, at, first) : recent(bytes, at, first & 0x3F);
    }

    private static PgpPacket old(byte[] bytes, int at, int first) {
        int tag = first >> 2 & 0xF;
        int digits = 1 << (first & 3);
        return (first & 3) == 3 ? new PgpPacket(tag, at + 1, OPEN) : sized(bytes, tag, at + 1, digits);
    }

    private static PgpPacket recent(byte[] bytes, int at, int tag) {
        if (at + 1 >= bytes.length) {
            return null;
        }
        int length = bytes[at + 1] & 0xFF;
        if (length < 192) {
            return new PgpPacket(tag, at + 2, length);
        }
        if (length < 224) {
            return at + 2 >= bytes.length ? null : new PgpPacket(tag, at + 3, (length - 192 << 8) + (bytes[at + 2] & 0xFF) + 192);
        }
        return length < 255 ? new PgpPacket(tag, at + 2, OPEN) : sized(bytes, tag, at + 2, 4);
    }

    private static PgpPacket sized(byte[] bytes, int tag, int at, int digits) {
        if (at + digits > bytes.length) {
            return null;
        }
        long length = 0;
        for (int i = 0; i < digits; i++) {
            length = length << 8 | bytes[at + i] & 0xFF;
        }
        return new PgpPacket(tag, at + digits, length);
    }

    /** The first byte of the body, mostly a version; -1 where it is not among the bytes. */
    int version(byte[] bytes) {
        return body < bytes.length ? bytes[body] & 0xFF : -1;
    }
}
