package dev.djamopayouts.chaos;

import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Payout;
import java.util.Comparator;
import java.util.List;

/** Claims payouts for one stage and sends each on its way, some at once. */
final class StageDesk extends Desk {

    private static final int WINDOW = 6;
    static final long CHECK_VALID_MILLIS = 86_400_000;

    private final Stage stage;
    private int underWay;

    StageDesk(Instance instance, Stage stage) {
        super(instance);
        this.stage = stage;
    }

    @Override
    boolean work() {
        if (!instance.mayCall() || underWay >= WINDOW) {
            return true;
        }
        // Not at every claim, as the runtime does.
        if (stage == Stage.CHECK && instance.random().nextBoolean()) {
            instance.durable("share", () -> {
                instance.ledger().payouts().shareKnown(1 + WINDOW, CHECK_VALID_MILLIS, Meanings::notACustomer);
                return null;
            });
        }
        int limit = 1 + instance.random().nextInt(WINDOW - underWay);
        List<Payout> claimed = instance.durable("claim " + stage, 
                () -> instance.ledger().payouts().claim(stage, limit, CHECK_VALID_MILLIS));
        claimed.stream().sorted(Comparator.comparingLong((Payout payout) -> payout.id().fileId())
                .thenComparingLong(payout -> payout.id().lineNo())).forEach(this::begin);
        return !claimed.isEmpty();
    }

    private void begin(Payout payout) {
        underWay++;
        instance.tell("claims " + payout + " for " + stage + ", epoch " + payout.claim().epoch());
        new PayoutSteps(instance, stage, payout, this::end).begin();
    }

    private void end() {
        underWay--;
    }
}
