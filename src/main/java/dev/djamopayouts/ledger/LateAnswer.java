package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import java.sql.SQLException;

/** An answer to a transfer that came when its claim was void: after an event of Djamo's it is expected to agree with it. */
final class LateAnswer {

    private LateAnswer() {
    }

    /**
     * Within a write: compares what was concluded from it with what the ledger has by now.
     *
     * @return what contradicts, which is then the payout's alarm; or null
     */
    static String compare(WriterConnection writer, PayoutChange change) throws SQLException {
        if (change.payout().state() != PayoutState.SUBMITTING) {
            return null;
        }
        Payout now = Notifications.find(writer.connection(), change.payout().reference().value());
        String alarm = now == null || !now.id().equals(change.payout().id()) ? null : contradiction(now, change.outcome());
        if (alarm != null) {
            Notifications.raise(writer.connection(), now.id(), alarm);
            writer.trail().append(Event.ofPayout(now.id(), Event.Kind.CONTRADICTED, now.state(), now.state(), now.claim().epoch(),
                    now.progress().attempts()).because("late answer"));
            if (now.state() == PayoutState.CHECKED) {
                // It was about to be sent again: a lookup finds out first.
                Recording.apply(writer, PayoutChange.notified(now, new Outcome.InDoubt(Doubt.DUPLICATE_REFERENCE, alarm, change.at()), change.at()));
            }
        }
        return alarm;
    }

    private static String contradiction(Payout now, Outcome answered) {
        Outcome.Settlement settlement = answered.settlement();
        String told = settlement == null ? null : settlement.djamoId();
        String djamoId = now.progress().djamoId();
        if (djamoId == null) {
            // Where it is being looked up, that finds whatever the answer told of.
            return told == null || now.state() == PayoutState.UNKNOWN ? null : "Djamo answered with " + told + " to an earlier call, and it is "
                    + now.state() + " here; it may be paid, or paid twice: ask Djamo to cancel all but one";
        }
        if (told != null && !told.equals(djamoId)) {
            return "Djamo answered with " + told + ", and the ledger has " + djamoId
                    + "; it may have been paid twice: ask Djamo to cancel all but one";
        }
        return answered instanceof Outcome.Rejected ? "Djamo refused the transfer, and the ledger has " + djamoId
                + " for it; ask Djamo what became of it" : null;
    }
}
