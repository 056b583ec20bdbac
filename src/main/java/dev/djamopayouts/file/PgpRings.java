package dev.djamopayouts.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;

/** Reads a file of keys: rings as they are, or any number of armored blocks one after the other. */
final class PgpRings {

    private static final int MOST_BYTES = 16 << 20;
    private static final String BEGIN = "-----BEGIN PGP ";

    private PgpRings() {
    }

    /** What the file holds, in its order; {@link KeyFileRefused} where it cannot be read. */
    static List<Object> read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw new KeyFileRefused("the key file " + file + " cannot be read (" + e.getClass().getSimpleName()
                    + "): mend the path or its permissions");
        }
        if (bytes.length > MOST_BYTES) {
            throw new KeyFileRefused("the key file " + file + " has more than " + MOST_BYTES + " bytes: export the keys alone");
        }
        List<Object> rings = new ArrayList<>();
        try {
            for (InputStream block : blocks(bytes)) {
                PGPObjectFactory objects = new BcPGPObjectFactory(block);
                for (Object ring = objects.nextObject(); ring != null; ring = objects.nextObject()) {
                    rings.add(ring);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new KeyFileRefused("the key file " + file + " is no OpenPGP key, or is damaged: export it again with gpg");
        }
        return rings;
    }

    private static List<InputStream> blocks(byte[] bytes) throws IOException {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<InputStream> blocks = new ArrayList<>();
        for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
            blocks.add(new ArmoredInputStream(new ByteArrayInputStream(bytes, at, bytes.length - at)));
        }
        return blocks.isEmpty() ? List.of(new ByteArrayInputStream(bytes)) : blocks;
    }
}
