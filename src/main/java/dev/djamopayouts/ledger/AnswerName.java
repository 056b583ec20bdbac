package dev.djamopayouts.ledger;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** What the answers to a file are called: its own name, shortened only where the suffixes would not fit a file system. */
final class AnswerName {

    /** A file system takes 255 bytes; {@code .1000.failures.csv} and a temporary prefix need the rest. */
    private static final int MAX_BYTES = 200;

    private AnswerName() {
    }

    static String shortened(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_BYTES) {
            return name;
        }
        CRC32 crc = new CRC32();
        crc.update(bytes);
        String tail = String.format("~%08x", crc.getValue());
        int keep = name.length();
        while (name.substring(0, keep).getBytes(StandardCharsets.UTF_8).length > MAX_BYTES - tail.length()
                || Character.isHighSurrogate(name.charAt(keep - 1))) {
            keep--;
        }
        return name.substring(0, keep) + tail;
    }
}
