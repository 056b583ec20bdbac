package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.DeskPayout.Made;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;

/** Writes a decision into payouts and into its trail: a compare-and-set on state and epoch. */
final class Decisions {

    private static final String TRAIL = """
            INSERT INTO decision (file_id, line_no, epoch, decided_at, decided_by, why, verdict, djamo_id, state_before, doubt_before)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    private static final String NOTE = "note = COALESCE(note || '; ', '') || ?";
    private static final String NO_REASON = ", reason_code = NULL, reason_text = NULL";

    /** What Djamo's transaction has otherwise than was sent is reported of it, for the books. */
    private static final String CONFLICT = " || CASE WHEN doubt = 'CONFLICT' AND detail IS NOT NULL THEN '; ' || REPLACE(detail, '"
            + Doubt.FOR_A_PERSON + "', '') ELSE '' END";

    private Decisions() {
    }

    /** Applies it to all or, with an exception, to none. */
    static void apply(Connection connection, Trail trail, List<DeskPayout> payouts, Decision decision, long now) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(update(decision.verdict()));
                PreparedStatement insert = connection.prepareStatement(TRAIL)) {
            for (DeskPayout payout : payouts) {
                bindUpdate(update, payout, decision, now);
                try (ResultSet changed = update.executeQuery()) {
                    if (!changed.next()) {
                        throw new LedgerFailed("the payout " + payout.id() + " moved on meanwhile and nothing was decided; give the"
                                + " command once more", null);
                    }
                    trail.append(Event.ofPayout(payout.id(), Event.Kind.DECIDED, payout.state(), decision.verdict().leadsTo(),
                            changed.getLong("epoch"), changed.getInt("attempts")).shownBy(Evidence.NONE, decision.djamoId())
                            .because(decision.words().english()));
                }
                bindTrail(insert, payout, decision, now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Its reference is given back only where it was never sent, as with any other that is rejected. */
    private static String update(Decision.Verdict verdict) {
        String words = switch (verdict) {
            case RELEASED -> NOTE + NO_REASON;
            case PAID -> NOTE + CONFLICT + NO_REASON;
            case NOT_PAID -> "reason_text = ?, reason_code = 'NARR'";
            case REJECTED -> "reason_text = COALESCE(reason_text || '; ', '') || ?, reason_code = COALESCE(reason_code, 'NARR'),"
                    + " holds_reference = CASE WHEN attempts = 0 AND doubt_since IS NULL THEN 0 ELSE holds_reference END";
        };
        return "UPDATE payout SET state = ?, due_at = ?, final_at = ?, djamo_id = COALESCE(?, djamo_id), epoch = epoch + 1,"
                + " tries = 0, doubt = NULL, " + words + " WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ? RETURNING epoch, attempts";
    }

    private static void bindUpdate(PreparedStatement update, DeskPayout payout, Decision decision, long now) throws SQLException {
        update.setString(1, decision.verdict().leadsTo().name());
        update.setLong(2, now);
        if (decision.verdict().leadsTo().isFinal()) {
            update.setLong(3, now);
        } else {
            update.setNull(3, Types.BIGINT);
        }
        update.setString(4, decision.djamoId());
        update.setString(5, decision.words().in(payout.language()));
        update.setLong(6, payout.id().fileId());
        update.setLong(7, payout.id().lineNo());
        update.setLong(8, payout.epoch());
        update.setString(9, payout.state().name());
    }

    private static void bindTrail(PreparedStatement insert, DeskPayout payout, Decision decision, long now) throws SQLException {
        insert.setLong(1, payout.id().fileId());
        insert.setLong(2, payout.id().lineNo());
        insert.setLong(3, payout.epoch() + 1);
        insert.setLong(4, now);
        insert.setString(5, decision.by());
        insert.setString(6, decision.why());
        insert.setString(7, decision.verdict().name());
        insert.setString(8, decision.djamoId());
        insert.setString(9, payout.state().name());
        insert.setString(10, payout.doubt() == null ? null : payout.doubt().name());
    }

    /** The last decision about a payout, or null. */
    static Made last(Connection connection, long fileId, long lineNo) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT * FROM decision WHERE file_id = ? AND line_no = ? ORDER BY epoch DESC LIMIT 1")) {
            select.setLong(1, fileId);
            select.setLong(2, lineNo);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Made.of(row) : null;
            }
        }
    }
}
