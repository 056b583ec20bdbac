package dev.djamopayouts.file;

import java.nio.file.Path;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPUserId;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/** Whose signature is trusted. */
final class PgpSigners {

    private static final OpenPGPPolicy POLICY = new OpenPGPDefaultPolicy();

    /** More than a name with an address has. */
    private static final int MOST_NAME_CHARS = 200;

    private final List<OpenPGPCertificate> certificates;

    PgpSigners(List<OpenPGPCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    static PgpSigners read(List<Path> files) {
        return new PgpSigners(files.stream().flatMap(file -> certificates(file).stream()).toList());
    }

    private static List<OpenPGPCertificate> certificates(Path file) {
        Map<String, PGPPublicKeyRing> rings = new LinkedHashMap<>();
        for (Object ring : PgpRings.read(file)) {
            if (ring instanceof PGPSecretKeyRing) {
                throw new KeyFileRefused("the signers' file " + file
                        + " holds a secret key, which belongs to nobody but its owner: export the public one with gpg --export");
            }
            if (!(ring instanceof PGPPublicKeyRing keys)) {
                // A revocation that was exported alone would be passed over, and the key go on being trusted.
                throw new KeyFileRefused("the signers' file " + file
                        + " holds something beside public keys: import all of it with gpg, and export the keys with gpg --export");
            }
            // An old copy of a key beside a revoked one must not count.
            rings.merge(HexFormat.of().formatHex(keys.getPublicKey().getFingerprint()), keys, (one, other) -> joined(file, one, other));
        }
        if (rings.isEmpty()) {
            throw new KeyFileRefused("the signers' file " + file + " holds no public key: export them with gpg --export");
        }
        return rings.values().stream().map(keys -> certificate(file, keys)).toList();
    }

    private static PGPPublicKeyRing joined(Path file, PGPPublicKeyRing one, PGPPublicKeyRing other) {
        try {
            return PGPPublicKeyRing.join(one, other);
        } catch (PGPException e) {
            throw new KeyFileRefused("the signers' file " + file + " holds the key " + shown(one.getPublicKey().getKeyID())
                    + " twice, and the two do not go together: export it again with gpg --export");
        }
    }

    private static OpenPGPCertificate certificate(Path file, PGPPublicKeyRing keys) {
        try {
            OpenPGPCertificate certificate = new OpenPGPCertificate(keys, new BcOpenPGPImplementation(), POLICY);
            // As of its last own signature: a key that expired since may still be there for what it signed before.
            if (certificate.getKeys().stream().anyMatch(PgpSigners::couldEverSign)) {
                return certificate;
            }
        } catch (RuntimeException e) {
            // Said below.
        }
        throw new KeyFileRefused("the key " + shown(keys.getPublicKey().getKeyID()) + " in the signers' file " + file
                + " cannot sign, or its own signatures are missing: export it again with gpg --export");
    }

    private static boolean couldEverSign(OpenPGPComponentKey key) {
        OpenPGPComponentSignature latest = key.getLatestSelfSignature(new Date());
        return latest != null && key.isSigningKey(latest.getCreationTime());
    }

    /** The key that a signature says it is by; null where it is not a trusted one. */
    OpenPGPComponentKey find(KeyIdentifier signer) {
        for (OpenPGPCertificate certificate : certificates) {
            OpenPGPComponentKey key = signer.isWildcard() ? null : certificate.getKey(signer);
            if (key != null) {
                return key;
            }
        }
        return null;
    }

    /** What a signature by a trusted key is worth. */
    enum Verdict {
        /** It is of what came, by a key that could sign then. */
        GOOD,
        /** It is of what came, by a key that could not sign then. */
        UNTIMELY,
        /** It is of something else. */
        WRONG
    }

    /** A key could sign when it was bound to its owner, not expired and not revoked, by algorithms that still hold. */
    static Verdict judge(OpenPGPComponentKey key, PGPOnePassSignature hashed, PGPSignature signature) {
        OpenPGPDocumentSignature document = new OpenPGPDocumentSignature(signature, key);
        try {
            if (!document.verify(hashed)) {
                return Verdict.WRONG;
            }
            return document.isValid(POLICY) ? Verdict.GOOD : Verdict.UNTIMELY;
        } catch (PGPException | RuntimeException e) {
            return document.isTestedCorrect() ? Verdict.UNTIMELY : Verdict.WRONG;
        }
    }

    /** Whose key it is by its first user id, on one line, and its number. */
    static String shown(OpenPGPComponentKey key) {
        List<OpenPGPUserId> names = key.getCertificate().getAllUserIds();
        String name = names.isEmpty() ? "" : names.get(0).getUserId().replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}]", "?");
        return name.substring(0, Math.min(name.length(), MOST_NAME_CHARS)) + (name.isEmpty() ? "" : " ") + shown(key.getKeyIdentifier().getKeyId());
    }

    /** A key's number as gpg shows it. */
    static String shown(long keyId) {
        return "%016X".formatted(keyId);
    }
}
