package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An event that was kept aside.
 *
 * @param payout           the payout that it contradicts, or null where no payout bears its reference
 * @param receivedAtMillis when it came first
 * @param times            how often it came
 */
public record KeptNotice(Notice notice, PayoutId payout, long receivedAtMillis, long times) {

    static KeptNotice of(ResultSet row) throws SQLException {
        long file = row.getLong("file_id");
        PayoutId payout = row.wasNull() ? null : new PayoutId(file, row.getLong("line_no"));
        long amount = row.getLong("amount");
        Long francs = row.wasNull() ? null : Long.valueOf(amount);
        return new KeptNotice(new Notice(row.getString("djamo_id"), row.getString("topic"), row.getString("reference"), francs,
                row.getString("msisdn")), payout, row.getLong("received_at"), row.getLong("times"));
    }
}
