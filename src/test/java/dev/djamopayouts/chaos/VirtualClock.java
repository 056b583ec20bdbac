package dev.djamopayouts.chaos;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The database's clock, by which all instances go: the world's time, and by how much it has been set wrong. */
final class VirtualClock extends Clock {

    static final long START = 1_800_000_000_000L;

    private long nowMillis = START;
    private long wrongMillis;

    void reset() {
        nowMillis = START;
        wrongMillis = 0;
    }

    void advanceTo(long millis) {
        nowMillis = Math.max(nowMillis, millis);
    }

    void set(long byMillis) {
        wrongMillis = byMillis;
    }

    /** The time of the world, which nobody sets. */
    long world() {
        return nowMillis;
    }

    @Override
    public long millis() {
        return nowMillis + wrongMillis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
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
