package dev.djamopayouts.route;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Claims from the ledger and runs each claimed item through the route, so many at once, without a barrier between claims:
 * the next ones are claimed while the last ones are still under way. Nothing but claims that the ledger knows of is in
 * memory, and no more of those than a {@link ClaimWindow} holds.
 */
final class LedgerConsumer<T> extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);

    private static final long GATHER_MILLIS = 15;

    private final LedgerEndpoint endpoint;
    private final StageWork<T> work;
    private final int concurrency;
    private final Executor shared;
    private final ClaimWindow window;
    private final Complaints complaints = new Complaints(LOG);
    /** Only the claimer sees it. */
    private boolean claimedFew;
    private ExecutorService claimer;
    /** Null where they are shared. */
    private ExecutorService own;

    /**
     * @param concurrency how many items are under way at once
     * @param shared      takes them where the threads are shared with other stages; null: threads of its own
     */
    LedgerConsumer(LedgerEndpoint endpoint, Processor processor, StageWork<T> work, int concurrency, Executor shared) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.work = work;
        this.concurrency = concurrency;
        this.shared = shared;
        this.window = new ClaimWindow(2 * concurrency, work.mostClaimed(), System::nanoTime);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        var threads = endpoint.getCamelContext().getExecutorServiceManager();
        own = shared == null ? Workers.of(threads, this, "ledger-" + endpoint.getStage(), concurrency) : null;
        claimer = threads.newSingleThreadExecutor(this, "ledger-" + endpoint.getStage() + "-claims");
        claimer.execute(this::claimWhileRunning);
    }

    private void claimWhileRunning() {
        while (goesOn()) {
            try {
                if (!work.isOpen() || !claimOnce()) {
                    work.await(endpoint.getPollMillis());
                }
                if (claimedFew) {
                    // More come every moment: a claim costs a commit, so they are claimed together.
                    TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                // An error too: a stage that claims no more would be seen by nobody.
                if (!goesOn()) {
                    return;
                }
                complaints.error("claim", "claiming for " + endpoint.getStage() + " failed, it is tried again", e);
                pause();
            }
        }
    }

    /** All stages end together: none sends on while another waits for its last calls. */
    private boolean goesOn() {
        return isRunAllowed() && !isStoppingOrStopped() && !endpoint.getCamelContext().getStatus().isStopping();
    }

    /** Claims as soon as half of the window is free, so that the workers never wait for it; true where there was work. */
    private boolean claimOnce() throws InterruptedException {
        Executor workers = own == null ? shared : own;
        int free = window.awaitHalf(endpoint.getPollMillis());
        if (free == 0) {
            return true;
        }
        long claimedNanos = System.nanoTime();
        List<T> claimed = work.claim(free);
        window.took(claimed.size(), free);
        claimedFew = !claimed.isEmpty() && claimed.size() <= free / 4;
        for (int i = 0; i < claimed.size(); i++) {
            T item = claimed.get(i);
            try {
                workers.execute(() -> process(item, claimedNanos));
            } catch (RuntimeException | Error e) {
                // The stop came in between, or no thread could be had: those that no worker took wait for their leases.
                work.taken(claimed.size() - i);
                window.gaveBack(claimed.size() - i);
                throw e;
            }
        }
        return !claimed.isEmpty();
    }

    private void process(T item, long claimedNanos) {
        CompletableFuture<?> done;
        work.taken(1);
        try {
            // One that waited long goes back: its claim could run out under way, and the work would count for nothing.
            boolean inTime = goesOn() && System.nanoTime() - claimedNanos < TimeUnit.MILLISECONDS.toNanos(endpoint.getLeaseMillis() / 2);
            done = inTime && work.isStillDue(item) ? route(item) : work.handBack(item);
        } catch (RuntimeException | Error e) {
            // An error too, such as memory that ran out: its place in the window would be lost for good.
            done = CompletableFuture.failedFuture(e);
        } finally {
            MDC.clear();
        }
        done.whenComplete((result, failure) -> ended(failure));
    }

    private void ended(Throwable failure) {
        try {
            if (failure != null) {
                // What could not be recorded stays claimed until its lease runs out; then the ledger says what to do.
                complaints.error("lease", "a claim of " + endpoint.getStage() + " could not be given back, it waits for its lease", failure);
            }
        } finally {
            window.gaveBack(1);
        }
    }

    private CompletableFuture<?> route(T item) {
        Exchange exchange = createExchange(false);
        try {
            try {
                work.put(item, exchange);
                getProcessor().process(exchange);
            } catch (Exception e) {
                exchange.setException(e);
            }
            if (exchange.getException() == null) {
                work.done(item);
                return CompletableFuture.completedFuture(item);
            }
            complaints.error("route", endpoint.getStage() + " failed for " + item, exchange.getException());
            return work.failed(item, exchange.getException());
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(endpoint.getPollMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Claims nothing more, hands back what no route saw, and waits for the calls in flight. */
    @Override
    protected void doStop() throws Exception {
        var threads = endpoint.getCamelContext().getExecutorServiceManager();
        threads.shutdownNow(claimer);
        threads.awaitTermination(claimer, endpoint.stopMillis());
        if (!window.awaitEmpty(endpoint.stopMillis())) {
            LOG.warn("{} stops with calls in flight; what became of them is looked up at the next start", endpoint.getStage());
        }
        if (own != null) {
            threads.shutdownGraceful(own, endpoint.stopMillis());
        }
        super.doStop();
    }
}
