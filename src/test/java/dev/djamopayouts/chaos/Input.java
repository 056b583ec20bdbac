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
        }
        return new Input(drops);
    }

    /** Whether a valid row bears this reference. */
    boolean asksFor(String reference) {
        return drops.stream().map(Drop::content).anyMatch(content -> content.rows().stream()
                .anyMatch(row -> row.readable() && row.reference(content.sha256()).value().equals(reference)));
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
