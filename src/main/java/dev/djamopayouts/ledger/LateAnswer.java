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
     * Within a write: compares what was concluded from it with what the ledger has by now. A transaction that the ledger does
     * not have counts: it is taken where there was one sending, and where there were more a lookup finds out before another.
     *
     * @return what contradicts, which is then the payout's alarm; or null
     */
    static String compare(WriterConnection writer, PayoutChange change) throws SQLException {
        if (change.payout().state() != PayoutState.SUBMITTING) {
            return null;
        }
        Payout now = Notifications.find(writer, change.payout().reference().value());
        if (now == null || !now.id().equals(change.payout().id())) {
            return null;
        }
        Outcome.Settlement settlement = change.outcome().settlement();
        String told = settlement == null ? null : settlement.djamoId();
        if (told != null && now.progress().djamoId() == null && now.state() == PayoutState.UNKNOWN && now.progress().doubt() != Doubt.CONFLICT) {
            return adopt(writer, now, change, told);
        }
        String alarm = contradiction(now, change.outcome(), told);
        if (alarm != null) {
            Notifications.raise(writer.connection(), now.id(), alarm);
            writer.trail().append(Event.ofPayout(now.id(), Event.Kind.CONTRADICTED, now.state(), now.state(), now.claim().epoch(),
                    now.progress().attempts()).because("late answer"));
            if (now.state() == PayoutState.CHECKED || now.state() == PayoutState.SUBMITTING && now.progress().djamoId() == null) {
                // It was about to be sent again: a lookup finds out first.
                lead(writer, now, new Outcome.InDoubt(Doubt.DUPLICATE_REFERENCE, alarm, change.at()), change.at());
            }
        }
        return alarm;
    }

    private static String adopt(WriterConnection writer, Payout now, PayoutChange change, String told) throws SQLException {
        boolean sentOnce = now.progress().attempts() <= 1;
        lead(writer, now, sentOnce ? change.outcome() : new Outcome.InDoubt(Doubt.DUPLICATE_REFERENCE,
                "Djamo answered with " + told + " to an earlier call", change.at()), change.at());
        return sentOnce ? change.outcome().settlement().alarm() : null;
    }

    /** As an event of Djamo's would: whatever was claimed before is void. */
    private static void lead(WriterConnection writer, Payout now, Outcome outcome, long at) throws SQLException {
        Recording.apply(writer, PayoutChange.notified(Notifications.voidClaims(writer.connection(), now), outcome, at));
    }

    private static String contradiction(Payout now, Outcome answered, String told) {
        String djamoId = now.progress().djamoId();
        if (djamoId == null) {
            return told == null ? null : "Djamo answered with " + told + " to an earlier call, and it is "
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
