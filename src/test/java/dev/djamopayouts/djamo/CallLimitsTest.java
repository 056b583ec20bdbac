package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What many callers together may ask of the API. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CallLimitsTest {

    @Test
    void no_more_calls_are_in_flight_than_there_are_connections() throws Exception {
        Faults slow = Faults.builder().latencyMillis(40).build();
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().faults(slow).build());
                Line line = new Line(new DjamoAccess(sandbox.baseUrl(), () -> Line.TOKEN, null, null, 5_000, 20_000, 4))) {
            List<Meaning> all = together(60, 24, line);
            assertThat(all).containsOnly(Meaning.TOLD);
            assertThat(sandbox.book().summary().mostCallsInFlight()).isBetween(2, 4);
        }
    }

    @Test
    void the_rate_limit_holds_over_all_endpoints_together() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(Line.access(sandbox.baseUrl(), Line.TOKEN, 16), 50)) {
            long before = System.nanoTime();
            List<Meaning> all = together(100, 16, line);
            long tookMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);
            assertThat(all).containsOnly(Meaning.TOLD);
            assertThat(sandbox.book().calls()).containsKeys("POST /v1/transactions", "GET /v1/transactions/customers/check");
            assertThat(tookMillis).as("100 calls at 50 a second").isGreaterThan(1_000);
        }
    }

    @Test
    void what_waits_for_the_rate_limit_until_its_claim_ends_is_handed_back_unsent() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(Line.access(sandbox.baseUrl(), Line.TOKEN, 16), 5)) {
            // 1,700 ms are what a call can take: the claims leave 1,000 ms for waiting, which at 5 a second is enough for few.
            Payout.Claim claim = new Payout.Claim(1, System.currentTimeMillis() + 2_700);
            List<Callable<Meaning>> transfers = IntStream.range(0, 30).<Callable<Meaning>>mapToObj(i -> () -> line.transfer(
                    Sample.submitting("REF-" + i, Sample.MSISDN, claim)).meaning()).toList();
            List<Meaning> all = together(transfers, 30);
            assertThat(all).containsOnly(Meaning.TOLD, Meaning.NOT_REACHED);
            assertThat(all).filteredOn(Meaning.TOLD::equals).hasSizeBetween(1, 15).hasSize(sandbox.book().size());
        }
    }

    /** Another instance was told to wait an hour: this one's gate knows nothing of it, its pace does. */
    @Test
    void what_has_no_turn_for_long_is_not_claimed_again_and_again_meanwhile() {
        Pace pace = Pace.inMemory(System::nanoTime, 0);
        pace.heard(new Answer<>(Meaning.TOO_MANY, null, "", 3_600_000, new Evidence(429, null)), System.nanoTime());
        Sample.StoppedClock clock = new Sample.StoppedClock(1_000_000);
        try (DjamoSandbox sandbox = DjamoSandbox.start();
                Line line = new Line(Line.access(sandbox.baseUrl(), Line.TOKEN, 4), pace, clock)) {
            Payout payout = Sample.submitting("REF-1", Sample.MSISDN, new Payout.Claim(1, 1_060_000));
            Answer<Transaction> answer = line.transfer(payout);
            Pacing pacing = new Pacing(new Backoff(1_000, 60_000, bound -> 0), 1, 1, 1, 1);
            assertThat(answer.meaning()).isEqualTo(Meaning.NOT_REACHED);
            assertThat(new Meanings(pacing, clock).afterTransfer(payout, answer).dueAtMillis()).isGreaterThan(1_000_000 + 3_500_000);
            assertThat(sandbox.book().calls()).isEmpty();
            assertThat(line.gate.isUnreachable()).as("the API is not to blame").isFalse();
        }
    }

    @Test
    void what_waits_when_the_API_asks_for_a_short_pause_goes_after_it_each_at_its_turn() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(Line.access(sandbox.baseUrl(), Line.TOKEN, 16), 50)) {
            Future<List<Meaning>> all = pool.submit(() -> together(80, 16, line));
            while (line.counted.size() < 10) {
                Thread.onSpinWait();
            }
            long pausedNanos = System.nanoTime();
            line.gate.observe(new Answer<>(Meaning.TOO_MANY, null, "", 1_000, new Evidence(429, null)), CallKind.QUESTION);
            int left = 80 - line.counted.size();
            assertThat(all.get()).as("one may be about to be sent just then").filteredOn(Meaning.TOLD::equals).hasSizeGreaterThan(77);
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - pausedNanos)).as("one second, and %s calls at 50 a second", left)
                    .isGreaterThan(1_000 + (left - 6) * 20L);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void what_waits_when_the_API_asks_for_a_long_pause_is_handed_back() throws Exception {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            line.gate.observe(new Answer<>(Meaning.TOO_MANY, null, "", 3_600_000, new Evidence(429, null)), CallKind.QUESTION);
            assertThat(together(4, 4, line)).containsOnly(Meaning.NOT_REACHED);
            assertThat(sandbox.book().calls()).isEmpty();
        }
    }

    @Test
    void a_call_whose_claim_has_ended_takes_no_turn_whatever_the_clock_says_afterwards() {
        AtomicInteger reads = new AtomicInteger();
        Clock setBack = new Sample.StoppedClock(0) {
            @Override
            public long millis() {
                return reads.getAndIncrement() == 0 ? 1_000_000 : 990_000;
            }
        };
        try (DjamoSandbox sandbox = DjamoSandbox.start();
                Line line = new Line(Line.access(sandbox.baseUrl(), Line.TOKEN, 4), 0, setBack)) {
            Answer<Transaction> answer = line.transfer(Sample.submitting("REF-1", Sample.MSISDN, new Payout.Claim(1, 1_001_699)));
            assertThat(answer.meaning()).isEqualTo(Meaning.NOT_REACHED);
            assertThat(sandbox.book().calls()).isEmpty();
        }
    }

    @Test
    void a_call_that_was_frozen_after_the_look_at_its_claim_does_not_leave_when_it_wakes() {
        Sample.StoppedClock clock = new Sample.StoppedClock(1_000_000);
        // The token is asked for between the look and the sending: the freeze is there.
        Supplier<String> frozen = () -> {
            clock.advance(10_000);
            return Line.TOKEN;
        };
        try (DjamoSandbox sandbox = DjamoSandbox.start();
                Line line = new Line(new DjamoAccess(sandbox.baseUrl(), frozen, null, null, 1_000, 700, 4), 0, clock)) {
            Answer<Transaction> answer = line.transfer(Sample.submitting("REF-1", Sample.MSISDN, new Payout.Claim(1, 1_005_000)));
            assertThat(answer.meaning()).isEqualTo(Meaning.NOT_REACHED);
            assertThat(answer.text()).contains("not sent: its claim had run out");
            assertThat(sandbox.book().calls()).isEmpty();
        }
    }

    private static List<Meaning> together(int calls, int threads, Line line) throws Exception {
        return together(IntStream.range(0, calls).<Callable<Meaning>>mapToObj(i -> () -> i % 2 == 0
                ? line.check(Sample.MSISDN).meaning() : line.transfer("REF-" + i, Sample.MSISDN).meaning()).toList(), threads);
    }

    private static List<Meaning> together(List<Callable<Meaning>> calls, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Meaning>> futures = new ArrayList<>();
            for (Callable<Meaning> call : calls) {
                futures.add(pool.submit(call));
            }
            List<Meaning> meanings = new ArrayList<>();
            for (Future<Meaning> each : futures) {
                meanings.add(each.get());
            }
            return meanings;
        } finally {
            pool.shutdownNow();
        }
    }
}
