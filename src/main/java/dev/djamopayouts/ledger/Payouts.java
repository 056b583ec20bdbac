package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Claims payouts for a stage and records what the stage concluded. Only accepted files' payouts are ever claimed. */
public final class Payouts {

    private static final String PUT_OFF = " AND due_at > ? AND file_id IN (SELECT id FROM payout_file WHERE " + PayoutFiles.OPEN + ")";

    private final GroupCommit commits;
    private final WorkBell bell;
    private final Clock clock;
    private final Claims claims;

    Payouts(GroupCommit commits, Claims claims, WorkBell bell, Clock clock) {
        this.commits = commits;
        this.claims = claims;
        this.bell = bell;
        this.clock = clock;
    }

    /**
     * Claims payouts that are due, fairly over the open files, and no more than the limit. Durable when it returns: a
     * payout claimed to be submitted is SUBMITTING in the ledger before anybody sees it.
     */
    public List<Payout> claim(Stage stage, int limit) {
        return claims.claim(stage, limit, Payouts::payout);
    }

    /**
     * Makes everything due that a process before this one had claimed or put off: only for whoever owns the ledger alone.
     * One that was SUBMITTING is then in doubt, and looked up before anything else. A find counts at once; but the doubt
     * begins with the end of the claim, for until then its request may still reach Djamo though its sender is gone.
     */
    void takeOver() {
        commits.write(connection -> {
            long now = clock.millis();
            try (PreparedStatement doubt = connection.prepareStatement("UPDATE payout SET state = 'UNKNOWN', doubt = '"
                    + Doubt.INTERRUPTED + "', doubt_since = due_at, epoch = epoch + 1, tries = 0 WHERE state = 'SUBMITTING'" + PUT_OFF
                    + " RETURNING file_id, line_no, epoch, attempts");
                    PreparedStatement due = connection.prepareStatement("UPDATE payout SET due_at = ? WHERE TRUE" + PUT_OFF)) {
                doubt.setLong(1, now);
                try (ResultSet interrupted = doubt.executeQuery()) {
                    while (interrupted.next()) {
                        PayoutId id = new PayoutId(interrupted.getLong("file_id"), interrupted.getLong("line_no"));
                        commits.trail().append(Event.ofPayout(id, Event.Kind.CLAIMED, PayoutState.SUBMITTING, PayoutState.UNKNOWN,
                                interrupted.getLong("epoch"), interrupted.getInt("attempts")).because(Doubt.INTERRUPTED.name()));
                    }
                }
                due.setLong(1, now);
                due.setLong(2, now);
                return due.executeUpdate();
            }
        });
    }

    /**
     * Records what was concluded about a claimed payout. Durable when it returns.
     *
     * @return whether it was taken: false means that the claim is void, another one has the payout now
     */
    public boolean record(Payout payout, Outcome outcome, Evidence evidence) {
        PayoutChange change = PayoutChange.of(payout, outcome, clock.millis());
        boolean taken = commits.write(connection -> {
            boolean changed = change.apply(connection, commits.trail(), evidence);
            if (changed && payout.state() == PayoutState.RECEIVED && learnt(outcome)) {
                shareCheck(connection, change, evidence);
            }
            return changed;
        });
        bell.ring(Stage.after(change.to()));
        return taken;
    }

    private static boolean learnt(Outcome outcome) {
        return outcome instanceof Outcome.Checked
                || outcome.reason() != null && outcome.reason().code() == ReasonCode.BE06;
    }

    /** What was learnt of a number holds for every payout to it that waits for the same check. */
    private void shareCheck(Connection connection, PayoutChange change, Evidence evidence) throws SQLException {
        Msisdn msisdn = change.payout().msisdn();
        // Only an answer is news: what was merely remembered keeps its age.
        if (!evidence.equals(Evidence.NONE)) {
            Customers.remember(connection, msisdn, change.to() == PayoutState.CHECKED, clock.millis());
        }
        change.applyToWaiting(connection, commits.trail(), msisdn);
    }

    static Payout payout(ResultSet row) throws SQLException {
        String doubt = row.getString("doubt");
        return new Payout(new PayoutId(row.getLong("file_id"), row.getLong("line_no")),
                new Reference(row.getString("reference")), new Msisdn(row.getString("msisdn")), new Xof(row.getLong("amount")),
                row.getString("description"), PayoutState.valueOf(row.getString("state")),
                new Payout.Claim(row.getLong("epoch"), row.getLong("due_at")),
                new Payout.Progress(row.getInt("attempts"), row.getInt("tries"), row.getString("djamo_id"),
                        doubt == null ? null : Doubt.valueOf(doubt), row.getLong("doubt_since")));
    }
}
