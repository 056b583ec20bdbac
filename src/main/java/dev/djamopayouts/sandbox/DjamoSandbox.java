package dev.djamopayouts.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The Djamo Business API over real HTTP: stateful, as strict as the real one, with numbers and settings that make it fail.
 * After the provider's page of the transfer API; where the page is silent, {@link SandboxOptions} says what is assumed.
 * Money here is play money: nothing leaves the process but webhook deliveries, to loopback unless told otherwise.
 * Everything happens on one event loop, so one sandbox keeps one core busy at most.
 */
public final class DjamoSandbox implements AutoCloseable {
    private static final long START_SECONDS = 20;
    private static final long SETTLE_EVERY_MILLIS = 10;
    private static final int IDLE_SECONDS = 120;

    private final SandboxOptions options;
    private final Vertx vertx;
    private final Latency latency;
    private final CallCounts counts = new CallCounts();
    private final TransferStore store;
    private final SandboxView book;
    private final ApiCalls api;
    private final ControlCalls control;
    private final WebhookEvents events;
    private final HttpServer server;
    private volatile FaultDice dice;

    private DjamoSandbox(SandboxOptions options, Clock clock) {
        this.options = options;
        this.dice = new FaultDice(options.faults());
        this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1)
                .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.latency = new Latency(vertx);
        this.store = new TransferStore(options, clock);
        TransactionJson json = new TransactionJson(new TransferIds(ThreadLocalRandom.current().nextLong()));
        this.book = new SandboxView(store, json, counts);
        WebhookCalls webhooks = new WebhookCalls(options, clock);
        this.events = new WebhookEvents(vertx, options, webhooks, new WebhookCourier(vertx, options, counts), json, counts, () -> dice);
        this.api = new ApiCalls(options, new TransferCalls(options, store, json, events), new QueryCalls(options, store, json), webhooks);
        this.control = new ControlCalls(vertx, options, book, () -> dice.faults, this::faults);
        // HTTP/1.1 only: cutting a connection must cut one call, not all that share it.
        this.server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false).setIdleTimeout(IDLE_SECONDS)
                .setHandle100ContinueAutomatically(true)).requestHandler(this::handle);
    }

    /**
     * Starts one and returns when it takes calls.
     *
     * @throws IllegalStateException when it can not bind, with host, port and reason
     */
    public static DjamoSandbox start(SandboxOptions options) {
        DjamoSandbox sandbox = new DjamoSandbox(options, Clock.systemUTC());
        try {
            await(sandbox.server.listen(options.port(), options.host()));
        } catch (IllegalStateException e) {
            sandbox.close();
            throw new IllegalStateException("the Djamo sandbox can not listen on " + options.host() + ":" + options.port()
                    + ": " + e.getCause() + "; choose another port, or 0 for any", e);
        }
        sandbox.vertx.setPeriodic(SETTLE_EVERY_MILLIS, tick -> sandbox.events.settled(sandbox.store.settleDue()));
        return sandbox;
    }

    /** Starts one with {@link SandboxOptions#defaults()}. */
    public static DjamoSandbox start() {
        return start(SandboxOptions.defaults());
    }

    private void handle(HttpServerRequest request) {
        FaultDice now = dice;
        Endpoint endpoint = Endpoint.of(request.method(), request.path(), request.query());
        Exchange exchange = new Exchange(request, endpoint, latency, counts, options, now);
        if (endpoint == Endpoint.CONTROL) {
            exchange.readBody(body -> control.answer(exchange, body));
            return;
        }
        counts.begun();
        request.response().endHandler(end -> counts.ended());
        exchange.readBody(body -> api.answer(exchange, now, body));
    }

    /** The port it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Such as {@code http://127.0.0.1:34567}, without a slash at the end. */
    public String baseUrl() {
        return "http://" + (options.host().contains(":") ? "[" + options.host() + "]" : options.host()) + ":" + port();
    }

    public SandboxOptions options() {
        return options;
    }

    /** What was accepted and asked so far. */
    public SandboxBook book() {
        return book;
    }

    /** Puts other faults in force for the calls that begin from now on; draws start again at the seed. */
    public void faults(Faults faults) {
        dice = new FaultDice(faults);
    }

    /** The faults in force. */
    public Faults faults() {
        return dice.faults;
    }

    /** Stops at once: open connections are cut, waiting webhooks are dropped. The book stays readable. */
    @Override
    public void close() {
        latency.close();
        await(vertx.close());
    }

    private static void await(Future<?> future) {
        try {
            future.toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sandbox's server failed", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("the sandbox's server gave no answer for " + START_SECONDS + " s", e);
        }
    }
}
