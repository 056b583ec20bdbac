package dev.djamopayouts.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A writing of fields that can be read in one way only, to be hashed: each as its length, a colon and itself, null as a dash.
 * No other fields are ever written alike, whatever separators a field may hold.
 */
final class Canon {

    private Canon() {
    }

    /** Adds fields to the writing. */
    static void write(StringBuilder to, Object... fields) {
        for (Object field : fields) {
            if (field == null) {
                to.append('-');
            } else {
                String text = field.toString();
                to.append(text.length()).append(':').append(text);
            }
        }
    }

    /** A new hash to feed. */
    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static byte[] bytes(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The hash in small hexadecimal digits; it begins anew. */
    static String hex(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }
}
