package dev.djamopayouts.file;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.Xof;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What became of one row, as the reports tell it. Null stands for what is not there, and makes an empty cell.
 *
 * @param lineNo          the line of the file the row starts at
 * @param cells           the row's own cells, exactly as they came
 * @param payoutId        file and line
 * @param djamoReference  the reference it bears at Djamo
 * @param djamoId         the transaction's id at Djamo
 * @param status          our state; its ISO 20022 status follows from it
 * @param reason          why it was not paid
 * @param fee             what Djamo charged, in whole francs
 * @param total           amount and fee, in whole francs
 * @param submittedAt     when it was first sent
 * @param finalAt         when it became final
 * @param attempts        how often it was sent
 * @param reasonText      the reason in words, and what else is to be said of it, of a paid one too
 */
public record ResultRow(long lineNo, List<String> cells, PayoutId payoutId, String djamoReference, String djamoId,
                        PayoutState status, Reason reason, Xof fee, Xof total, Instant submittedAt, Instant finalAt,
                        int attempts, String reasonText) {

    public ResultRow {
        Objects.requireNonNull(cells, "cells");
        Objects.requireNonNull(status, "status");
    }

    /** A row of which there is nothing to say but the reason. */
    public ResultRow(long lineNo, List<String> cells, PayoutId payoutId, String djamoReference, String djamoId, PayoutState status,
                     Reason reason, Xof fee, Xof total, Instant submittedAt, Instant finalAt, int attempts) {
        this(lineNo, cells, payoutId, djamoReference, djamoId, status, reason, fee, total, submittedAt, finalAt, attempts,
                reason == null ? null : reason.text());
    }

    /** The cells of a line of totals, for a file of unpaid rows; such a file tells nothing else of its rows. */
    public static ResultRow ofTotals(List<String> cells) {
        return new ResultRow(0, cells, null, null, null, PayoutState.REJECTED, null, null, null, null, null, 0);
    }
}
