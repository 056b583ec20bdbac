package dev.djamopayouts.route;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Endpoint;
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

    private final StageWorks works;

    private ExecutorService callers;

    LedgerComponent(StageWorks works) {
        this.works = works;
    }

    /** The threads of all stages that call Djamo: as many as calls may be in flight, so that whoever has one has a turn too. */
    synchronized ExecutorService callers() {
        if (callers == null) {
            callers = Workers.of(getCamelContext().getExecutorServiceManager(), this, "ledger-calls", works.concurrency());
        }
        return callers;
    }

    @Override
    protected void doShutdown() throws Exception {
        if (callers != null) {
            getCamelContext().getExecutorServiceManager().shutdown(callers);
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
