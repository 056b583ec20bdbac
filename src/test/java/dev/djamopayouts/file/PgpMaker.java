package dev.djamopayouts.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Date;
import org.bouncycastle.bcpg.AEADAlgorithmTags;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.SymmetricKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPCompressedDataGenerator;
import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPLiteralDataGenerator;
import org.bouncycastle.openpgp.PGPPrivateKey;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPBESecretKeyDecryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPDigestCalculatorProvider;
import org.bouncycastle.openpgp.operator.bc.BcPublicKeyKeyEncryptionMethodGenerator;

/** OpenPGP messages that gpg would not make, for the desk and by the payroll of the fixtures. */
final class PgpMaker {

    static final Path FILES = Path.of("src/test/resources/pgp");

    /** Writes packets. */
    interface Packets {
        void to(OutputStream out) throws IOException, PGPException;
    }

    /** A signature that is announced, of which there may be many. */
    static final byte[] ANNOUNCEMENT = bytes(out -> signer().generateOnePassVersion(true).encode(out));
    static final Packets ANNOUNCED = out -> out.write(ANNOUNCEMENT);

    private PgpMaker() {
    }

    static byte[] bytes(Packets packets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            packets.to(out);
        } catch (IOException | PGPException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    static Packets literal(byte[] content) {
        return literal(out -> out.write(content), content.length);
    }

    static Packets literal(Packets content, long length) {
        return out -> {
            try (OutputStream body = new PGPLiteralDataGenerator().open(out, PGPLiteralData.BINARY, "x", length, new Date(0))) {
                content.to(body);
            }
        };
    }

    /** Announced, the content, the signature, as gpg does. */
    static Packets signed(byte[] announced, byte[] content) {
        return out -> {
            PGPSignatureGenerator signer = signer();
            signer.generateOnePassVersion(false).encode(out);
            literal(content).to(out);
            signer.update(announced);
            signer.generate().encode(out);
        };
    }

    static Packets signed(byte[] content) {
        return signed(content, content);
    }

    static PGPSignatureGenerator signer() throws PGPException {
        PGPSecretKey key = payroll();
        PGPSignatureGenerator signer = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), HashAlgorithmTags.SHA256), key.getPublicKey());
        signer.init(PGPSignature.BINARY_DOCUMENT, privateKey());
        return signer;
    }

    static PGPPrivateKey privateKey() throws PGPException {
        return payroll().extractPrivateKey(new BcPBESecretKeyDecryptorBuilder(new BcPGPDigestCalculatorProvider()).build(new char[0]));
    }

    private static PGPSecretKey payroll() {
        return ((PGPSecretKeyRing) PgpRings.read(FILES.resolve("payroll.secret.asc")).get(0)).getSecretKey();
    }

    static Packets armored(byte[] packets) {
        return out -> {
            try (ArmoredOutputStream armor = new ArmoredOutputStream(out)) {
                armor.write(packets);
            }
        };
    }

    static Packets compressed(Packets inner) {
        return out -> {
            PGPCompressedDataGenerator generator = new PGPCompressedDataGenerator(PGPCompressedDataGenerator.ZIP);
            inner.to(generator.open(out));
            generator.close();
        };
    }

    /** How a message is protected from changes. */
    enum Protection { MDC, AEAD_OF_GPG, AEAD }

    static Packets encrypted(Protection protection, int recipients, Packets inner) {
        return out -> {
            BcPGPDataEncryptorBuilder builder = new BcPGPDataEncryptorBuilder(SymmetricKeyAlgorithmTags.AES_256).setSecureRandom(new SecureRandom());
            switch (protection) {
                case MDC -> builder.setWithIntegrityPacket(true);
                case AEAD_OF_GPG -> builder.setUseV5AEAD().setWithAEAD(AEADAlgorithmTags.OCB, 16);
                case AEAD -> builder.setUseV6AEAD().setWithAEAD(AEADAlgorithmTags.OCB, 16);
            }
            PGPEncryptedDataGenerator generator = new PGPEncryptedDataGenerator(builder);
            for (int i = 0; i < recipients; i++) {
                generator.addMethod(new BcPublicKeyKeyEncryptionMethodGenerator(desk()));
            }
            try (OutputStream body = generator.open(out, new byte[1 << 16])) {
                inner.to(body);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        };
    }

    static byte[] message(Packets inner) {
        return bytes(encrypted(Protection.MDC, 1, inner));
    }

    private static PGPPublicKey desk() {
        for (Object ring : PgpRings.read(FILES.resolve("desk.secret.asc"))) {
            for (PGPSecretKey key : (PGPSecretKeyRing) ring) {
                if (key.getPublicKey().isEncryptionKey() && !key.isMasterKey()) {
                    return key.getPublicKey();
                }
            }
        }
        throw new IllegalStateException("the desk has no key to encrypt to");
    }
}
