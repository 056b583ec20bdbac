package dev.djamopayouts.sandbox;

import java.util.UUID;

/**
 * Identifiers that look random and yet hold their own number, so that a million of them need no memory and no index.
 * One salt for each sandbox: an id of another run is not known here.
 */
final class TransferIds {
    private static final long NODE_MASK = 0xFFFF_FFFF_FFFFL;
    private static final long ODD = 0x5DEE_CE66_D1A5L;
    private static final long ODD_INVERSE = inverse(ODD);
    private static final int UUID_LENGTH = 36;

    private final long salt;

    TransferIds(long salt) {
        this.salt = salt;
    }

    /** @param prefix such as "txn_" */
    String idOf(String prefix, int number) {
        long high = mix(salt + number) & ~0xF000L | 0x4000L;
        long variant = mix(high) & 0x3FFFL | 0x8000L;
        long node = (number * ODD ^ salt) & NODE_MASK;
        return prefix + new UUID(high, variant << 48 | node);
    }

    /** The number inside an id that {@link #idOf} made, or -1. */
    int numberOf(String prefix, String id) {
        if (id.length() != prefix.length() + UUID_LENGTH) {
            return -1;
        }
        long node;
        try {
            node = Long.parseLong(id.substring(id.length() - 12), 16);
        } catch (NumberFormatException e) {
            return -1;
        }
        long number = (node ^ salt) * ODD_INVERSE & NODE_MASK;
        return number <= Integer.MAX_VALUE && idOf(prefix, (int) number).equals(id) ? (int) number : -1;
    }

    /** SplitMix64's finish: spreads neighbours over the whole range. */
    private static long mix(long value) {
        long z = (value ^ value >>> 30) * 0xBF58_476D_1CE4_E5B9L;
        z = (z ^ z >>> 27) * 0x94D0_49BB_1331_11EBL;
        return z ^ z >>> 31;
    }

    /** The inverse modulo 2^64 by Newton's iteration: each round doubles the bits that are right. */
    private static long inverse(long odd) {
        long x = odd;
        for (int i = 0; i < 6; i++) {
            x *= 2 - odd * x;
        }
        return x;
    }
}
