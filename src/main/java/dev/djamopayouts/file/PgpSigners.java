package dev.djamopayouts.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.KeyIdentifier;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.api.OpenPGPCertificate;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.api.OpenPGPDefaultPolicy;
import org.bouncycastle.openpgp.api.OpenPGPPolicy;
import org.bouncycastle.openpgp.api.OpenPGPSignature.OpenPGPDocumentSignature;
import org.bouncycastle.openpgp.api.bc.BcOpenPGPImplementation;

/** Whose signature is trusted. */
final class PgpSigners {

    private static final OpenPGPPolicy POLICY = new OpenPGPDefaultPolicy();

    private final List<OpenPGPCertificate> certificates;

    PgpSigners(List<OpenPGPCertificate> certificates) {
        this.certificates = List.copyOf(certificates);
    }

    static PgpSigners read(List<Path> files) {
        return new PgpSigners(files.stream().flatMap(file -> certificates(file).stream()).toList());
    }

    private static List<OpenPGPCertificate> certificates(Path file) {
        List<OpenPGPCertificate> certificates = new ArrayList<>();
        for (Object ring : PgpRings.read(file)) {
            if (ring instanceof PGPSecretKeyRing) {
                throw new IllegalArgumentException("the signers' file " + file
                        + " holds a secret key, which belongs to nobody but its owner: export the public one with gpg --export");
            }
            if (ring instanceof PGPPublicKeyRing keys) {
                certificates.add(certificate(file, keys));
            }
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("the signers' file " + file + " holds no public key: export them with gpg --export");
        }
        return certificates;
    }

    private static OpenPGPCertificate certificate(Path file, PGPPublicKeyRing keys) {
        try {
            OpenPGPCertificate certificate = new OpenPGPCertificate(keys, new BcOpenPGPImplementation(), POLICY);
            // As of its beginning: a key that expired since may still be there for what it signed before.
            if (certificate.getKeys().stream().anyMatch(PgpSigners::couldEverSign)) {
                return certificate;
            }
        } catch (RuntimeException e) {
            // Said below.
        }
        throw new IllegalArgumentException("the key " + shown(keys.getPublicKey().getKeyID()) + " in the signers' file " + file
                + " cannot sign, or its own signatures are missing: export it again with gpg --export");
    }

    private static boolean couldEverSign(OpenPGPComponentKey key) {
        return key.getLatestSelfSignature(new java.util.Date()) != null
                && key.isSigningKey(key.getLatestSelfSignature(new java.util.Date()).getCreationTime());
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

    /** A key's number as gpg shows it. */
    static String shown(long keyId) {
        return "%016X".formatted(keyId);
    }
}
