package dev.djamopayouts.djamo;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Whether an event comes from Djamo: {@code x-djamo-hmac-sha256} is the base64 of HMAC-SHA256 over the raw body with the
 * secret key (the provider's page on webhooks). May be asked by several threads.
 */
public final class WebhookSignature {

    /** The header that bears it. */
    public static final String HEADER = "x-djamo-hmac-sha256";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    /** 32 bytes in base64, padded or not. */
    private static final int MOST_CHARS = 44;

    private final Supplier<String> secretKey;

    /** @param secretKey gives the key of the moment; a secret */
    public WebhookSignature(Supplier<String> secretKey) {
        this.secretKey = secretKey;
    }

    /**
     * Whether the signature is that of these very bytes. How long it takes tells nothing of how much of it is right.
     *
     * @param signature what the header says, or null
     */
    public boolean holds(byte[] raw, String signature) {
        byte[] given = decoded(signature);
        return given.length == BYTES && MessageDigest.isEqual(given, mac(raw));
    }

    private byte[] mac(byte[] raw) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secretKey.get().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(raw);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] decoded(String signature) {
        if (signature == null || signature.length() > MOST_CHARS) {
            return new byte[0];
        }
        try {
            return Base64.getDecoder().decode(signature);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
