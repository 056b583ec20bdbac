package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the ledger, many callers sharing one commit: a disk flush costs the same for one row as for five hundred.
 *
 * <p>A caller returns only after the commit that holds its work, so what it was told is durable. A piece of work that
 * fails takes none of its neighbours along: the group is rolled back and each piece runs again on its own, so work must
 * bear being run twice, which rolled-back SQL does.
 */
final class GroupCommit implements AutoCloseable {

    /** SQL on the writer's connection; it neither commits nor keeps the connection. */
    @FunctionalInterface
    interface Work<T> {
        T run(Connection connection) throws SQLException;
    }

    /** The same SQL for each of many items, run for all of a group at once: one trip to the database instead of many. */
    @FunctionalInterface
    interface Together<I, R> {
        /** One result for each item, in their order; under {@link Work}'s conditions. */
        List<R> run(WriterConnection writer, List<I> items) throws SQLException;
    }

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);
    private static final int MAX_GROUP = 512;
    private static final long IDLE_MILLIS = 1_000;
    /** Two instances that wait for each other twice in a row are a coincidence; more often, something that ought to be told. */
    private static final int MOST_WAYS_GIVEN = 3;

    private final WriterConnection connection;
    private final WriteQueue waiting = new WriteQueue();
    /** The jobs that the writer has taken and not yet answered; only the writer sees it. */
    private final List<WriteJob<?>> group = new ArrayList<>(MAX_GROUP);
    private final LongAdder commits = new LongAdder();
    private final LongAdder writes = new LongAdder();
    private final Thread writer;
    private volatile boolean closing;
    private volatile boolean finished;
    private boolean saidToGoOn;

    GroupCommit(WriterConnection connection) {
        this.connection = connection;
        this.writer = new Thread(this::writeUntilClosed, "ledger-writer");
        this.writer.start();
    }

    /** The audit trail, to which work appends every transition it makes. */
    Trail trail() {
        return connection.trail();
    }

    /** Within a write: what it is written through. */
    WriterConnection writer() {
        return connection;
    }

    /** Within a write: a statement that is prepared once, as {@link WriterConnection#prepared} has it. */
    PreparedStatement prepared(String sql) throws SQLException {
        return connection.prepared(sql);
    }

    /** Runs the work and returns once it is durable; {@link LedgerFailed} when it is not. */
    <T> T write(Work<T> work) {
        try {
            return submit(work).join();
        } catch (CompletionException e) {
            throw LedgerFailed.from(e.getCause());
        }
    }

    /** Takes the work and returns at once; the result comes when it is durable. */
    <T> CompletableFuture<T> submit(Work<T> work) {
        return submit(new WriteJob.Alone<>(work, new CompletableFuture<>()));
    }

    /**
     * Takes an item of work that is done together with others of its kind, and returns at once; the result comes some
     * milliseconds later, on the writer's thread, when it is durable. Of one group the items come in the order they were
     * taken; in which order to other work is open.
     *
     * @param work the same object for all that can be done together
     */
    <I, R> CompletableFuture<R> submit(Together<I, R> work, I item) {
        return submit(new WriteJob.Shared<>(work, item, new CompletableFuture<>()));
    }

    private <T> CompletableFuture<T> submit(WriteJob<T> job) {
        if (closing) {
            throw closed();
        }
        if (Thread.currentThread() == writer) {
            throw new IllegalStateException("a write inside a write would wait for itself");
        }
        try {
            while (!waiting.offer(job, IDLE_MILLIS)) {
                if (finished) {
                    throw closed();
                }
            }
            if (finished) {
                // The writer may have looked for the last time before this came; what it did take keeps its result.
                job.result().completeExceptionally(closed());
            }
            return job.result();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerFailed("interrupted before the ledger took the write", e);
        }
    }

    /** How many writes wait for their group. */
    int waiting() {
        return waiting.size();
    }

    /** What was committed since the start. */
    CommitCount committed() {
        return new CommitCount(commits.sum(), writes.sum());
    }

    private static LedgerFailed closed() {
        return new LedgerFailed("the ledger is closed", null);
    }

    private void writeUntilClosed() {
        try {
            while (!closing || !waiting.isEmpty()) {
                writeNextGroup();
            }
        } finally {
            finished = true;
            waiting.forEach(job -> job.result().completeExceptionally(closed()));
            connection.disconnect();
        }
    }

    private void writeNextGroup() {
        try {
            waiting.take(group, MAX_GROUP, IDLE_MILLIS);
            if (!group.isEmpty()) {
                writeGroup(group);
                group.clear();
            }
            if (Thread.interrupted()) {
                // Nobody interrupts this thread but a JVM that ends: finish what waits, then go.
                closing = true;
            }
        } catch (RuntimeException | Error e) {
            giveUp(e);
        }
    }

    /**
     * The writer outlives an error outside of the work, such as memory that ran out: without it the process would live on
     * and do nothing. Who of the group was told nothing yet is told of the error.
     */
    private void giveUp(Throwable cause) {
        while (!group.isEmpty()) {
            try {
                group.get(group.size() - 1).result().completeExceptionally(cause);
                group.remove(group.size() - 1);
            } catch (OutOfMemoryError again) {
                // Telling takes a few bytes: another thread frees them, or fails.
                Thread.onSpinWait();
            }
        }
        try {
            connection.rollBack(cause);
            if (!saidToGoOn) {
                saidToGoOn = true;
                LOG.error("the ledger's writer met {}; the writes under way failed, it goes on", cause.toString());
            }
        } catch (RuntimeException | Error again) {
            connection.disconnect();
        }
    }

    /** Whatever goes wrong, an error of the JVM too, every caller of the group learns of it: none waits for ever. */
    private void writeGroup(List<WriteJob<?>> jobs) {
        writeGroup(jobs, MOST_WAYS_GIVEN);
    }

    private void writeGroup(List<WriteJob<?>> jobs, int waysLeft) {
        List<Runnable> settlements;
        try {
            settlements = commit(jobs);
        } catch (SQLException | RuntimeException | Error e) {
            if (waysLeft > 0 && LedgerFailed.gaveWay(e)) {
                LOG.debug("{} writes gave way to another instance's, they are done again", jobs.size(), e);
                writeGroup(jobs, waysLeft - 1);
                return;
            }
            if (jobs.size() == 1 || LedgerFailed.failsAlike(e)) {
                // Where the file is held or the database away, each alone would only fail again; and where the connection
                // broke, the commit may have been kept: nothing is done twice on the strength of not knowing.
                jobs.forEach(job -> job.result().completeExceptionally(e));
                return;
            }
            LOG.debug("a group of {} writes failed, each is tried alone", jobs.size(), e);
            jobs.forEach(job -> writeGroup(List.of(job)));
            return;
        }
        settlements.forEach(Runnable::run);
    }

    /** Gives what tells the callers: outside of whatever tries again, for what is committed is not done twice. */
    private List<Runnable> commit(List<WriteJob<?>> jobs) throws SQLException {
        try {
            connection.begin();
            List<Runnable> settlements = WriteJob.runAll(connection, jobs);
            connection.commit();
            commits.increment();
            writes.add(jobs.size());
            return settlements;
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollBack(e);
            throw e;
        }
    }

    /** Finishes what waits, then stops. Not to be hurried: whoever closed the file under the writer would lose writes. */
    @Override
    public void close() {
        closing = true;
        waiting.hurry();
        boolean interrupted = false;
        while (writer.isAlive()) {
            try {
                writer.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
