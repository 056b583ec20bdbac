package dev.djamopayouts.djamo;

/**
 * What was learnt of how many calls a second the API takes, and when the next one may go. Pure: time goes in, the next
 * state comes out. Rates are calls in a thousand seconds, times nanoseconds of one clock.
 *
 * <p>Where nobody told a limit there is none until the API answers 429. The first one takes the rate to what was accepted
 * in a second; from there it doubles each second that calls are held back, for one 429 may have been for another reason.
 * A limit is proved by one that comes when calls were held back for a second, where within half a minute before it several
 * calls were answered 429 together, or another one came so. From then on the rate falls, at each 429, to what was accepted
 * since the one before, pauses included, which is the API's own rate whatever burst it allows; and comes back along a cubic:
 * soon near the limit, long just below, then searching upwards, at last by doubling, so that a limit that was lifted is soon
 * forgotten. It recovers only while calls are held back, for what is not asked for proves nothing.
 *
 * @param nextNanos     when the next call may go
 * @param base          the rate after the last 429, 0 while there was none
 * @param plateau       the rate around which it searches, 0 while no limit is proved
 * @param heldNanos     how long calls were held back since the last 429
 * @param sinceNanos    the last 429, or before one the second that is counted
 * @param accepted      calls accepted since then
 * @param acceptedBefore calls accepted in the second before, while there was no 429
 * @param hints         what speaks for a limit until one is proved: 429s to calls that were under way when another came, and
 *                      the one before where it came when calls were held back for a second
 */
public record PaceState(long nextNanos, long base, long plateau, long heldNanos, long sinceNanos, long accepted, long acceptedBefore,
                        long hints) {

    static final long SECOND = 1_000_000_000L;
    static final long MILLI = 1_000;
    /** From a 429 to the plateau. */
    private static final long RECOVERY_MILLIS = 40_000;
    /** For so long a hint counts, pauses not counted. */
    private static final long HINT_NANOS = 30 * SECOND;
    /** What a stall of this process may catch up with. */
    private static final long CATCH_UP_NANOS = SECOND / 40;
    private static final long MOST = 100_000 * MILLI;
    private static final int MOST_DOUBLINGS = 16;

    /** Before the first call. */
    public static PaceState fresh(long nowNanos) {
        return new PaceState(nowNanos, 0, 0, 0, nowNanos, 0, 0, 0);
    }

    /** The rate now, 0 for none; never more than what was told. */
    long rate(long told) {
        long learnt = learnt();
        return told == 0 ? learnt : learnt == 0 ? told : Math.min(told, learnt);
    }

    private long learnt() {
        if (base == 0) {
            return 0;
        }
        if (plateau == 0) {
            return Math.min(MOST, base << Math.min(MOST_DOUBLINGS, heldNanos / SECOND));
        }
        long heldMillis = heldNanos / 1_000_000;
        if (heldMillis > 2 * RECOVERY_MILLIS) {
            // Twice the plateau, and no 429.
            return Math.min(MOST, 2 * plateau << Math.min(MOST_DOUBLINGS, (heldMillis - 2 * RECOVERY_MILLIS) / MILLI));
        }
        // In thousandths of the recovery, so that their cube times a rate stays a long.
        long away = (heldMillis - RECOVERY_MILLIS) * MILLI / RECOVERY_MILLIS;
        long cube = away * away * away;
        long scale = away < 0 ? plateau - base : plateau;
        return Math.min(MOST, plateau + scale * (cube / MILLI) / (MILLI * MILLI));
    }

    /** From one call to the next, 0 where there is no limit. */
    long intervalNanos(long told) {
        long rate = rate(told);
        return rate == 0 ? 0 : SECOND * MILLI / rate;
    }

    /** When the first of the calls that {@link #taken} takes may go. */
    long firstNanos(long nowNanos) {
        return Math.max(nextNanos, nowNanos - CATCH_UP_NANOS);
    }

    /** So many calls are about to go, an interval apart. */
    PaceState taken(int calls, long nowNanos, long told) {
        long spent = calls * intervalNanos(told);
        boolean heldBack = firstNanos(nowNanos) > nowNanos;
        return new PaceState(firstNanos(nowNanos) + spent, base, plateau, heldBack ? heldNanos + spent : heldNanos,
                sinceNanos, accepted, acceptedBefore, hints);
    }

    /** So many calls were answered otherwise than with 429. */
    PaceState accepted(int calls, long nowNanos) {
        if (base == 0 && nowNanos - sinceNanos >= SECOND) {
            return new PaceState(nextNanos, base, plateau, heldNanos, nowNanos, calls, accepted, 0);
        }
        return new PaceState(nextNanos, base, plateau, heldNanos, sinceNanos, accepted + calls, acceptedBefore, hints);
    }

    /**
     * A call was answered 429.
     *
     * @param sentNanos  when it was sent: those sent before the last 429 came say nothing new
     * @param pauseNanos how long nothing shall be sent
     */
    PaceState refused(long sentNanos, long nowNanos, long pauseNanos, long told) {
        long next = Math.max(nextNanos, nowNanos + pauseNanos);
        if (base == 0) {
            return new PaceState(next, Math.max(MILLI, Math.max(accepted, acceptedBefore) * MILLI), 0, 0, nowNanos, 0, 0, 0);
        }
        if (sentNanos - sinceNanos <= 0) {
            return new PaceState(next, base, plateau, heldNanos, sinceNanos, accepted, acceptedBefore, hints + 1);
        }
        long was = rate(told);
        boolean heldBack = heldNanos >= SECOND;
        long fresh = nowNanos - sinceNanos <= HINT_NANOS + pauseNanos ? hints : 0;
        if (plateau == 0 && (!heldBack || fresh == 0)) {
            // Not yet as fast as was asked for, or alone: it may be about this one call, as the one before was.
            return new PaceState(next, Math.max(MILLI, was * 7 / 10), 0, 0, nowNanos, 0, 0, heldBack ? 1 : fresh);
        }
        long really = accepted * SECOND / Math.max(1, (nowNanos - sinceNanos) / MILLI);
        long now = Math.max(MILLI, Math.max(Math.min(really, was), was * 7 / 10));
        return new PaceState(next, now, Math.max(now, (now + was) / 2), 0, nowNanos, 0, 0, 0);
    }
}
