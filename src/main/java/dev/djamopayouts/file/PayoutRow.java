package dev.djamopayouts.file;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.util.List;
import java.util.Objects;

/**
 * One row of a payout file. Where {@code refusal} is null the row is valid, and reference, msisdn and amount are there;
 * otherwise they are what could be read, and null for the rest.
 *
 * @param lineNo         the physical line the row starts at, 1 being the first line of the file
 * @param cells          the cells exactly as the file has them, quotes undone
 * @param givenReference the reference the file gives, without spaces around it, or null where it gives none
 * @param reference      the given one, or one derived from the file's sha256 and the line
 * @param msisdn         the beneficiary, in E.164
 * @param amount         whole francs
 * @param description    what the beneficiary reads: without control characters, bounded, may be empty, never null
 * @param refusal        why it will not be paid, or null
 */
public record PayoutRow(long lineNo, List<String> cells, String givenReference, Reference reference, Msisdn msisdn,
                        Xof amount, String description, Reason refusal) {

    public PayoutRow {
        Objects.requireNonNull(cells, "cells");
        Objects.requireNonNull(description, "description");
        if (refusal == null && (reference == null || msisdn == null || amount == null)) {
            throw new IllegalArgumentException("line " + lineNo + " is called valid but lacks a part");
        }
    }

    /** Whether it may be paid. */
    public boolean isValid() {
        return refusal == null;
    }
}
