package dev.djamopayouts.ledger;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Where writes wait for their group: any thread offers, one writer takes. The writer is woken once a group and not once a
 * write, for a wake-up costs as much as the write itself.
 */
final class WriteQueue {

    private static final int MAX_WAITING = 4_096;
    /** While nobody waits for an answer, so much patience makes one commit of many: each writes whole pages and forces the disk. */
    private static final long PATIENCE_MILLIS = 10;
    private static final int WORTH_A_COMMIT = 256;
    private static final int A_CROWD = 3;

    private final Queue<WriteJob<?>> jobs = new ConcurrentLinkedQueue<>();
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private volatile Thread writer;
    private volatile boolean asleep;
    private volatile boolean hurried;
    /** Only the writer sees it: where writes come one by one, patience would only be a delay. */
    private int lastTaken;

    /** Takes a job in; false where there was no room for so long. */
    boolean offer(WriteJob<?> job, long millis) throws InterruptedException {
        if (!room.tryAcquire() && !room.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
            return false;
        }
        jobs.add(job);
        if (job instanceof WriteJob.Alone<?>) {
            hurry();
        } else if (asleep || size() >= WORTH_A_COMMIT) {
            LockSupport.unpark(writer);
        }
        return true;
    }

    /** Somebody waits, or closes: no patience with the next group, nor for one. */
    void hurry() {
        hurried = true;
        LockSupport.unpark(writer);
    }

    /** By the writer alone: adds the next jobs to the group, none where none came for so long or it is hurried. */
    void take(List<WriteJob<?>> group, int most, long idleMillis) {
        writer = Thread.currentThread();
        asleep = true;
        sleepWhile(idleMillis, () -> !hurried && jobs.isEmpty());
        asleep = false;
        if (!jobs.isEmpty() && lastTaken >= A_CROWD) {
            sleepWhile(PATIENCE_MILLIS, () -> !hurried && size() < WORTH_A_COMMIT);
        }
        hurried = false;
        int before = group.size();
        drain(group, most);
        lastTaken = group.size() - before;
    }

    private void drain(List<WriteJob<?>> group, int most) {
        while (group.size() < most) {
            WriteJob<?> next = jobs.poll();
            if (next == null) {
                return;
            }
            group.add(next);
            room.release();
        }
    }

    private static void sleepWhile(long millis, BooleanSupplier condition) {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = until - System.nanoTime(); left > 0 && condition.getAsBoolean() && !Thread.currentThread().isInterrupted();
                left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    int size() {
        return MAX_WAITING - room.availablePermits();
    }

    boolean isEmpty() {
        return jobs.isEmpty();
    }

    void forEach(Consumer<WriteJob<?>> action) {
        jobs.forEach(action);
    }
}
