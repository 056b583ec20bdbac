package dev.djamopayouts.chaos;

import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.SettledPayout;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Delivers the outcomes of final payouts to an endpoint that may refuse, or accept without anybody learning of it. */
final class OutcomeDesk extends Desk {

    OutcomeDesk(Instance instance) {
        super(instance);
    }

    @Override
    boolean work() {
        List<SettledPayout> claimed = instance.durable("claim outcomes", () -> instance.ledger().outcomes().claim(5));
        claimed.stream().sorted(Comparator.comparing((SettledPayout payout) -> payout.id().toString()))
                .forEach(payout -> instance.then(instance.random().nextLong(300), Point.DELIVER, () -> deliver(payout)));
        return !claimed.isEmpty();
    }

    private void deliver(SettledPayout payout) {
        boolean accepts = instance.random().nextInt(10) > 0;
        boolean says = accepts && (!instance.world().inTrouble() || instance.random().nextInt(10) > 0);
        if (accepts) {
            instance.world().auditor.told(payout);
        }
        instance.then(instance.random().nextLong(100), Point.DELIVER, () -> {
            try {
                instance.durable("record delivery", () -> says ? delivered(payout) : again(payout));
            } catch (LedgerFailed e) {
                // It is delivered again when its lease runs out.
                return;
            }
        });
    }

    private Object delivered(SettledPayout payout) {
        return recorded(payout, "delivery", instance.ledger().outcomes().delivered(payout));
    }

    private Object again(SettledPayout payout) {
        return recorded(payout, "failed delivery", instance.ledger().outcomes().tryAgain(payout, instance.world().clock.millis() + 1_000));
    }

    /** What is not recorded is delivered again when its lease runs out. */
    private Object recorded(SettledPayout payout, String what, CompletableFuture<Integer> result) {
        try {
            return result.join();
        } catch (CompletionException e) {
            instance.tell("the " + what + " of " + payout.id() + " may not be recorded");
            return null;
        }
    }
}
