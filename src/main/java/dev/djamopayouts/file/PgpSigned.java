package dev.djamopayouts.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.bouncycastle.bcpg.BCPGInputStream;
import org.bouncycastle.openpgp.PGPCompressedData;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPLiteralData;
import org.bouncycastle.openpgp.PGPOnePassSignature;
import org.bouncycastle.openpgp.PGPOnePassSignatureList;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.api.OpenPGPCertificate.OpenPGPComponentKey;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/**
 * The signed part of an OpenPGP message, inside its encryption: compressed or not, announced signatures, the content, the
 * signatures, and nothing else. Packets are looked at before the parser sees them, and what it collects is bounded.
 */
final class PgpSigned {

    /** Announced signatures before the content, and the signatures behind it. */
    private static final int MOST_BYTES_AROUND = 1 << 16;
    private static final int MOST_SIGNATURES = 16;
    private static final int VERSION = 4;
    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * What is sure of the content.
     *
     * @param sha256  of it, in hex
     * @param signers who signed it, by a key that was good then
     */
    record Proven(String sha256, List<String> signers) {
    }

    private final PgpSigners signers;
    private final OutputStream out;
    private final long mostBytes;
    private final long mostExpanded;
    private final MessageDigest digest = Sha256.digest();
    private final List<PGPOnePassSignature> hashed = new ArrayList<>();
    private final List<PgpSigners.Verdict> verdicts = new ArrayList<>();
    private final TreeSet<String> strangers = new TreeSet<>();
    private final TreeSet<String> trusted = new TreeSet<>();

    /**
     * @param out          where the content goes
     * @param mostBytes    the content's bound
     * @param mostExpanded the same by the size of what holds it
     */
    PgpSigned(PgpSigners signers, OutputStream out, long mostBytes, long mostExpanded) {
        this.signers = signers;
        this.out = out;
        this.mostBytes = mostBytes;
        this.mostExpanded = mostExpanded;
    }

    /** Reads all of it; whether it may be trusted is asked when its integrity was found good. */
    void read(InputStream decrypted) throws IOException, PGPException {
        GuardedStream guard = new GuardedStream(decrypted, MOST_BYTES_AROUND);
        read(BCPGInputStream.wrap(guard), guard, true);
    }

    private void read(BCPGInputStream in, GuardedStream guard, boolean mayBeCompressed) throws IOException, PGPException {
        int tag = in.nextPacketTag();
        while (tag == PgpPacket.MARKER || tag == PgpPacket.PADDING) {
            new BcPGPObjectFactory(in).nextObject();
            tag = in.nextPacketTag();
        }
        switch (tag) {
            case PgpPacket.ONE_PASS -> signed(in, guard);
            case PgpPacket.COMPRESSED -> {
                if (!mayBeCompressed) {
                    throw nested();
                }
                PGPCompressedData compressed = new PGPCompressedData(in);
                guard.allow(GuardedStream.ALL);
                GuardedStream inner = new GuardedStream(compressed.getDataStream(), MOST_BYTES_AROUND);
                read(BCPGInputStream.wrap(inner), inner, false);
                guard.allow(MOST_BYTES_AROUND);
                if (in.nextPacketTag() >= 0) {
                    throw PgpEnvelope.damaged();
                }
            }
            case PgpPacket.LITERAL, PgpPacket.SIGNATURE -> throw PgpEnvelope.refused(
                    "the OpenPGP file is encrypted but not signed, so that anybody could have made it: sign and encrypt it in one step"
                            + " (gpg --sign --encrypt)", "le fichier OpenPGP est chiffré mais pas signé, et n'importe qui pourrait l'avoir"
                            + " fait : signez-le et chiffrez-le en une seule étape (gpg --sign --encrypt)");
            case PgpPacket.PUBLIC_KEY_SESSION, PgpPacket.PASSWORD_SESSION, PgpPacket.UNPROTECTED, PgpPacket.PROTECTED,
                    PgpPacket.PROTECTED_BY_AEAD -> throw nested();
            default -> throw PgpEnvelope.damaged();
        }
    }

    private void signed(BCPGInputStream in, GuardedStream guard) throws IOException, PGPException {
        PGPOnePassSignatureList announced = (PGPOnePassSignatureList) new BcPGPObjectFactory(in).nextObject();
        if (in.nextPacketTag() != PgpPacket.LITERAL) {
            throw nested();
        }
        if (announced.size() > MOST_SIGNATURES) {
            throw PgpEnvelope.refused("the OpenPGP file has more than " + MOST_SIGNATURES + " signatures: sign it with your own key",
                    "le fichier OpenPGP porte plus de " + MOST_SIGNATURES + " signatures : signez-le avec votre propre clé");
        }
        for (PGPOnePassSignature each : announced) {
            OpenPGPComponentKey key = signers.find(each.getKeyIdentifier());
            if (key == null) {
                strangers.add(PgpSigners.shown(each.getKeyID()));
            } else {
                each.init(new BcPGPContentVerifierBuilderProvider(), key.getPGPPublicKey());
                hashed.add(each);
            }
        }
        guard.allow(GuardedStream.ALL);
        copy(new PGPLiteralData(in).getInputStream());
        guard.allow(MOST_BYTES_AROUND);
        judge(announced, signatures(in.readAllBytes()));
    }

    private void copy(InputStream content) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long bytes = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            bytes += count;
            if (bytes > Math.min(mostBytes, mostExpanded)) {
                throw bytes > mostBytes ? UnpackedStream.tooLarge("OpenPGP", mostBytes) : UnpackedStream.expandsTooMuch("OpenPGP");
            }
            for (PGPOnePassSignature each : hashed) {
                each.update(buffer, 0, count);
            }
            digest.update(buffer, 0, count);
            write(buffer, count);
        }
    }

    private void write(byte[] buffer, int count) {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            // Not to be taken for a fault of the file.
            throw new UncheckedIOException(e);
        }
    }

    /** Only such as the parser may be given: a later version says itself how much memory it wants. */
    private static PGPSignatureList signatures(byte[] tail) throws IOException {
        int at = 0;
        while (at < tail.length) {
            PgpPacket packet = PgpPacket.at(tail, at);
            if (packet == null || packet.length() == PgpPacket.OPEN || packet.body() + packet.length() > tail.length
                    || packet.tag() != PgpPacket.SIGNATURE || packet.version(tail) != VERSION) {
                throw PgpEnvelope.damaged();
            }
            at = (int) (packet.body() + packet.length());
        }
        if (!(new BcPGPObjectFactory(tail).nextObject() instanceof PGPSignatureList signatures)) {
            throw PgpEnvelope.damaged();
        }
        return signatures;
    }

    private void judge(PGPOnePassSignatureList announced, PGPSignatureList signatures) {
        if (announced.size() != signatures.size()) {
            throw PgpEnvelope.damaged();
        }
        for (int i = 0; i < announced.size(); i++) {
            PGPOnePassSignature one = announced.get(i);
            // The first that was announced is the outermost, and comes last.
            PGPSignature signature = signatures.get(signatures.size() - 1 - i);
            OpenPGPComponentKey key = signers.find(one.getKeyIdentifier());
            if (key != null) {
                boolean ofData = signature.getSignatureType() == PGPSignature.BINARY_DOCUMENT
                        || signature.getSignatureType() == PGPSignature.CANONICAL_TEXT_DOCUMENT;
                PgpSigners.Verdict verdict = ofData && signature.getSignatureType() == one.getSignatureType()
                        ? PgpSigners.judge(key, one, signature) : PgpSigners.Verdict.WRONG;
                verdicts.add(verdict);
                if (verdict == PgpSigners.Verdict.GOOD) {
                    trusted.add(PgpSigners.shown(key));
                }
            }
        }
    }

    /** What is sure of the content; {@link FileRefused} where nobody trusted has signed it. */
    Proven mustBeTrusted() {
        if (verdicts.contains(PgpSigners.Verdict.WRONG)) {
            throw PgpEnvelope.damaged();
        }
        if (verdicts.contains(PgpSigners.Verdict.GOOD)) {
            return new Proven(Sha256.hex(digest), List.copyOf(trusted));
        }
        if (verdicts.contains(PgpSigners.Verdict.UNTIMELY)) {
            throw PgpEnvelope.refused("the OpenPGP file is signed with a key that had expired, was revoked or may not sign: sign it with a"
                    + " valid key, and give us its public part", "le fichier OpenPGP est signé avec une clé expirée, révoquée ou qui ne"
                    + " peut pas signer : signez-le avec une clé valide et donnez-nous sa partie publique");
        }
        String who = String.join(", ", strangers);
        throw PgpEnvelope.refused("the OpenPGP file is signed by " + who + ", whom nobody here trusts: sign it with the key whose public"
                + " part we have", "le fichier OpenPGP est signé par " + who + ", que personne ici ne connaît : signez-le avec la clé dont"
                + " nous avons la partie publique");
    }

    private static FileRefused nested() {
        return PgpEnvelope.refused("the OpenPGP file is encrypted, compressed or signed more than once: sign and encrypt the payout file"
                + " in one step (gpg --sign --encrypt)", "le fichier OpenPGP est chiffré, compressé ou signé plusieurs fois : signez et"
                + " chiffrez le fichier de paie en une seule étape (gpg --sign --encrypt)");
    }
}
