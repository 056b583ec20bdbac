package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.djamo.Pace;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.SharedNumbers;
import dev.djamopayouts.ledger.TestPostgres;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One limit for several instances on one PostgreSQL. */
class SharedPaceTest {

    private static final Ledger.Place PLACE = new Ledger.Place(TestPostgres.newDatabase(), TestPostgres.USER, null);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final AtomicLong nanos = new AtomicLong(1_800_000_000 * SECOND);

    private Pace pace(Ledger ledger, long callsPerSecond) {
        SharedNumbers numbers = ledger.sharedNumbers().orElseThrow();
        return new Pace(new SharedPace(numbers, clock()), nanos::get, callsPerSecond);
    }

    /** The database's time, as far as the pace sees it. */
    private Clock clock() {
        return Clock.tick(new Clock() {
            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(0, nanos.get());
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }
        }, Duration.ofMillis(1));
    }

    @Test
    void two_instances_together_make_no_more_calls_than_one_may_and_hardly_fewer() {
        try (Ledger one = Ledger.open(PLACE, Ledger.Access.OWNER, 60_000); Ledger other = Ledger.open(PLACE, Ledger.Access.OWNER, 60_000)) {
            Pace[] paces = {pace(one, 100), pace(other, 100)};
            long end = nanos.get() + 20 * SECOND;
            int calls = 0;
            while (nanos.get() < end) {
                boolean sent = false;
                for (Pace pace : paces) {
                    // Nobody waits here: whoever's turn is not now asks again a millisecond later.
                    if (pace.takeTurn(0) == 0) {
                        calls++;
                        sent = true;
                    }
                }
                if (!sent) {
                    nanos.addAndGet(1_000_000);
                }
            }
            assertThat(calls).as("in 20 s at 100 a second").isBetween(1_940, 2_040);
        }
    }

    @Test
    void a_database_whose_time_is_set_back_stops_no_calls() {
        try (Ledger ledger = Ledger.open(PLACE, Ledger.Access.OWNER, 60_000)) {
            AtomicLong steady = new AtomicLong();
            Pace pace = new Pace(new SharedPace(ledger.sharedNumbers().orElseThrow(), clock()), steady::get, 100);
            assertThat(pace.takeTurn(SECOND)).isNotNegative();
            nanos.addAndGet(-3_600 * SECOND);
            for (int call = 0; call < 100; call++) {
                assertThat(pace.takeTurn(SECOND)).as("an hour back, call " + call).isNotNegative();
                steady.addAndGet(SECOND / 100);
                nanos.addAndGet(SECOND / 100);
            }
        }
    }
}
