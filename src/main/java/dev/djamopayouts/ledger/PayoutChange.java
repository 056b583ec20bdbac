package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;

/**
 * What an outcome makes of a payout's row: a compare-and-set on claim and state, so that neither a void claim nor a late
 * answer changes anything.
 *
 * @param to   the next state
 * @param kind what brought it about
 * @param at   now, epoch milliseconds
 */
record PayoutChange(Payout payout, Outcome outcome, Evidence evidence, PayoutState to, Event.Kind kind, long at) {

    private static final String ONE_TEXT = "reason_text = ?";

    /** A check is shared by rows of several files, and each file has a language of its own. */
    private static final String TEXT_BY_LANGUAGE = "reason_text = CASE (SELECT t.language FROM payout_file t WHERE t.id = payout.file_id) WHEN '"
            + Language.FRENCH.code() + "' THEN ? ELSE ? END";

    private static final String UPDATE = """
            UPDATE payout SET state = ?, due_at = ?, reason_code = ?, reason_text = ?, final_at = ?,
              detail = CASE WHEN doubt = 'CONFLICT' THEN COALESCE(?, detail) ELSE ? END,
              doubt = CASE WHEN ? = 'UNKNOWN' THEN COALESCE(?, doubt) ELSE NULL END,
              doubt_since = CASE WHEN ? = 'UNKNOWN' AND state <> 'UNKNOWN' THEN COALESCE(?, doubt_since) ELSE doubt_since END,
              djamo_id = COALESCE(?, djamo_id), batch_id = COALESCE(?, batch_id), fee = COALESCE(?, fee),
              alarm = COALESCE(?, alarm), batch_limit = COALESCE(?, batch_limit), answers_lost = answers_lost + ?, http_status = COALESCE(?, http_status),
              correlation_id = COALESCE(?, correlation_id),
              attempts = attempts - ?, submitted_at = CASE WHEN attempts = ? THEN NULL ELSE submitted_at END, tries = CASE WHEN state = ? THEN tries ELSE 0 END,
              holds_reference = CASE WHEN ? = 'REJECTED' AND attempts = 0 AND doubt_since IS NULL THEN 0 ELSE holds_reference END
            WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ?""";

    /**
     * The same where all goes well, which is almost always. It names no column that an index of references or alarms goes by:
     * a database writes such an index again for every row whose statement names it, changed or not.
     */
    private static final String UPDATE_GOING_WELL = """
            UPDATE payout SET state = ?, due_at = ?, final_at = ?, detail = ?, reason_code = NULL, reason_text = NULL, doubt = NULL,
              djamo_id = COALESCE(?, djamo_id), batch_id = COALESCE(?, batch_id), fee = COALESCE(?, fee),
              http_status = COALESCE(?, http_status), correlation_id = COALESCE(?, correlation_id),
              tries = CASE WHEN state = ? THEN tries ELSE 0 END
            WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ?""";

    private static final String UPDATE_BY_LANGUAGE = UPDATE.replace(ONE_TEXT, TEXT_BY_LANGUAGE);

    static PayoutChange of(Payout payout, Outcome outcome, Evidence evidence, long at) {
        return of(payout, outcome, evidence, Event.Kind.CONCLUDED, at);
    }

    /** What Djamo told unasked. */
    static PayoutChange notified(Payout payout, Outcome outcome, long at) {
        return of(payout, outcome, Evidence.NONE, Event.Kind.NOTIFIED, at);
    }

    private static PayoutChange of(Payout payout, Outcome outcome, Evidence evidence, Event.Kind kind, long at) {
        PayoutState to = outcome.leadsTo(payout.state());
        if (!payout.state().mayBecome(to)) {
            throw new IllegalStateException("payout " + payout.id() + " cannot go from " + payout.state() + " to " + to);
        }
        return new PayoutChange(payout, outcome, evidence, to, kind, at);
    }

    /** The statement that makes the change; one of three, whatever the payout and the outcome. */
    String sql() {
        return goesWell() ? UPDATE_GOING_WELL : hasTwoTexts() ? UPDATE_BY_LANGUAGE : UPDATE;
    }

    private boolean goesWell() {
        boolean forward = to == PayoutState.CHECKED || to == PayoutState.PENDING || to == PayoutState.COMPLETED;
        return forward && outcome.reason() == null && outcome.doubt() == null && outcome.batchLimit() == 0 && !wasNeverSent()
                && (outcome.settlement() == null || outcome.settlement().alarm() == null);
    }

    /** Binds every parameter of {@link #sql()}; the statement changes one row, or none where the claim is void. */
    void bind(PreparedStatement update) throws SQLException {
        int i = goesWell() ? bindGoingWell(update) : bindAll(update);
        update.setLong(++i, payout.id().fileId());
        update.setLong(++i, payout.id().lineNo());
        update.setLong(++i, payout.claim().epoch());
        update.setString(++i, payout.state().name());
    }

    private int bindGoingWell(PreparedStatement update) throws SQLException {
        int i = 0;
        update.setString(++i, to.name());
        update.setLong(++i, Math.max(at, outcome.dueAtMillis()));
        setLong(update, ++i, to.isFinal() ? Long.valueOf(at) : null);
        update.setString(++i, outcome.detail());
        i = bindSettlement(update, i);
        i = bindEvidence(update, i);
        update.setString(++i, to.name());
        return i;
    }

    private int bindSettlement(PreparedStatement update, int before) throws SQLException {
        Outcome.Settlement settlement = outcome.settlement();
        int i = before;
        update.setString(++i, settlement == null ? null : settlement.djamoId());
        update.setString(++i, settlement == null ? null : settlement.batchId());
        setLong(update, ++i, settlement == null || settlement.fee() == null ? null : settlement.fee().francs());
        return i;
    }

    private int bindEvidence(PreparedStatement update, int before) throws SQLException {
        int i = before;
        setLong(update, ++i, evidence.httpStatus() == 0 ? null : Long.valueOf(evidence.httpStatus()));
        update.setString(++i, evidence.correlationId());
        return i;
    }

    private int bindAll(PreparedStatement update) throws SQLException {
        Outcome.Settlement settlement = outcome.settlement();
        int i = bindStateAndReason(update);
        update.setString(++i, outcome.detail());
        update.setString(++i, outcome.detail());
        update.setString(++i, to.name());
        update.setString(++i, outcome.doubt() == null ? null : outcome.doubt().name());
        update.setString(++i, to.name());
        // Where surely nothing was booked there is no moment from which to count how long a lookup may miss it.
        setLong(update, ++i, outcome.isSurelyUnbooked() ? null : Long.valueOf(at));
        i = bindSettlement(update, i);
        update.setString(++i, settlement == null ? null : settlement.alarm());
        setLong(update, ++i, outcome.batchLimit() == 0 ? null : Long.valueOf(outcome.batchLimit()));
        update.setInt(++i, payout.state() == PayoutState.SUBMITTING && outcome.doubt() == Doubt.LOST_ANSWER ? 1 : 0);
        i = bindEvidence(update, i);
        int unsent = wasNeverSent() ? 1 : 0;
        update.setInt(++i, unsent);
        update.setInt(++i, unsent);
        update.setString(++i, to.name());
        update.setString(++i, to.name());
        return i;
    }

    /** What the trail says of the change once it was made, or null where there is no news in it. */
    Event event() {
        if (!isNews()) {
            return null;
        }
        Outcome.Settlement settlement = outcome.settlement();
        return Event.ofPayout(payout.id(), kind, payout.state(), to, payout.claim().epoch(),
                payout.progress().attempts() - (wasNeverSent() ? 1 : 0))
                .shownBy(evidence, settlement == null ? null : settlement.djamoId()).because(why());
    }

    /** Whether the next stage may look at it without waiting. */
    boolean isDueAtOnce() {
        return outcome.dueAtMillis() <= at;
    }

    /** Whether it says of the number what holds for every payout to it. */
    boolean tellsOfCustomer() {
        // Only an answer is news: what was merely remembered keeps its age.
        return payout.state() == PayoutState.RECEIVED && !evidence.equals(Evidence.NONE)
                && (outcome instanceof Outcome.Checked || outcome.reason() != null && outcome.reason().code() == ReasonCode.BE06);
    }

    /** A look that found nothing new leaves no event, but at a payout in doubt: what is sent again stands on such looks. */
    private boolean isNews() {
        if (to == payout.state() && isToldAlready()) {
            return false;
        }
        Outcome.Settlement settlement = outcome.settlement();
        return to != payout.state() || to == PayoutState.UNKNOWN || settlement != null
                && (settlement.alarm() != null || !settlement.djamoId().equals(payout.progress().djamoId()));
    }

    /** It waits for a person, who may take weeks; or is as long overdue as it was at the last look. */
    private boolean isToldAlready() {
        boolean conflict = payout.progress().doubt() == Doubt.CONFLICT && (outcome.doubt() == null || outcome.doubt() == Doubt.CONFLICT);
        return conflict || outcome instanceof Outcome.Overdue && payout.progress().hasAlarm();
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
    private boolean wasNeverSent() {
        return payout.state() == PayoutState.SUBMITTING && to == PayoutState.CHECKED && evidence.httpStatus() == 0;
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
        setLong(update, ++i, to.isFinal() ? Long.valueOf(at) : null);
        return i;
    }

    private static void setLong(PreparedStatement statement, int at, Long value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, value);
        }
    }
}
