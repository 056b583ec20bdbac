package dev.djamopayouts.cli;

import dev.djamopayouts.payout.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * The references of one file and the lines they stand on, in 24 bytes a slot whatever their length: each is kept as 128
 * bits of its SHA-256, so that two million rows fit beside everything else. Used by one thread.
 */
final class SeenReferences {

    private static final int FIRST_SLOTS = 1 << 10;
    private static final double FULL = 0.6;

    private final MessageDigest sha256;
    private long[] high = new long[FIRST_SLOTS];
    private long[] low = new long[FIRST_SLOTS];
    private long[] lines = new long[FIRST_SLOTS];
    private int size;

    SeenReferences(MessageDigest sha256) {
        this.sha256 = sha256;
    }

    /** The line the reference stood on first, or 0 where it is new; a new one is remembered with this line. */
    long firstLine(Reference reference, long lineNo) {
        ByteBuffer digest = ByteBuffer.wrap(sha256.digest(reference.value().getBytes(StandardCharsets.UTF_8)));
        long first = put(digest.getLong(), digest.getLong(), lineNo);
        if (size > lines.length * FULL) {
            grow();
        }
        return first;
    }

    /** Lines begin at 1, so that a 0 marks a free slot. */
    private long put(long highBits, long lowBits, long lineNo) {
        int slot = (int) lowBits & (lines.length - 1);
        while (lines[slot] != 0) {
            if (high[slot] == highBits && low[slot] == lowBits) {
                return lines[slot];
            }
            slot = (slot + 1) & (lines.length - 1);
        }
        high[slot] = highBits;
        low[slot] = lowBits;
        lines[slot] = lineNo;
        size++;
        return 0;
    }

    private void grow() {
        long[] oldHigh = high;
        long[] oldLow = low;
        long[] oldLines = lines;
        high = new long[oldLines.length * 2];
        low = new long[oldLines.length * 2];
        lines = new long[oldLines.length * 2];
        size = 0;
        for (int i = 0; i < oldLines.length; i++) {
            if (oldLines[i] != 0) {
                put(oldHigh[i], oldLow[i], oldLines[i]);
            }
        }
    }
}
