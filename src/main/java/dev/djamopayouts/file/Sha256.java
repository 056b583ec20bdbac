package dev.djamopayouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that files and their contents are known by. */
public final class Sha256 {

    private Sha256() {
    }

    /** A new digest of that kind. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What a digest has come to, in hex; it begins anew. */
    public static String hex(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Of a stream up to its end, in hex; the stream stays open. */
    public static String of(InputStream content) throws IOException {
        MessageDigest digest = digest();
        new DigestInputStream(content, digest).transferTo(OutputStream.nullOutputStream());
        return hex(digest);
    }
}
