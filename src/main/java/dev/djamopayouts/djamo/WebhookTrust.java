package dev.djamopayouts.djamo;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether Djamo's events arrive, by the last one that was validly signed: while they do, pending payouts need not be asked
 * about so soon. Kept in memory: whoever has heard nothing yet asks as ever. It goes by a clock that nobody sets.
 */
public final class WebhookTrust {

    /** Silence for so long may mean that nothing is paid, or that events get lost: asking is right in either case. */
    private static final long TRUSTED_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final LongSupplier nanos;
    private final long firstLookMillis;
    private boolean everHeard;
    private long heardNanos;

    /**
     * @param nanos           a clock that only goes forward
     * @param firstLookMillis how long a pending payout is left alone while events arrive
     */
    public WebhookTrust(LongSupplier nanos, long firstLookMillis) {
        this.nanos = nanos;
        this.firstLookMillis = firstLookMillis;
    }

    /** A validly signed event came. */
    public synchronized void heard() {
        everHeard = true;
        heardNanos = nanos.getAsLong();
    }

    /** How long a payout that is pending now is left alone at least, milliseconds; 0 where no events arrive. */
    public synchronized long leastTrackMillis() {
        return everHeard && nanos.getAsLong() - heardNanos < TRUSTED_NANOS ? firstLookMillis : 0;
    }
}
