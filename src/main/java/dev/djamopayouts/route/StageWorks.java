package dev.djamopayouts.route;

import dev.djamopayouts.djamo.ApiGate;
import dev.djamopayouts.djamo.Backoff;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.ledger.Answers;
import dev.djamopayouts.ledger.Outbox;
import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutState;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.MDC;

/**
 * The work of each stage, as {@code ledger:} consumers take it.
 *
 * @param backoff     before a delivery that failed is tried again
 * @param concurrency calls in flight at once, of each stage that calls
 * @param pollMillis  how often a stage looks for work that nobody rang for
 * @param leaseMillis how long a claim holds
 * @param checkValidMillis how long a "yes" to a customer check is good for the same number
 * @param senders     who have outboxes of their own
 * @param moneyFirst  how calls are shared between sending and asking
 * @param batchRule   how payouts go together where they do
 */
record StageWorks(Ledger ledger, ApiGate gate, Reports reports, Clock clock, Backoff backoff, int concurrency,
                  long pollMillis, long leaseMillis, long checkValidMillis, Set<String> senders, BatchRule batchRule, MoneyFirst moneyFirst) {

    /** Of what was claimed to be sent and handed back. */
    static final Outcome UNSENT = new Outcome.NotSent("not sent: the process stops, it waited too long, or was led on meanwhile", 0);

    /** How many payouts go in a batch at most, and how long one waits for others. */
    record BatchRule(int size, long maxWaitMillis) {
    }

    /** Payouts to check, submit, resolve or track: only while the API may be called. */
    StageWork<Payout> payouts(Stage stage) {
        return new PayoutWork(stage);
    }

    /** Payouts to submit together: only while the API may be called. */
    StageWork<PayoutBatch> batches() {
        return new BatchWork(this);
    }

    /** Final payouts, as JSON messages for the outcome endpoints. */
    StageWork<SettledPayout> outcomes() {
        return new OutcomeWork();
    }

    /**
     * Answers for an outbox, as streams.
     *
     * @param sender whose outbox it is; empty: the common one at that destination
     */
    StageWork<Answer> answers(Answers.Destination destination, String sender) {
        return new AnswerWork(this, sender.isEmpty() ? new Outbox.Common(destination, senders) : new Outbox.OfSender(sender));
    }

    long retryAt(int tries) {
        return clock.millis() + backoff.waitMillis(tries);
    }

    /** What was sent before is sent again only where nothing was heard of it since it was claimed. */
    boolean isStillToBeSent(Payout payout) {
        return payout.state() != PayoutState.SUBMITTING || payout.progress().attempts() <= 1 && payout.progress().doubtSinceMillis() == 0
                || ledger.payouts().isClaimed(payout);
    }

    private final class PayoutWork implements StageWork<Payout> {

        private static final long SHARE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

        private final Stage stage;
        /** When it looked last for what is known, and whether the last claim found as many as it might; of one thread. */
        private long sharedNanos = System.nanoTime();
        private boolean claimedAll;

        PayoutWork(Stage stage) {
            this.stage = stage;
        }

        @Override
        public boolean isOpen() {
            return allowed(1) > 0;
        }

        /** How many may be claimed: none that could not be called for. */
        private int allowed(int most) {
            return switch (stage) {
                case SUBMIT -> gate.transfersAtOnce(most);
                case TRACK -> gate.isClosed() ? 0 : moneyFirst.looks(most);
                case CHECK, RESOLVE, OUTCOME -> gate.isClosed() ? 0 : most;
            };
        }

        @Override
        public int mostClaimed() {
            // What is claimed to be sent and is not sent when the process dies is in doubt for a while: few of those.
            return stage == Stage.SUBMIT ? 256 : 512;
        }

        @Override
        public List<Payout> claim(int limit) {
            int allowed = allowed(limit);
            List<Payout> claimed = stage == Stage.CHECK ? claimChecks(allowed) : claimAllowed(allowed);
            moneyFirst.claimed(stage, claimed.size());
            if (stage == Stage.TRACK && !claimed.isEmpty()) {
                moneyFirst.looked();
            }
            return claimed;
        }

        private List<Payout> claimAllowed(int allowed) {
            return allowed == 0 ? List.of() : ledger.payouts().claim(stage, allowed, checkValidMillis);
        }

        /**
         * Looks first for rows whose number was learnt of since they were read, where the last claim found too few others, or it is
         * time. Most files have none, and a look costs as much as a claim; but every claim passes over those that there are.
         */
        private List<Payout> claimChecks(int allowed) {
            boolean looks = !claimedAll || System.nanoTime() - sharedNanos >= SHARE_NANOS;
            if (looks) {
                shareKnown(allowed);
            }
            List<Payout> claimed = claimAllowed(allowed);
            claimedAll = allowed > 0 && claimed.size() == allowed;
            if (claimed.isEmpty() && !looks) {
                shareKnown(allowed);
            }
            return claimed;
        }

        private void shareKnown(int limit) {
            ledger.payouts().shareKnown(Math.max(1, limit), checkValidMillis, Meanings::notACustomer);
            sharedNanos = System.nanoTime();
        }

        @Override
        public void taken(int items) {
            moneyFirst.taken(stage, items);
        }

        @Override
        public void await(long millis) throws InterruptedException {
            ledger.bell().await(stage, millis);
        }

        @Override
        public boolean isStillDue(Payout payout) {
            return isStillToBeSent(payout);
        }

        @Override
        public void put(Payout payout, Exchange exchange) {
            MDC.put("payout", payout.id().toString());
            MDC.put("file", Long.toString(payout.id().fileId()));
            MDC.put("line", Long.toString(payout.id().lineNo()));
            exchange.getMessage().setBody(payout);
            exchange.getMessage().setHeader(Names.PAYOUT_ID, payout.id().toString());
        }

        @Override
        public void done(Payout payout) {
            // The route recorded it.
        }

        @Override
        public CompletableFuture<?> failed(Payout payout, Throwable cause) {
            // Whatever happened, the ledger knows how far it came: when the lease runs out the payout is claimed again, and
            // one that may have been sent is looked up before anything else.
            return CompletableFuture.completedFuture(payout);
        }

        @Override
        public CompletableFuture<?> handBack(Payout payout) {
            return payout.state() == PayoutState.SUBMITTING ? ledger.payouts().submit(payout, UNSENT, Evidence.NONE)
                    : ledger.payouts().giveBack(payout);
        }

        @Override
        public String toString() {
            return stage.toString();
        }
    }

    private final class OutcomeWork implements StageWork<SettledPayout> {

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public List<SettledPayout> claim(int limit) {
            return ledger.outcomes().claim(limit);
        }

        @Override
        public int mostClaimed() {
            return 1_024;
        }

        @Override
        public void await(long millis) throws InterruptedException {
            ledger.bell().await(Stage.OUTCOME, millis);
        }

        @Override
        public void put(SettledPayout payout, Exchange exchange) {
            MDC.put("payout", payout.id().toString());
            Message message = exchange.getMessage();
            message.setBody(reports.message(payout));
            message.setHeader(Names.PAYOUT_ID, payout.id().toString());
            message.setHeader(Names.PAYOUT_FILE, reports.file(payout.id().fileId()).answerName());
            message.setHeader(Names.PAYOUT_FILE_ID, payout.id().fileId());
            message.setHeader(Names.PAYOUT_OUTCOME, payout.state() == PayoutState.COMPLETED ? "success" : "failure");
        }

        @Override
        public void done(SettledPayout payout) {
            ledger.outcomes().delivered(payout);
        }

        @Override
        public CompletableFuture<?> failed(SettledPayout payout, Throwable cause) {
            return ledger.outcomes().tryAgain(payout, retryAt(payout.tries()));
        }

        @Override
        public CompletableFuture<?> handBack(SettledPayout payout) {
            return ledger.outcomes().tryAgain(payout, clock.millis());
        }
    }
}
