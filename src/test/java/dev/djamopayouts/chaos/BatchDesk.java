package dev.djamopayouts.chaos;

import dev.djamopayouts.payout.PayoutBatch;
import java.util.List;

/** Claims batches of payouts to be sent and sends each on its way, some at once. */
final class BatchDesk extends Desk {

    private static final int WINDOW = 3;
    private static final long MAX_WAIT_MILLIS = 2_000;

    private int underWay;

    BatchDesk(Instance instance) {
        super(instance);
    }

    @Override
    boolean work() {
        if (!instance.mayCall() || underWay >= WINDOW) {
            return true;
        }
        int limit = 1 + instance.random().nextInt(WINDOW - underWay);
        // Where transfers find out whether their answers come back, batches are of one.
        int size = instance.random().nextInt(8) == 0 ? 1 : instance.world().batchSize;
        List<PayoutBatch> claimed = instance.durable("claim batches",
                () -> instance.ledger().payouts().claimBatches(limit, size, MAX_WAIT_MILLIS));
        claimed.forEach(this::begin);
        return !claimed.isEmpty();
    }

    private void begin(PayoutBatch batch) {
        underWay++;
        instance.tell("claims " + batch + ": " + batch.payouts());
        new BatchSteps(instance, batch, () -> underWay--).begin();
    }
}
