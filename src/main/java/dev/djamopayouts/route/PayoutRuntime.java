package dev.djamopayouts.route;

import dev.djamopayouts.config.Settings;
import java.util.concurrent.CountDownLatch;

/** Stands in for the runtime, so that the commands compile; starts nothing. */
public final class PayoutRuntime implements AutoCloseable {

    private final CountDownLatch stopped = new CountDownLatch(1);

    public static PayoutRuntime start(Settings settings) {
        return new PayoutRuntime();
    }

    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    @Override
    public void close() {
        stopped.countDown();
    }
}
