package dev.djamopayouts.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.bouncycastle.bcpg.SignatureSubpacketTags;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPEncryptedData;
import org.bouncycastle.openpgp.PGPEncryptedDataList;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyEncryptedData;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSessionKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureSubpacketVector;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyDataDecryptorFactory;

/** Our keys, unlocked. Which one a file is encrypted to shows in the file, so that an old one may stand beside a new one. */
final class PgpOwnKeys {

    private final List<PGPPrivateKey> keys;

    PgpOwnKeys(List<PGPPrivateKey> keys) {
        this.keys = List.copyOf(keys);
    }

    static PgpOwnKeys read(Path file, String passphrase) {
        List<PGPPrivateKey> keys = new ArrayList<>();
        boolean anySecret = false;
        for (Object ring : PgpRings.read(file)) {
            if (ring instanceof PGPSecretKeyRing secret) {
                anySecret = true;
                secret.getSecretKeys().forEachRemaining(key -> {
                    // A part whose secret is kept elsewhere (gpg --export-secret-subkeys) is a stub.
                    if (isForEncryption(key.getPublicKey()) && !key.isPrivateKeyEmpty()) {
                        keys.add(unlock(file, key, passphrase));
                    }
                });
            }
        }
        if (!anySecret) {
            throw new KeyFileRefused("the key file " + file + " holds no secret key: export it with gpg --export-secret-keys");
        }
        if (keys.isEmpty()) {
            throw new KeyFileRefused("the key file " + file + " holds no secret key that can decrypt: make one with an"
                    + " encryption subkey, and export it with gpg --export-secret-keys");
        }
        return new PgpOwnKeys(keys);
    }

    /** An algorithm may do both; what a key is for its own signatures say. */
    private static boolean isForEncryption(PGPPublicKey key) {
        boolean says = false;
        for (Iterator<PGPSignature> each = key.getSignatures(); each.hasNext(); ) {
            PGPSignatureSubpacketVector told = each.next().getHashedSubPackets();
            if (told != null && told.hasSubpacket(SignatureSubpacketTags.KEY_FLAGS)) {
                says = true;
                if ((told.getKeyFlags() & (KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE)) != 0) {
                    return key.isEncryptionKey();
                }
            }
        }
        return !says && key.isEncryptionKey();
    }

    private static PGPPrivateKey unlock(Path file, PGPSecretKey key, String passphrase) {
        try {
            PGPPrivateKey unlocked = key.extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider())
                    .build(passphrase.toCharArray()));
            if (unlocked != null) {
                return unlocked;
            }
        } catch (PGPException | RuntimeException e) {
            // Its message may show parts of the key.
        }
        throw new KeyFileRefused("the secret key " + PgpSigners.shown(key.getKeyID()) + " in " + file
                + " does not open with pgp.passphrase: mend the passphrase (PGP_PASSPHRASE in the environment, or pgp.passphrase-file)");
    }

    /** The session key of a file that is encrypted to one of ours; null where it is not. */
    PGPSessionKey open(PGPEncryptedDataList session) {
        for (PGPEncryptedData each : session) {
            if (each instanceof PGPPublicKeyEncryptedData recipient) {
                for (PGPPrivateKey key : keys) {
                    PGPSessionKey opened = open(recipient, key);
                    if (opened != null) {
                        return opened;
                    }
                }
            }
        }
        return null;
    }

    private static PGPSessionKey open(PGPPublicKeyEncryptedData recipient, PGPPrivateKey key) {
        long named = recipient.getKeyID();
        // gpg --throw-keyids names nobody: then each of ours is tried.
        if (named != 0 && named != key.getKeyID() && !recipient.getKeyIdentifier().isWildcard()) {
            return null;
        }
        try {
            return recipient.getSessionKey(new BcPublicKeyDataDecryptorFactory(key));
        } catch (PGPException | RuntimeException e) {
            return null;
        }
    }
}
