package dev.djamopayouts.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class WorkersTest {

    @Test
    void what_no_thread_is_free_for_waits_and_is_never_run_by_whoever_gives_it() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            ExecutorService workers = Workers.of(camel.getExecutorServiceManager(), this, "test", 2);
            CountDownLatch gate = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(3_000);
            Set<Thread> threads = ConcurrentHashMap.newKeySet();
            for (int i = 0; i < 3_000; i++) {
                workers.execute(() -> {
                    threads.add(Thread.currentThread());
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                    done.countDown();
                });
            }
            gate.countDown();
            assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).as("no more at once than it was told, virtual or not").hasSizeLessThanOrEqualTo(2).doesNotContain(Thread.currentThread());
        }
    }
}
