package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What an outcome makes of a payout's row: a compare-and-set on claim and state, so that neither a void claim nor a late
 * answer changes anything.
 *
 * @param to   the next state
 * @param kind what brought it about
 * @param at   now, epoch milliseconds
 */
record PayoutChange(Payout payout, Outcome outcome, PayoutState to, Event.Kind kind, long at) {

    private static final String ONE_TEXT = "reason_text = ?";

    /** A check is shared by rows of several files, and each file has a language of its own. */
    private static final String TEXT_BY_LANGUAGE = "reason_text = CASE (SELECT t.language FROM payout_file t WHERE t.id = payout.file_id) WHEN '"
            + Language.FRENCH.code() + "' THEN ? ELSE ? END";

    private static final String UPDATE = """
            UPDATE payout SET state = ?, due_at = ?, reason_code = ?, reason_text = ?, final_at = ?, detail = ?,
              doubt = CASE WHEN ? = 'UNKNOWN' THEN COALESCE(?, doubt) ELSE NULL END,
              doubt_since = CASE WHEN ? = 'UNKNOWN' AND state <> 'UNKNOWN' THEN ? ELSE doubt_since END,
              djamo_id = COALESCE(?, djamo_id), batch_id = COALESCE(?, batch_id), fee = COALESCE(?, fee),
              alarm = COALESCE(?, alarm), http_status = COALESCE(?, http_status),
              correlation_id = COALESCE(?, correlation_id),
              attempts = attempts - ?, submitted_at = CASE WHEN attempts = ? THEN NULL ELSE submitted_at END, tries = CASE WHEN state = ? THEN tries ELSE 0 END,
              holds_reference = CASE WHEN ? = 'REJECTED' AND attempts = 0 AND doubt_since IS NULL THEN 0 ELSE holds_reference END
            WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ?""";

    /** The rows that wait for the same check and that nobody works on; their claims, if any ran out, are void. */
    private static final String UPDATE_WAITING = """
            UPDATE payout SET state = ?, due_at = ?, reason_code = ?, reason_text = ?, final_at = ?, epoch = epoch + 1,
              tries = 0, holds_reference = CASE WHEN ? = 'REJECTED' THEN 0 ELSE holds_reference END
            WHERE msisdn = ? AND state = 'RECEIVED'
              AND EXISTS (SELECT 1 FROM payout_file f WHERE f.id = payout.file_id AND f.state = 'ACCEPTED')
            RETURNING file_id, line_no, epoch, attempts""";

    private static final String UPDATE_BY_LANGUAGE = UPDATE.replace(ONE_TEXT, TEXT_BY_LANGUAGE);
    private static final String UPDATE_WAITING_BY_LANGUAGE = UPDATE_WAITING.replace(ONE_TEXT, TEXT_BY_LANGUAGE);

    static PayoutChange of(Payout payout, Outcome outcome, long at) {
        return of(payout, outcome, Event.Kind.CONCLUDED, at);
    }

    /** What Djamo told unasked. */
    static PayoutChange notified(Payout payout, Outcome outcome, long at) {
        return of(payout, outcome, Event.Kind.NOTIFIED, at);
    }

    private static PayoutChange of(Payout payout, Outcome outcome, Event.Kind kind, long at) {
        PayoutState to = outcome.leadsTo(payout.state());
        if (!payout.state().mayBecome(to)) {
            throw new IllegalStateException("payout " + payout.id() + " cannot go from " + payout.state() + " to " + to);
        }
        return new PayoutChange(payout, outcome, to, kind, at);
    }

    /** Changes the claimed payout; false where the claim is void. */
    boolean apply(Connection connection, Trail trail, Evidence evidence) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(hasTwoTexts() ? UPDATE_BY_LANGUAGE : UPDATE)) {
            Outcome.Settlement settlement = outcome.settlement();
            int i = bindStateAndReason(update);
            update.setString(++i, outcome.detail());
            update.setString(++i, to.name());
            update.setString(++i, outcome.doubt() == null ? null : outcome.doubt().name());
            update.setString(++i, to.name());
            update.setLong(++i, at);
            update.setString(++i, settlement == null ? null : settlement.djamoId());
            update.setString(++i, settlement == null ? null : settlement.batchId());
            update.setObject(++i, settlement == null || settlement.fee() == null ? null : settlement.fee().francs());
            update.setString(++i, settlement == null ? null : settlement.alarm());
            update.setObject(++i, evidence.httpStatus() == 0 ? null : evidence.httpStatus());
            update.setString(++i, evidence.correlationId());
            int unsent = wasNeverSent(evidence) ? 1 : 0;
            update.setInt(++i, unsent);
            update.setInt(++i, unsent);
            update.setString(++i, to.name());
            update.setString(++i, to.name());
            update.setLong(++i, payout.id().fileId());
            update.setLong(++i, payout.id().lineNo());
            update.setLong(++i, payout.claim().epoch());
            update.setString(++i, payout.state().name());
            boolean changed = update.executeUpdate() == 1;
            if (changed && isNews()) {
                trail.append(Event.ofPayout(payout.id(), kind, payout.state(), to, payout.claim().epoch(),
                        payout.progress().attempts() - unsent)
                        .shownBy(evidence, settlement == null ? null : settlement.djamoId()).because(why()));
            }
            return changed;
        }
    }

    /** A look that found nothing new leaves no event, but at a payout in doubt: what is sent again stands on such looks. */
    private boolean isNews() {
        Outcome.Settlement settlement = outcome.settlement();
        return to != payout.state() || to == PayoutState.UNKNOWN || settlement != null
                && (settlement.alarm() != null || !settlement.djamoId().equals(payout.progress().djamoId()));
    }

    /** In a word of ours: what Djamo wrote may name a person. */
    private String why() {
        if (outcome.reason() != null) {
            return outcome.reason().code().name();
        }
        if (outcome.doubt() != null) {
            return outcome.doubt().name();
        }
        Outcome.Settlement settlement = outcome.settlement();
        if (settlement == null) {
            return null;
        }
        String fee = to == PayoutState.COMPLETED && settlement.fee() != null ? Event.FEE + settlement.fee().francs() : "";
        return settlement.alarm() == null ? fee : (fee + " ALARM").strip();
    }

    /** A claim to submit counts as an attempt beforehand; one that ended without any answer and surely unsent was none. */
    private boolean wasNeverSent(Evidence evidence) {
        return payout.state() == PayoutState.SUBMITTING && to == PayoutState.CHECKED && evidence.httpStatus() == 0;
    }

    /** Changes all other payouts to the same number that wait for the same check. */
    void applyToWaiting(Connection connection, Trail trail, Msisdn msisdn) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(hasTwoTexts() ? UPDATE_WAITING_BY_LANGUAGE : UPDATE_WAITING)) {
            int i = bindStateAndReason(update);
            update.setString(++i, to.name());
            update.setString(++i, msisdn.e164());
            try (ResultSet rows = update.executeQuery()) {
                while (rows.next()) {
                    trail.append(Event.ofPayout(new PayoutId(rows.getLong("file_id"), rows.getLong("line_no")), Event.Kind.SHARED,
                            PayoutState.RECEIVED, to, rows.getLong("epoch"), rows.getInt("attempts")).because(why()));
                }
            }
        }
    }

    /** Only then is a file's language asked for: most outcomes have no reason, and what Djamo wrote is in no language of ours. */
    private boolean hasTwoTexts() {
        return outcome.reason() != null && !outcome.reason().words().french().equals(outcome.reason().words().english());
    }

    private int bindStateAndReason(PreparedStatement update) throws SQLException {
        Reason reason = outcome.reason();
        int i = 0;
        update.setString(++i, to.name());
        update.setLong(++i, Math.max(at, outcome.dueAtMillis()));
        update.setString(++i, reason == null ? null : reason.code().name());
        if (hasTwoTexts()) {
            update.setString(++i, reason.words().french());
        }
        update.setString(++i, reason == null ? null : reason.words().english());
        update.setObject(++i, to.isFinal() ? at : null);
        return i;
    }
}
