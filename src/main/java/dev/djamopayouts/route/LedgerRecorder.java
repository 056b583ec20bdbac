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

/** {@code to("ledger:record")}: makes the outcome of the step durable, or finds that another claim has the payout now. */
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
        if (!ledger.payouts().record(payout, outcome, evidence)) {
            complain(payout, outcome, evidence);
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

    /** Another claim has it, a person decided, or Djamo told by itself how it stands: then the answer is expected to agree. */
    private void complain(Payout payout, Outcome outcome, Evidence evidence) {
        String alarm = ledger.notifications().compareLate(payout, outcome);
        if (alarm != null) {
            LOG.error("payout {}: {}, correlation id {}", payout.id(), alarm, evidence.correlationId());
        } else {
            complaints.say(Level.INFO, "void", "payout " + payout.id() + " was led on before an answer about it came; what is in the"
                    + " ledger stands", null);
        }
    }
}
