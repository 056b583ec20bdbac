package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code to("ledger:record")}: hands the outcome of the step to the ledger and goes on, so that no call waits for a disk. What
 * does not become durable leaves the payout claimed: when its lease runs out the ledger says what to do.
 */
final class LedgerRecorder extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerRecorder.class);

    private final Ledger ledger;
    private final RecordNotices notices = new RecordNotices(LOG);

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
        ledger.payouts().submit(payout, outcome, evidence).whenComplete((recorded, failure) -> {
            if (failure != null) {
                notices.notRecorded(payout, failure);
            } else {
                notices.tell(payout, outcome, evidence, recorded);
            }
        });
    }
}
