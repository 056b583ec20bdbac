package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * A payout with all that can be reported of it; whatever is not known is null. Times are epoch milliseconds, money is
 * whole francs.
 *
 * @param cells     the row as it came, encoded
 * @param reference what it bears at Djamo, null where it was never sent
 * @param asked     what its payment is known by to the sender, whatever it bears at Djamo: the reference that this one was made from
 * @param msisdn    E.164, null where it could not be read
 * @param epoch     of the claim, for {@link Outcomes#delivered}
 * @param note      what is reported of it however it ended: that it looks like another payment, that a person decided
 */
public record SettledPayout(PayoutId id, String cells, String reference, String asked, String msisdn, Long amount, PayoutState state,
                            Reason reason, String djamoId, Long fee, Long submittedAt, Long finalAt, int attempts, int tries,
                            long epoch, String correlationId, String note) {

    /** What {@link #of} reads, beside {@link Claims#CLAIM}. */
    static final String COLUMNS = "cells, reference, root_reference, msisdn, amount, state, reason_code, reason_text, djamo_id, fee,"
            + " submitted_at, final_at, tries, correlation_id, note";

    static SettledPayout of(ResultSet row) throws SQLException {
        String code = row.getString("reason_code");
        return new SettledPayout(new PayoutId(row.getLong("file_id"), row.getLong("line_no")), row.getString("cells"),
                row.getString("reference"), Optional.ofNullable(row.getString("root_reference")).orElse(row.getString("reference")),
                row.getString("msisdn"), longOrNull(row, "amount"),
                PayoutState.valueOf(row.getString("state")),
                code == null ? null : new Reason(ReasonCode.valueOf(code), row.getString("reason_text")),
                row.getString("djamo_id"), longOrNull(row, "fee"), longOrNull(row, "submitted_at"), longOrNull(row, "final_at"),
                row.getInt("attempts"), row.getInt("tries"), row.getLong("epoch"), row.getString("correlation_id"), row.getString("note"));
    }

    /** Why it is not paid and what else is to be reported of it, or null where there is nothing to say. */
    public String remark() {
        if (reason == null || note == null) {
            return reason == null ? note : reason.text();
        }
        return reason.text().contains(note) ? reason.text() : reason.text() + "; " + note;
    }

    /** Which one and where it stands: the number, the name and the account of a person stay out of logs. */
    @Override
    public String toString() {
        return "payout " + id + " " + state;
    }

    private static Long longOrNull(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
