package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A payout as whoever decides about it must see it; what is not known is null, or 0 for a time.
 *
 * @param fileName  the name its file's answers begin with
 * @param language  of those answers
 * @param dueAtMillis when a stage looks at it next: while SUBMITTING, when its lease ends
 * @param epoch     of its last claim or decision: a decision is void where it has moved on
 * @param detail    what the last step had to say; may hold a number
 * @param reason    why it is held or was not paid
 * @param last      the last decision about it
 */
public record DeskPayout(PayoutId id, String fileName, Language language, FileState fileState, String reference, Msisdn msisdn,
                         Long francs, PayoutState state, Doubt doubt, long doubtSinceMillis, long dueAtMillis, long epoch, String djamoId,
                         String detail, String reason, Made last) {

    /** A decision and when it was made. */
    public record Made(PayoutId id, Decision decision, long atMillis) {

        static Made of(ResultSet row) throws SQLException {
            return new Made(FileFigures.id(row), new Decision(Decision.Verdict.valueOf(row.getString("verdict")), row.getString("djamo_id"),
                    row.getString("decided_by"), row.getString("why")), row.getLong("decided_at"));
        }
    }

    static DeskPayout of(ResultSet row, Made last) throws SQLException {
        String msisdn = row.getString("msisdn");
        String doubt = row.getString("doubt");
        long amount = row.getLong("amount");
        Long francs = row.wasNull() ? null : amount;
        return new DeskPayout(FileFigures.id(row), row.getString("answer_name"), Language.of(row.getString("language")),
                FileState.valueOf(row.getString("file_state")), row.getString("reference"), msisdn == null ? null : new Msisdn(msisdn), francs,
                PayoutState.valueOf(row.getString("state")), doubt == null ? null : Doubt.valueOf(doubt),
                row.getLong("doubt_since"), row.getLong("due_at"), row.getLong("epoch"), row.getString("djamo_id"),
                row.getString("detail"), row.getString("reason_text"), last);
    }

    /** Which one and where it stands: who is paid what stays out of logs. */
    @Override
    public String toString() {
        return "payout " + id + " " + state;
    }
}
