package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An event that was kept aside.
 *
 * @param payout           the payout that it contradicts, or the one that came later and bears its reference, or null
 * @param receivedAtMillis when it came first
 * @param times            how often it came
 */
public record KeptNotice(Notice notice, PayoutId payout, long receivedAtMillis, long times) {

    static KeptNotice of(ResultSet row) throws SQLException {
        PayoutId contradicted = payout(row, "");
        PayoutId payout = contradicted == null ? payout(row, "later_") : contradicted;
        long amount = row.getLong("amount");
        Long francs = row.wasNull() ? null : Long.valueOf(amount);
        return new KeptNotice(new Notice(row.getString("djamo_id"), row.getString("topic"), row.getString("reference"), francs,
                row.getString("msisdn")), payout, row.getLong("received_at"), row.getLong("times"));
    }

    private static PayoutId payout(ResultSet row, String begin) throws SQLException {
        long file = row.getLong(begin + "file_id");
        return row.wasNull() ? null : new PayoutId(file, row.getLong(begin + "line_no"));
    }
}
