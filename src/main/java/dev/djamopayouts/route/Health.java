package dev.djamopayouts.route;

import dev.djamopayouts.djamo.ApiGate;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.payout.PayoutState;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** What {@code /observe/health} says of the parts that a payroll hangs on: the ledger, the inboxes, the API. */
final class Health {

    private static final int POLLS_MISSED = 10;
    private static final long LEAST_MISSED_MILLIS = 60_000;
    /** Shorter pauses are what a rate limit is. */
    private static final long LONG_PAUSE_SECONDS = 60;

    private Health() {
    }

    static List<HealthCheck> all(Ledger ledger, ApiGate gate, InboxWatch watch, Clock clock, long pollMillis) {
        return List.of(new LedgerCheck(ledger), new ApiCheck(gate), new InboxCheck(watch, clock, pollMillis),
                new DoubtCheck(ledger));
    }

    private abstract static class ReadinessCheck extends AbstractHealthCheck {

        ReadinessCheck(String id) {
            super("payouts", id);
        }

        /** Trouble with a neighbour is no reason to restart this process. */
        @Override
        public boolean isLiveness() {
            return false;
        }
    }

    private static final class LedgerCheck extends ReadinessCheck {

        private final Ledger ledger;

        LedgerCheck(Ledger ledger) {
            super("ledger");
            this.ledger = ledger;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            try {
                ledger.proveWritable();
                builder.up();
            } catch (LedgerFailed e) {
                builder.down().message(e.getMessage());
            }
        }
    }

    private static final class ApiCheck extends ReadinessCheck {

        private final ApiGate gate;

        ApiCheck(ApiGate gate) {
            super("djamo-api");
            this.gate = gate;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            long paused = TimeUnit.NANOSECONDS.toSeconds(gate.pauseNanos());
            builder.detail("pausedSeconds", paused);
            builder.detail("transfersOneByOne", gate.losesTransfers());
            if (gate.isTokenRefused()) {
                builder.down().message("Djamo refuses the access token; nothing is sent until it works");
            } else if (gate.isUnreachable()) {
                builder.down().message("the Djamo API cannot be reached or answers nothing; payouts wait in the ledger");
            } else if (gate.sendsNoTransfers()) {
                builder.down().message("Djamo loses the answers to transfers; none is sent until single ones are answered again");
            } else if (paused >= LONG_PAUSE_SECONDS) {
                builder.down().message("Djamo answered 429 and asked for a pause: nothing is sent for another " + paused + " s");
            } else {
                builder.up();
            }
        }
    }

    private static final class InboxCheck extends ReadinessCheck {

        private final InboxWatch watch;
        private final Clock clock;
        private final long lateMillis;

        InboxCheck(InboxWatch watch, Clock clock, long pollMillis) {
            super("inboxes");
            this.watch = watch;
            this.clock = clock;
            this.lateMillis = Math.max(LEAST_MISSED_MILLIS, POLLS_MISSED * pollMillis);
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            builder.up();
            watch.polls().forEach((inbox, polls) -> {
                builder.detail(inbox, polls.lastGoodMillis() == 0 ? "never" : Instant.ofEpochMilli(polls.lastGoodMillis()).toString());
                if (polls.trouble() != null) {
                    builder.down().message("the inbox " + inbox + " cannot be read: " + polls.trouble());
                } else if (polls.lastGoodMillis() > 0 && clock.millis() - polls.lastGoodMillis() > lateMillis) {
                    builder.down().message("the inbox " + inbox + " was last read at " + Instant.ofEpochMilli(polls.lastGoodMillis()));
                }
            });
        }
    }

    /**
     * Payouts in doubt are work in hand and held ones are as somebody set them to be, so this check stays up and tells; a
     * doubt that only a person can end takes it down.
     */
    private static final class DoubtCheck extends ReadinessCheck {

        private final Ledger ledger;

        DoubtCheck(Ledger ledger) {
            super("payouts-in-doubt");
            this.ledger = ledger;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
            try {
                long waiting = ledger.figures().waitingForPerson();
                builder.detail("inDoubt", ledger.figures().byState().get(PayoutState.UNKNOWN).rows());
                builder.detail("held", ledger.figures().held());
                builder.detail("alarms", ledger.figures().alarms());
                builder.detail("unknownEvents", ledger.notifications().kept().unknown());
                builder.detail("oldestMillis", ledger.figures().oldestDoubtMillis());
                if (waiting > 0) {
                    builder.down().message(waiting + " payouts wait for a person: bin/djamo-payouts status shows in which"
                            + " files, and status FILE what is to be done");
                } else {
                    builder.up();
                }
            } catch (LedgerFailed e) {
                builder.down().message(e.getMessage());
            }
        }
    }
}
