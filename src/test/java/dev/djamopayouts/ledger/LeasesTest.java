package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one instance at a time does, by a clock that is set. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LeasesTest {

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();

    @Test
    void a_lease_is_one_instances_until_it_ends() {
        try (SharedLedger shared = new SharedLedger(folder, 2, clock)) {
            Leases one = shared.way(0).open(60_000, false).leases();
            Leases other = shared.way(1).open(60_000, false).leases();
            assertThat(one.hold("x")).isTrue();
            assertThat(other.hold("x")).isFalse();
            clock.advance(Leases.HOLD_MILLIS);
            assertThat(other.hold("x")).isTrue();
            assertThat(one.hold("x")).isFalse();
        }
    }

    @Test
    void a_lease_from_before_the_time_was_set_back_keeps_nobody_waiting_and_is_held_by_one() {
        try (SharedLedger shared = new SharedLedger(folder, 2, clock)) {
            Leases one = shared.way(0).open(60_000, false).leases();
            Leases other = shared.way(1).open(60_000, false).leases();
            assertThat(one.hold("x")).isTrue();
            clock.advance(-3_600_000);
            assertThat(other.hold("x")).as("the other may have died").isTrue();
            assertThat(one.hold("x")).as("and knows when it has not").isFalse();
        }
    }
}
