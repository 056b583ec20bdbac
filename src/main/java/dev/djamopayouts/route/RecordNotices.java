package dev.djamopayouts.route;

import dev.djamopayouts.ledger.Recorded;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutState;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** What the log is told once a conclusion is durable: alarms each time, ordinary trouble once a minute. */
final class RecordNotices {

    private final Logger log;
    private final Complaints complaints;

    RecordNotices(Logger log) {
        this.log = log;
        this.complaints = new Complaints(log);
    }

    /** It is not durable, and the payout stays claimed until its lease runs out. */
    void notRecorded(Payout payout, Throwable failure) {
        complaints.error("record", "what was concluded of payout " + payout.id() + " could not be recorded, it is looked at again when"
                + " its claim runs out", failure);
    }

    /** The ledger took it, or found its claim void: another one has it, a person decided, or Djamo told by itself how it stands. */
    void tell(Payout payout, Outcome outcome, Evidence evidence, Recorded recorded) {
        if (recorded.taken()) {
            recorded(payout, outcome, evidence);
        } else if (recorded.alarm() != null) {
            log.error("payout {}: {}{}", payout.id(), recorded.alarm(), trace(evidence));
        } else {
            complaints.say(Level.INFO, "void", "payout " + payout.id() + " was led on before an answer about it came; what is in the"
                    + " ledger stands", null);
        }
    }

    private void recorded(Payout payout, Outcome outcome, Evidence evidence) {
        if (outcome instanceof Outcome.Overdue overdue) {
            complaints.say(Level.ERROR, "overdue", "payout " + payout.id() + " waits for a person: " + overdue.alarm()
                    + trace(evidence), null);
        } else if (outcome.settlement() != null && outcome.settlement().alarm() != null) {
            log.error("payout {}: {}; ask Djamo{}", payout.id(), outcome.settlement().alarm(), trace(evidence));
        } else if (outcome.doubt() != null && !(outcome instanceof Outcome.RefusedInBatch)) {
            complaints.say(Level.WARN, outcome.doubt().name(), "payout " + payout.id() + " is in doubt (" + outcome.doubt() + "): "
                    + outcome.detail() + (outcome.doubt() == Doubt.CONFLICT ? "" : "; it is looked up before anything else is done")
                    + trace(evidence), null);
        } else if (payout.state() == PayoutState.RECEIVED && outcome instanceof Outcome.NotYet && isItsOwn(evidence.httpStatus())) {
            complaints.say(Level.WARN, "check", "the customer check of payout " + payout.id() + " was not answered well (" + outcome.detail()
                    + "), it is asked again later; if it is so with all, see djamo.company-id and djamo.sub-company-id" + trace(evidence), null);
        }
    }

    /** Whether such a status is about this one call: of the others the gate speaks. */
    private static boolean isItsOwn(int status) {
        return status != 0 && status != 401 && status != 403 && status != 429;
    }

    /** By which Djamo finds the call, where it gave something. */
    private static String trace(Evidence evidence) {
        return evidence.correlationId() == null ? "" : ", correlation id " + evidence.correlationId();
    }

    /** A batch was refused as a whole. */
    void refused(PayoutBatch batch, Outcome refused, Evidence evidence) {
        complaints.say(Level.WARN, "batch refused", batch + " was refused (" + refused.detail() + "): each of them is looked up, and what"
                + " Djamo does not have is sent again in batches of " + refused.batchLimit() + " at most" + trace(evidence), null);
    }

    /** Something in the answer to a batch is wrong. */
    void alarm(String text, Evidence evidence) {
        log.error("{}{}", text, trace(evidence));
    }
}
