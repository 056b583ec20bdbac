package dev.djamopayouts.route;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.DefaultComponent;

/**
 * The ledger as a Camel component, in Java and YAML routes alike.
 *
 * <p>{@code from("ledger:check|submit|resolve|track")} gives claimed payouts, {@code ledger:submit-batch} batches of them, {@code ledger:outcomes} the JSON message of
 * each final payout, {@code ledger:answers?destination=folder|sftp} each answer to a file, with {@code &sender=NAME} those to
 * that sender's files; a route that ends without a
 * failure has delivered, any other end is tried again. {@code to("ledger:record")} records what a stage concluded, {@code to("ledger:record-batch")} what
 * it concluded for a batch.
 */
public final class LedgerComponent extends DefaultComponent {

    private static final long LEFT_TO_CAMEL_MILLIS = 500;

    private final StageWorks works;
    private ExecutorService threads;
    private StageTurns callers;
    /** Null until the first stage stops. */
    private Long stopUntilNanos;

    LedgerComponent(StageWorks works) {
        this.works = works;
    }

    /** The threads of all stages that call Djamo: as many as calls may be in flight, so that whoever has one has a turn too. */
    synchronized Executor callers(String stage) {
        if (callers == null) {
            threads = Workers.of(getCamelContext().getExecutorServiceManager(), this, "ledger-calls", works.concurrency());
            callers = new StageTurns(threads);
        }
        return callers.of(stage);
    }

    /**
     * How long a stage that stops now may wait for what it has under way, milliseconds: all that stop together share the time.
     * It ends a little before Camel's, which interrupts whoever still waits then.
     */
    synchronized long stopMillis() {
        ShutdownStrategy strategy = getCamelContext().getShutdownStrategy();
        long mostMillis = strategy.getTimeUnit().toMillis(strategy.getTimeout());
        mostMillis -= Math.min(mostMillis / 10, LEFT_TO_CAMEL_MILLIS);
        if (!getCamelContext().getStatus().isStopping()) {
            return mostMillis;
        }
        if (stopUntilNanos == null) {
            stopUntilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMillis);
        }
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(stopUntilNanos - System.nanoTime()));
    }

    @Override
    protected void doShutdown() throws Exception {
        if (threads != null) {
            getCamelContext().getExecutorServiceManager().shutdown(threads);
        }
        super.doShutdown();
    }

    StageWorks works() {
        return works;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        LedgerEndpoint endpoint = new LedgerEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }
}
