package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LedgerConsumerTest {

    /** More than any window is large, so that all places would be lost. */
    private static final int WITHOUT_MEMORY = 50;

    private final AtomicInteger claimed = new AtomicInteger();
    private final AtomicInteger waiting = new AtomicInteger();
    private final CountDownLatch routed = new CountDownLatch(10);
    private final Queue<Integer> seen = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> handedBack = new ConcurrentLinkedQueue<>();

    /** Numbers without end; there is no memory for the first ones. */
    private final class Numbers implements StageWork<Integer> {

        private final int withoutMemory;

        Numbers(int withoutMemory) {
            this.withoutMemory = withoutMemory;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public List<Integer> claim(int limit) {
            waiting.addAndGet(limit);
            return IntStream.range(0, limit).mapToObj(i -> claimed.getAndIncrement()).toList();
        }

        @Override
        public void taken(int items) {
            waiting.addAndGet(-items);
        }

        @Override
        public void await(long millis) {
            throw new IllegalStateException("there is always work");
        }

        @Override
        public void put(Integer item, Exchange exchange) {
            seen.add(item);
            if (item < withoutMemory) {
                throw new OutOfMemoryError("for " + item);
            }
        }

        @Override
        public void done(Integer item) {
            routed.countDown();
        }

        @Override
        public CompletableFuture<?> failed(Integer item, Throwable cause) {
            return CompletableFuture.completedFuture(item);
        }

        @Override
        public CompletableFuture<?> handBack(Integer item) {
            handedBack.add(item);
            return CompletableFuture.completedFuture(item);
        }
    }

    @Test
    void after_errors_of_the_JVM_the_next_ones_are_claimed_and_routed() throws Exception {
        runsUntilTenAreRouted(60_000, new Numbers(WITHOUT_MEMORY), null);
    }

    @Test
    void what_waited_for_half_of_its_lease_goes_back_and_what_was_claimed_after_it_is_routed() throws Exception {
        long leaseMillis = 2_000;
        AtomicBoolean waited = new AtomicBoolean();
        runsUntilTenAreRouted(leaseMillis, new Numbers(0), item -> {
            if (!waited.getAndSet(true)) {
                long since = System.nanoTime();
                await().until(() -> System.nanoTime() - since >= TimeUnit.MILLISECONDS.toNanos(leaseMillis / 2));
            }
            item.run();
        });
        assertThat(handedBack).contains(0);
        assertThat(seen).doesNotContain(0).doesNotContainAnyElementsOf(handedBack);
    }

    private void runsUntilTenAreRouted(long leaseMillis, Numbers numbers, Executor threads) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            LedgerComponent component = new LedgerComponent(
                    new StageWorks(null, null, null, null, null, 2, 20, leaseMillis, 0, Set.of(), null, null));
            component.setCamelContext(camel);
            camel.start();
            LedgerConsumer<Integer> consumer = new LedgerConsumer<>(new LedgerEndpoint("ledger:outcomes", component, "outcomes"), exchange -> { },
                    numbers, 2, threads);
            consumer.start();
            assertThat(routed.await(30, TimeUnit.SECONDS)).as("%s claimed", claimed).isTrue();
            consumer.stop();
            assertThat(waiting).as("claimed, and taken by no thread").hasValue(0);
        }
    }
}
