package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * {@code to("ledger:record")}: hands the outcome of the step to the ledger and goes on, so that no call waits for a disk. What
 * does not become durable leaves the payout claimed: when its lease runs out the ledger says what to do.
 */
final class LedgerRecorder extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerRecorder.class);

    private final Ledger ledger;
    private final Complaints complaints = new Complaints(LOG);

    LedgerRecorder(Endpoint endpoint, Ledger ledger) {
        super(endpoint);
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        Payout payout = exchange.getMessage().getBody(Payout.class);
        Outcome outcome = exchange.getProperty(Names.OUTCOME, Outcome.class);
        Answer<?> answer = exchange.getProperty(Names.ANSWER, Answer.class);
        Evidence evidence = answer == null ? Evidence.NONE : answer.evidence();
        ledger.payouts().submit(payout, outcome, evidence).whenComplete((taken, failure) -> {
            if (failure != null) {
                complaints.error("record", "what was concluded of payout " + payout.id() + " could not be recorded, its claim runs out"
                        + " and it is looked at again", failure);
            } else {
                tell(payout, outcome, evidence, taken);
            }
        });
    }

    private void tell(Payout payout, Outcome outcome, Evidence evidence, boolean taken) {
        if (!taken) {
            complaints.say(Level.WARN, "void", "payout " + payout.id() + ": the claim ran out before its answer came; what is in"
                    + " the ledger stands", null);
        } else if (outcome instanceof Outcome.Overdue overdue) {
            complaints.say(Level.ERROR, "overdue", "payout " + payout.id() + " waits for a person: " + overdue.alarm()
                    + ", correlation id " + evidence.correlationId(), null);
        } else if (outcome.settlement() != null && outcome.settlement().alarm() != null) {
            LOG.error("payout {}: {}; ask Djamo, correlation id {}", payout.id(), outcome.settlement().alarm(),
                    evidence.correlationId());
        } else if (outcome.doubt() != null) {
            complaints.say(Level.WARN, outcome.doubt().name(), "payout " + payout.id() + " is in doubt (" + outcome.doubt() + "): "
                    + outcome.detail() + (outcome.doubt() == Doubt.CONFLICT ? "" : "; it is looked up before anything else is done")
                    + ", correlation id " + evidence.correlationId(), null);
        }
    }
}
