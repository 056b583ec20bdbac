package dev.djamopayouts.route;

import dev.djamopayouts.djamo.Answer;
import dev.djamopayouts.djamo.BatchMeanings;
import dev.djamopayouts.ledger.Concluded;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.Recorded;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.PayoutBatch;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code to("ledger:record-batch")}: hands the outcomes of a whole batch to the ledger, in one commit, each for its own claim. */
final class BatchRecorder extends DefaultProducer {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRecorder.class);

    private final Ledger ledger;
    private final RecordNotices notices = new RecordNotices(LOG);

    BatchRecorder(Endpoint endpoint, Ledger ledger) {
        super(endpoint);
        this.ledger = ledger;
    }

    @Override
    public void process(Exchange exchange) {
        PayoutBatch batch = exchange.getMessage().getBody(PayoutBatch.class);
        BatchMeanings.Conclusion conclusion = exchange.getProperty(Names.CONCLUSION, BatchMeanings.Conclusion.class);
        Evidence evidence = exchange.getProperty(Names.ANSWER, Answer.class).evidence();
        // Said first: an alarm must not be lost with a record that fails.
        conclusion.alarms().forEach(alarm -> notices.alarm(alarm, evidence));
        ledger.payouts().submit(IntStream.range(0, batch.size())
                .mapToObj(i -> new Concluded(batch.payouts().get(i), conclusion.outcomes().get(i), evidence)).toList())
                .whenComplete((recorded, failure) -> {
                    if (failure != null) {
                        notices.notRecorded(batch.payouts().get(0), failure);
                    } else {
                        tell(batch, conclusion, evidence, recorded);
                    }
                });
    }

    private void tell(PayoutBatch batch, BatchMeanings.Conclusion conclusion, Evidence evidence, List<Recorded> recorded) {
        for (int i = 0; i < batch.size(); i++) {
            notices.tell(batch.payouts().get(i), conclusion.outcomes().get(i), evidence, recorded.get(i));
        }
        conclusion.outcomes().stream().filter(Outcome.RefusedInBatch.class::isInstance).findFirst()
                .ifPresent(refused -> notices.refused(batch, refused, evidence));
    }
}
