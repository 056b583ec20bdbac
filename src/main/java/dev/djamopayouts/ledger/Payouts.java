package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import javax.sql.DataSource;

/** Claims payouts for a stage and records what the stage concluded. Only accepted files' payouts are ever claimed. */
public final class Payouts {

    private static final String PUT_OFF = " AND due_at > ? AND file_id IN (SELECT id FROM payout_file WHERE " + PayoutFiles.OPEN + ")";

    private final GroupCommit commits;
    private final DataSource source;
    private final WorkBell bell;
    private final Clock clock;
    private final Claims claims;
    private final Recording recording = new Recording();
    private final KnownCustomers known;
    private final BatchClaims batches;

    Payouts(GroupCommit commits, DataSource source, Claims claims, Database database, WorkBell bell, Clock clock) {
        this.commits = commits;
        this.source = source;
        this.claims = claims;
        this.batches = claims.batches();
        this.bell = bell;
        this.clock = clock;
        this.known = new KnownCustomers(commits, database, clock, recording);
    }

    /**
     * Claims payouts that are due, fairly over the open files, and no more than the limit. Durable when it returns: a
     * payout claimed to be submitted is SUBMITTING in the ledger before anybody sees it.
     *
     * @param checkValidMillis for checks, which are claimed only where the answer is not known: how long a "yes" is good for
     *                         the same number; {@link #shareKnown} is for the others
     */
    public List<Payout> claim(Stage stage, int limit, long checkValidMillis) {
        return claims.claim(stage, limit, checkValidMillis, PayoutReader.COLUMNS, PayoutReader::read);
    }

    /**
     * Concludes the checks of due payouts to numbers of which it is known whether they are customers', a "yes" for as long as
     * given and a "no" since the payout's file came. What is left to {@link #claim} has to be asked.
     *
     * @param limit how many are claimed at once: it looks at a few more than those in one write
     */
    public void shareKnown(int limit, long validMillis, Function<Msisdn, Reason> notACustomer) {
        for (long fileId : claims.filesWithWork(Stage.CHECK)) {
            int lookAhead = Claims.lookAhead(limit);
            int shared = lookAhead;
            while (shared >= lookAhead) {
                shared = commits.write(connection -> known.share(commits.writer(), fileId, lookAhead, validMillis, notACustomer));
                if (shared > 0) {
                    bell.ring(Stage.SUBMIT);
                    bell.ring(Stage.OUTCOME);
                }
            }
        }
    }

    /**
     * Claims batches of payouts that are due, each of one file, and no more of them than the limit. Durable when it returns:
     * every payout of every batch is SUBMITTING in the ledger before anybody sees it.
     *
     * @param size          the most payouts of a batch
     * @param maxWaitMillis how long a payout waits for others before it goes in a batch that is not full
     */
    public List<PayoutBatch> claimBatches(int limit, int size, long maxWaitMillis) {
        return batches.claim(limit, size, maxWaitMillis);
    }

    /**
     * Makes everything due that a process before this one had claimed or put off: only for whoever owns the ledger alone.
     * One that was SUBMITTING is then in doubt, and looked up before anything else. A find counts at once; but the doubt
     * begins with the end of the claim, for until then its request may still reach Djamo though its sender is gone; where the
     * clock was ahead meanwhile, with the end of a claim made now.
     */
    void takeOver() {
        commits.write(connection -> {
            claims.ahead().endClaims(connection);
            claims.ahead().beginDoubts(connection);
            long now = clock.millis();
            try (PreparedStatement doubt = connection.prepareStatement("UPDATE payout SET state = 'UNKNOWN', doubt = '"
                    + Doubt.INTERRUPTED + "', doubt_since = due_at, answers_lost = answers_lost + 1,"
                    + " epoch = epoch + 1, tries = 0 WHERE state = 'SUBMITTING'" + PUT_OFF
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

    /** Whether the claim still holds: an event of Djamo's may have led the payout on since, or another instance. */
    public boolean isClaimed(Payout payout) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT 1 FROM payout WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ?")) {
                bindClaim(select, 0, payout);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /**
     * Gives back a claim under which nothing was asked: the payout is due again, and it was no look. Returns at once, so that
     * many share a commit; completes when it is durable.
     */
    public CompletableFuture<Integer> giveBack(Payout payout) {
        return commits.submit(connection -> {
            PreparedStatement update = commits.prepared("UPDATE payout SET due_at = ?, tries = tries - 1"
                    + " WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ?");
            update.setLong(1, clock.millis());
            bindClaim(update, 1, payout);
            return update.executeUpdate();
        }).whenComplete((count, failure) -> bell.ring(Stage.after(payout.state())));
    }

    private static void bindClaim(PreparedStatement statement, int before, Payout payout) throws SQLException {
        statement.setLong(before + 1, payout.id().fileId());
        statement.setLong(before + 2, payout.id().lineNo());
        statement.setLong(before + 3, payout.claim().epoch());
        statement.setString(before + 4, payout.state().name());
    }

    /**
     * Records what was concluded about a claimed payout. Durable when it returns.
     *
     * @return whether it was taken: false means that the claim is void, another one has the payout now
     */
    public boolean record(Payout payout, Outcome outcome, Evidence evidence) {
        return record(List.of(new Concluded(payout, outcome, evidence))).get(0);
    }

    /**
     * The same without waiting: returns once the ledger has taken it, and the result comes when it is durable. What is lost
     * with the process before that leaves the payout claimed: when its lease runs out the ledger says what to do.
     */
    public CompletableFuture<Recorded> submit(Payout payout, Outcome outcome, Evidence evidence) {
        PayoutChange change = PayoutChange.of(payout, outcome, evidence, clock.millis());
        return commits.submit(recording, change).whenComplete((recorded, failure) -> ring(change));
    }

    private void ring(PayoutChange change) {
        if (change.isDueAtOnce()) {
            bell.ring(Stage.after(change.to()));
        }
        if (change.tellsOfCustomer()) {
            // Others may wait for the same answer.
            bell.ring(Stage.CHECK);
        }
    }

    /**
     * Records what was concluded about payouts that were sent together, in one commit. Durable when it returns.
     *
     * @return whether each was taken, in the same order: false means that the claim is void, another one has the payout now
     */
    public List<Boolean> record(List<Concluded> together) {
        try {
            return submit(together).join().stream().map(Recorded::taken).toList();
        } catch (CompletionException e) {
            throw LedgerFailed.from(e.getCause());
        }
    }

    /** The same without waiting, as with {@link #submit(Payout, Outcome, Evidence)}. */
    public CompletableFuture<List<Recorded>> submit(List<Concluded> together) {
        long now = clock.millis();
        List<PayoutChange> changes = together.stream().map(it -> PayoutChange.of(it.payout(), it.outcome(), it.evidence(), now)).toList();
        return commits.submit(connection -> recording.run(commits.writer(), changes)).whenComplete((recorded, failure) ->
                changes.forEach(this::ring));
    }
}
