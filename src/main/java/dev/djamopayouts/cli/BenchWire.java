package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchRows.Use;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/**
 * The wire: as many checks and transfers as the product needs, in a bare loop of so many threads that keeps and records
 * nothing. No program that sends the same calls over this client can be faster. Where there is a limit, the loop goes at
 * exactly that rate.
 */
final class BenchWire {

    private static final long LOOK_EVERY_MILLIS = 200;

    private final BenchClient client;
    private final BenchPlan plan;
    private final Use use;
    private final long from;
    private final long count;
    private final long intervalNanos;
    private final AtomicLong next = new AtomicLong();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong nextTurnNanos = new AtomicLong(System.nanoTime());
    /** Rows of each batch whose customers are still to be checked: who checks the last one sends the batch. */
    private final AtomicIntegerArray unchecked;

    /** @param rate calls a second, 0 for as fast as can be */
    BenchWire(BenchClient client, BenchPlan plan, Use use, long from, long count, int rate) {
        this.client = client;
        this.plan = plan;
        this.use = use;
        this.from = from;
        this.count = count;
        this.intervalNanos = rate == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / rate;
        int batches = plan.batch() ? (int) ((count + plan.batchSize() - 1) / plan.batchSize()) : 0;
        this.unchecked = new AtomicIntegerArray(batches);
        for (int i = 0; i < batches; i++) {
            unchecked.set(i, (int) Math.min(plan.batchSize(), count - (long) i * plan.batchSize()));
        }
    }

    /**
     * Sends all of it; the first call that is not answered well ends it.
     *
     * @param progress told now and then how many rows were sent
     */
    void send(LongConsumer progress) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(plan.concurrency());
        try {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < plan.concurrency(); i++) {
                loops.add(threads.submit(() -> {
                    loop();
                    return null;
                }));
            }
            for (Future<?> loop : loops) {
                await(loop, progress);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void await(Future<?> loop, LongConsumer progress) throws IOException, InterruptedException {
        while (true) {
            try {
                loop.get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                progress.accept(sent.get());
            } catch (ExecutionException e) {
                throw new IOException(e.getCause().getMessage(), e.getCause());
            }
        }
    }

    private void loop() throws IOException {
        for (long i = next.getAndIncrement(); i < count && !Thread.currentThread().isInterrupted(); i = next.getAndIncrement()) {
            if (!plan.cachedChecks()) {
                takeTurn();
                client.check(from + i);
            }
            if (!plan.batch()) {
                takeTurn();
                client.transfer(use, from + i);
                sent.incrementAndGet();
            } else if (unchecked.decrementAndGet((int) (i / plan.batchSize())) == 0) {
                sendBatch(i / plan.batchSize() * plan.batchSize());
            }
        }
    }

    private void sendBatch(long first) throws IOException {
        long size = Math.min(plan.batchSize(), count - first);
        takeTurn();
        client.batch(use, from + first, size);
        sent.addAndGet(size);
    }

    private void takeTurn() {
        if (intervalNanos > 0) {
            long turn = nextTurnNanos.getAndAdd(intervalNanos);
            for (long left = turn - System.nanoTime(); left > 0; left = turn - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }
}
