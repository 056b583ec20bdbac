package dev.djamopayouts.chaos;

import dev.djamopayouts.chaos.Input.Drop;
import dev.djamopayouts.djamo.BatchAnswer;
import dev.djamopayouts.djamo.Meaning;
import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.ledger.SharedLedger;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes one safeguard away, past production code where it lives in its SQL. Does nothing where none is to be taken away. */
final class Sabotage {

    private static final String FINAL = "('COMPLETED', 'FAILED', 'REJECTED')";

    private record Holder(String owner, long epoch) {
    }

    private record Stand(long fileId, long lineNo, String state) {
    }

    private final Safeguard removed;
    private final SharedLedger database;
    private final Map<Receiver, Holder> holders = new HashMap<>();

    Sabotage(Safeguard removed, SharedLedger database) {
        this.removed = removed;
        this.database = database;
    }

    /** The ledger has not heard yet that the payout is going to be sent. */
    void claimed(Stage stage, Payout payout) {
        if (removed == Safeguard.INTENT_BEFORE_CALL && stage == Stage.SUBMIT) {
            database.change("UPDATE payout SET state = 'CHECKED' WHERE file_id = ? AND line_no = ? AND epoch = ?",
                    payout.id().fileId(), payout.id().lineNo(), payout.claim().epoch());
        }
    }

    Outcome concluded(Stage stage, Meaning meaning, Outcome outcome) {
        return removed == Safeguard.LOST_IS_DOUBT && stage == Stage.SUBMIT && meaning == Meaning.LOST
                ? new Outcome.Rejected(new Reason(ReasonCode.NARR, "the answer was lost")) : outcome;
    }

    /** The same for a payout of a batch. */
    Outcome concludedInBatch(Meaning meaning, Outcome outcome) {
        boolean lost = outcome.doubt() == Doubt.LOST_ANSWER || outcome.doubt() == Doubt.BATCH_REFUSED;
        if (removed == Safeguard.BATCH_LOOKUP && lost) {
            return new Outcome.NotSent("the batch is sent again", 0);
        }
        return removed == Safeguard.DELAY_AFTER_UNPROCESSABLE && outcome instanceof Outcome.RefusedInBatch refused
                ? new Outcome.RefusedInBatch(refused.detail(), refused.batchLimit(), true, 0) : concluded(Stage.SUBMIT, meaning, outcome);
    }

    /** What Djamo answered, matched by place: as if nobody else's could stand there. */
    BatchAnswer answered(PayoutBatch batch, BatchAnswer answer) {
        if (removed != Safeguard.MATCH_BY_REFERENCE) {
            return answer;
        }
        List<Transaction> byPlace = new ArrayList<>();
        for (int i = 0; i < Math.min(batch.size(), answer.transactions().size()); i++) {
            Transaction there = answer.transactions().get(i);
            byPlace.add(new Transaction(there.id(), batch.payouts().get(i).reference().value(), there.msisdn(), there.amount(), there.fee(),
                    there.status(), there.failureReason(), there.batchId()));
        }
        return new BatchAnswer(answer.id(), byPlace, 0);
    }

    /** Makes the compare-and-set of the record agree where it must not. */
    void beforeRecord(Payout payout, Outcome outcome) {
        if (removed == Safeguard.INTENT_BEFORE_CALL) {
            database.change("UPDATE payout SET state = ? WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = 'CHECKED'",
                    payout.state().name(), payout.id().fileId(), payout.id().lineNo(), payout.claim().epoch());
        } else if (removed == Safeguard.CLAIM_EPOCH || removed == Safeguard.FINAL_IS_FINAL) {
            database.change("UPDATE payout SET state = ?, epoch = ? WHERE file_id = ? AND line_no = ? AND state "
                    + (removed == Safeguard.CLAIM_EPOCH ? "NOT IN " : "IN ") + FINAL,
                    payout.state().name(), payout.claim().epoch(), payout.id().fileId(), payout.id().lineNo());
        }
    }

    String dropId(Drop drop, int pickups) {
        return removed == Safeguard.DROP_ONCE ? drop.id() + "." + pickups : drop.id();
    }

    String sha256(Drop drop) {
        return removed == Safeguard.CONTENT_ONCE ? String.format("%08x", drop.id().hashCode()) + drop.content().sha256().substring(8)
                : drop.content().sha256();
    }

    void taken(Receiver receiver) {
        if (removed == Safeguard.RECEIVE_EPOCH) {
            holders.put(receiver, database.select(row -> new Holder(row.getString(1), row.getLong(2)),
                    "SELECT owner, epoch FROM lease WHERE name = 'receive'").get(0));
        }
    }

    void beforeReceiving(Receiver receiver) {
        if (removed == Safeguard.RECEIVE_EPOCH) {
            database.change("UPDATE lease SET owner = ?, epoch = ? WHERE name = 'receive'", holders.get(receiver).owner(),
                    holders.get(receiver).epoch());
        }
    }

    /** Adds rows to a ledger in which every payout seems to have failed. */
    void adding(Runnable add) {
        if (removed != Safeguard.STATE_OF_THE_ORIGINAL) {
            add.run();
            return;
        }
        List<Stand> stands = database.select(row -> new Stand(row.getLong(1), row.getLong(2), row.getString(3)),
                "SELECT file_id, line_no, state FROM payout WHERE state NOT IN " + FINAL + " OR state = 'COMPLETED'");
        stands.forEach(stand -> stand("FAILED", stand));
        try {
            add.run();
        } finally {
            stands.forEach(stand -> stand(stand.state(), stand));
        }
    }

    private void stand(String state, Stand stand) {
        database.change("UPDATE payout SET state = ? WHERE file_id = ? AND line_no = ?", state, stand.fileId(), stand.lineNo());
    }

    void added(long fileId) {
        if (removed == Safeguard.REFERENCE_ONCE) {
            database.change("UPDATE payout SET holds_reference = 0 WHERE file_id = ?", fileId);
        }
    }
}
