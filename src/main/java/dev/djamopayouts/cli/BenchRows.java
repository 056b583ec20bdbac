package dev.djamopayouts.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The rows of a bench, each made from its number alone, so that a million of them need no memory. Neighbours have numbers
 * far apart, as in a payroll; no number comes twice and none is one that the sandbox treats in a way of its own.
 *
 * @param run       in every reference, so that two runs on one ledger share none
 * @param start     where the numbers begin, so that two runs share few
 * @param amountMin XOF
 * @param amountMax XOF
 */
record BenchRows(String run, long start, long amountMin, long amountMax) {

    /** What rows are for. */
    enum Use {
        WIRE_WARM_UP('u'), WIRE('w'), WARM_UP('v'), REMEMBERED('r'), MEASURED('m');

        private final char letter;

        Use(char letter) {
            this.letter = letter;
        }
    }

    /** Ordinary numbers end below the magic ones. */
    private static final int ENDINGS = 9_000;
    private static final long NUMBERS = 10_000L * ENDINGS;
    /** A prime, so that counting in steps of it meets every number once. */
    private static final long STEP = 38_999_977;
    private static final long FRANCS_STEP = 250;
    private static final int DIGITS = 7;

    /** With a name and numbers of its own. */
    static BenchRows fresh(long amountMin, long amountMax) {
        long now = System.currentTimeMillis();
        return new BenchRows(Long.toString(now, Character.MAX_RADIX), now % NUMBERS * STEP % NUMBERS, amountMin, amountMax);
    }

    /** Ten national digits: {@code 0512345678}. */
    String national(long index) {
        long number = (start + index * STEP) % NUMBERS;
        StringBuilder digits = new StringBuilder(10).append("05");
        padded(digits, number / ENDINGS, 4);
        return padded(digits, number % ENDINGS, 4).toString();
    }

    /** Whole francs within the limits; of one row another amount for every use but that of the wire. */
    long amount(Use use, long index) {
        long steps = (amountMax - amountMin) / FRANCS_STEP + 1;
        return amountMin + (index * 7_919 + use.ordinal()) % steps * FRANCS_STEP;
    }

    String reference(Use use, long index) {
        return padded(new StringBuilder(24).append(use.letter).append('-').append(run).append('-'), index, DIGITS).toString();
    }

    /** Writes a payout file, row by row. */
    void write(Path file, Use use, long from, long count) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
            out.write("reference,msisdn,amount,description\n");
            for (long index = from; index < from + count; index++) {
                out.append(reference(use, index)).append(',').append(national(index)).append(',')
                        .append(Long.toString(amount(use, index))).append(",Salary of November\n");
            }
        }
    }

    private static StringBuilder padded(StringBuilder to, long number, int digits) {
        String text = Long.toString(number);
        for (int i = text.length(); i < digits; i++) {
            to.append('0');
        }
        return to.append(text);
    }
}
