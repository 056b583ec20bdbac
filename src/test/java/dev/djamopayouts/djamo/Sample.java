package dev.djamopayouts.djamo;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** Payouts as stages claim them, and a clock that goes when it is told to. */
final class Sample {

    static final String MSISDN = "+2250707123456";
    static final long DOUBT_SINCE = 1_800_000_000_000L;

    private Sample() {
    }

    static Payout submitting(String reference, String msisdn) {
        return payout(PayoutState.SUBMITTING, reference, msisdn, new Payout.Progress(1, 1, null, null, 0));
    }

    static Payout submitting(String reference, String msisdn, Payout.Claim claim) {
        return new Payout(new PayoutId(1, 2), new Reference(reference), new Msisdn(msisdn), new Xof(50_000), "",
                PayoutState.SUBMITTING, claim, new Payout.Progress(1, 1, null, null, 0));
    }

    static Payout inDoubt(Doubt doubt, int tries) {
        return payout(PayoutState.UNKNOWN, "REF-1", MSISDN, new Payout.Progress(1, tries, null, doubt, DOUBT_SINCE));
    }

    static Payout pending(String djamoId) {
        return payout(PayoutState.PENDING, "REF-1", MSISDN, new Payout.Progress(1, 1, djamoId, null, 0));
    }

    static Payout payout(PayoutState state, String reference, String msisdn, Payout.Progress progress) {
        return new Payout(new PayoutId(1, 2), new Reference(reference), new Msisdn(msisdn), new Xof(50_000), "", state,
                new Payout.Claim(1, Long.MAX_VALUE), progress);
    }

    /** Stands still until it is told to go on. */
    static class StoppedClock extends Clock {

        private final AtomicLong now;

        StoppedClock(long now) {
            this.now = new AtomicLong(now);
        }

        void advance(long millis) {
            now.addAndGet(millis);
        }

        long nanos() {
            return now.get() * 1_000_000;
        }

        @Override
        public long millis() {
            return now.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
