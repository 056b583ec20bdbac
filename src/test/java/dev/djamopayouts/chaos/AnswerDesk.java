package dev.djamopayouts.chaos;

import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.Answers.Destination;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.SettledPayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Settles files, and brings each answer to the outbox. */
final class AnswerDesk extends Desk {

    AnswerDesk(Instance instance) {
        super(instance);
    }

    @Override
    boolean work() {
        instance.durable("settle", () -> instance.ledger().outcomes().settle());
        List<Answer> claimed = instance.durable("claim answers", () -> instance.ledger().answers().claim(Destination.FOLDER, 3));
        claimed.stream().sorted(Comparator.comparing(Answer::name)).forEach(answer -> instance.then(instance.random().nextLong(300),
                Point.DELIVER, () -> deliver(answer)));
        return !claimed.isEmpty();
    }

    private void deliver(Answer answer) {
        try {
            List<SettledPayout> rows = new ArrayList<>();
            if (answer.content() == null) {
                instance.durable("read the report", () -> {
                    instance.ledger().outcomes().eachRow(answer.file().id(), rows::add);
                    return null;
                });
            }
            instance.world().auditor.delivered(answer, rows);
            instance.then(instance.random().nextLong(100), Point.DELIVER, () -> recordDelivery(answer));
        } catch (LedgerFailed e) {
            recordFailure(answer);
        }
    }

    private void recordDelivery(Answer answer) {
        try {
            instance.durable("record an answer's delivery", () -> {
                instance.ledger().answers().delivered(answer);
                return null;
            });
        } catch (LedgerFailed e) {
            // It is delivered again when its lease runs out.
            return;
        }
    }

    private void recordFailure(Answer answer) {
        try {
            instance.durable("record an answer's failure", () -> {
                instance.ledger().answers().tryAgain(answer, instance.world().clock.millis() + 1_000);
                return null;
            });
        } catch (LedgerFailed e) {
            // As above.
            return;
        }
    }
}
