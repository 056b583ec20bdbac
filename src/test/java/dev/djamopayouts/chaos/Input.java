package dev.djamopayouts.chaos;

import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What finance drops: up to three files of up to twelve rows, with repeated references, rows that cannot be read, people who
 * are no customers, and some contents dropped again.
 */
record Input(List<Drop> drops) {

    /**
     * A file's content.
     *
     * @param refusedAtChunk where the reader finds the whole file unreadable, or -1
     */
    record Content(String sha256, List<Row> rows, int refusedAtChunk) {
    }

    /**
     * A row.
     *
     * @param reference null where it brought none
     * @param readable  whether it is valid
     */
    record Row(long lineNo, String reference, String msisdn, long francs, boolean readable) {

        String cells() {
            return "cells " + lineNo + " " + reference + " " + francs;
        }

        Reference reference(String sha256) {
            return reference == null ? Reference.derived(sha256, lineNo) : new Reference(reference);
        }

        NewPayout payout(String sha256) {
            return new NewPayout(lineNo, cells(), reference(sha256), readable ? new Msisdn(msisdn) : null, new Xof(francs), "pay",
                    readable ? null : new Reason(ReasonCode.AC01, "the number is too short"));
        }
    }

    /** A content under a name that is its own. */
    record Drop(String id, Content content, long atMillis) {
    }

    static final int PEOPLE = 12;
    private static final int MOST_MENDED = 3;

    static String msisdn(int person) {
        return String.format(Locale.ROOT, "+22507%08d", person);
    }

    static int person(String msisdn) {
        return Integer.parseInt(msisdn.substring(6));
    }

    static Input draw(SplittableRandom random) {
        List<Drop> drops = new ArrayList<>();
        int files = 1 + random.nextInt(3);
        for (int file = 0; file < files; file++) {
            Content content = content(random, file);
            drops.add(new Drop("drop-" + file, content, random.nextLong(random.nextBoolean() ? 1_000 : 120_000)));
            if (random.nextInt(3) == 0) {
                drops.add(new Drop("drop-" + file + "-again", content, random.nextLong(240_000)));
            }
            for (int time = 1; time <= MOST_MENDED && random.nextBoolean(); time++) {
                drops.add(new Drop("drop-" + file + "-mended-" + time, mended(random, content, file, time), random.nextLong(time * 900_000L)));
            }
        }
        return new Input(drops);
    }

    /** Whether a valid row bears this reference, or one that it was made from. */
    boolean asksFor(String reference) {
        String root = root(reference);
        return drops.stream().map(Drop::content).anyMatch(content -> content.rows().stream()
                .anyMatch(row -> row.readable() && row.reference(content.sha256()).value().equals(root)));
    }

    /** What a reference was made from: what every drop of one payment has in common. */
    static String root(String reference) {
        int again = reference.indexOf('~');
        return again < 0 ? reference : reference.substring(0, again);
    }

    /** As a person mends a copy of a file, or of its failures: rows left out, and others with what was wrong put right. */
    private static Content mended(SplittableRandom random, Content content, int file, int time) {
        List<Row> rows = new ArrayList<>();
        for (Row row : content.rows()) {
            if (rows.isEmpty() || random.nextInt(4) > 0) {
                boolean other = random.nextInt(3) == 0;
                rows.add(new Row(rows.size() + 2, row.reference(content.sha256()).value(), other ? msisdn(random.nextInt(PEOPLE)) : row.msisdn(),
                        other ? 5_000 + random.nextInt(1_000) : row.francs(), other || row.readable()));
            }
        }
        return new Content(String.format(Locale.ROOT, "%016x%016x%032x", random.nextLong(), random.nextLong(), file + time * 16), rows, -1);
    }

    private static Content content(SplittableRandom random, int file) {
        int count = 1 + random.nextInt(12);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String reference = switch (random.nextInt(6)) {
                case 0 -> null;
                case 1 -> "shared-" + random.nextInt(5);
                default -> "file" + file + "-" + i;
            };
            rows.add(new Row(i + 2, reference, msisdn(random.nextInt(PEOPLE)), 5_000 + random.nextInt(1_000), random.nextInt(10) > 0));
        }
        String sha256 = String.format(Locale.ROOT, "%016x%016x%032x", random.nextLong(), random.nextLong(), file);
        return new Content(sha256, rows, random.nextInt(6) == 0 ? random.nextInt(3) : -1);
    }
}
