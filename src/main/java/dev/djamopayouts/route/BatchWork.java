package dev.djamopayouts.route;

import dev.djamopayouts.ledger.Concluded;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.PayoutBatch;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.slf4j.MDC;

/** Batches to submit: each is one call, and one of those that may be in flight at once. */
final class BatchWork implements StageWork<PayoutBatch> {

    private static final long LEAST_WAIT_MILLIS = 50;

    private final StageWorks works;

    BatchWork(StageWorks works) {
        this.works = works;
    }

    @Override
    public boolean isOpen() {
        return works.gate().transfersAtOnce(1) > 0;
    }

    @Override
    public List<PayoutBatch> claim(int limit) {
        int allowed = works.gate().transfersAtOnce(limit);
        // Where transfers find out whether their answers come back, one payout at a time is put at risk.
        int size = works.gate().payoutsTogether(works.batchRule().size());
        List<PayoutBatch> claimed = allowed == 0 ? List.of()
                : works.ledger().payouts().claimBatches(allowed, size, works.batchRule().maxWaitMillis());
        works.moneyFirst().claimed(Stage.SUBMIT, claimed.size());
        return claimed;
    }

    @Override
    public void taken(int items) {
        works.moneyFirst().taken(Stage.SUBMIT, items);
    }

    @Override
    public void await(long millis) throws InterruptedException {
        // Nobody rings when those that wait for others have waited long enough.
        works.ledger().bell().await(Stage.SUBMIT, Math.min(millis, Math.max(LEAST_WAIT_MILLIS, works.batchRule().maxWaitMillis())));
    }

    @Override
    public boolean isStillDue(PayoutBatch batch) {
        return batch.payouts().stream().allMatch(works::isStillToBeSent);
    }

    @Override
    public void put(PayoutBatch batch, Exchange exchange) {
        MDC.put("batch", batch.name());
        MDC.put("file", Long.toString(batch.payouts().get(0).id().fileId()));
        exchange.getMessage().setBody(batch);
    }

    @Override
    public void done(PayoutBatch batch) {
        // The route recorded it.
    }

    @Override
    public CompletableFuture<?> failed(PayoutBatch batch, Throwable cause) {
        // The ledger knows how far it came: when the lease runs out each payout is in doubt, and looked up by its reference.
        return CompletableFuture.completedFuture(batch);
    }

    @Override
    public CompletableFuture<?> handBack(PayoutBatch batch) {
        return works.ledger().payouts().submit(batch.payouts().stream().map(payout -> new Concluded(payout,
                StageWorks.UNSENT, Evidence.NONE)).toList());
    }

    @Override
    public String toString() {
        return Stage.SUBMIT + " by batches";
    }
}
