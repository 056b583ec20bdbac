package dev.djamopayouts.route;

import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Outbox;
import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.Stage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/** Answers for one outbox, delivered one after the other. */
final class AnswerWork implements StageWork<Answer> {

    private static final Logger LOG = LoggerFactory.getLogger(AnswerWork.class);

    private final StageWorks works;
    private final Outbox outbox;
    private final Complaints complaints = new Complaints(LOG);

    AnswerWork(StageWorks works, Outbox outbox) {
        this.works = works;
        this.outbox = outbox;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public List<Answer> claim(int limit) {
        return works.ledger().answers().claim(outbox, limit);
    }

    @Override
    public void await(long millis) throws InterruptedException {
        if (outbox instanceof Outbox.OfSender) {
            // A ring wakes one who waits: among the outboxes of all senders it would seldom be the outcomes.
            TimeUnit.MILLISECONDS.sleep(millis);
        } else {
            works.ledger().bell().await(Stage.OUTCOME, millis);
        }
    }

    @Override
    public void put(Answer answer, Exchange exchange) {
        MDC.put("file", answer.file().name());
        Message message = exchange.getMessage();
        message.setBody(works.reports().write(answer));
        // Never as CamelFileName: Camel evaluates that header, and a sender may call a file ${env:SECRET}.csv.
        message.setHeader(Names.ANSWER_NAME, answer.name());
        message.setHeader(Names.ANSWER_KIND, answer.kind());
        message.setHeader(Names.PAYOUT_FILE, answer.file().name());
        message.setHeader(Names.PAYOUT_FILE_ID, answer.file().id());
        message.setHeader(Names.PAYOUT_SENDER, answer.file().sender());
        if (outbox instanceof Outbox.Common && answer.file().sender() != null) {
            complaints.say(Level.WARN, answer.file().sender(), "the answer " + answer.name() + " goes to the common outbox: its sender "
                    + answer.file().sender() + " has no profile any more; pass it on", null);
        }
    }

    @Override
    public void done(Answer answer) {
        works.ledger().answers().delivered(answer);
        works.reports().forget(answer);
    }

    @Override
    public CompletableFuture<?> failed(Answer answer, Throwable cause) {
        works.ledger().answers().tryAgain(answer, works.retryAt(answer.tries()));
        works.reports().forget(answer);
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletableFuture<?> handBack(Answer answer) {
        works.ledger().answers().tryAgain(answer, works.clock().millis());
        return CompletableFuture.completedFuture(answer);
    }
}
