package dev.djamopayouts.route;

import dev.djamopayouts.config.Sender;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.djamo.ApiGate;
import dev.djamopayouts.djamo.Backoff;
import dev.djamopayouts.djamo.BatchMeanings;
import dev.djamopayouts.djamo.DjamoAccess;
import dev.djamopayouts.djamo.DjamoRoutes;
import dev.djamopayouts.djamo.Listing;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.djamo.Pace;
import dev.djamopayouts.djamo.Pacing;
import dev.djamopayouts.djamo.WebhookMeanings;
import dev.djamopayouts.djamo.WebhookSignature;
import dev.djamopayouts.djamo.WebhookTrust;
import dev.djamopayouts.ledger.Ledger;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The integration runtime: the ledger, the compiled routes of the journey, and the YAML routes of the operator, under one
 * Camel Main. Started when {@link #start} returns, stopped cleanly by {@link #close}.
 */
public final class PayoutRuntime implements AutoCloseable {

    /** The path that Djamo's events come to, on the port for webhooks. */
    public static final String WEBHOOKS = ReceiveWebhook.PATH;

    private static final Logger LOG = LoggerFactory.getLogger(PayoutRuntime.class);
    private static final long RETRY_FIRST_MILLIS = 1_000;
    private static final long RETRY_MAX_MILLIS = 60_000;
    private static final long PAUSE_MAX_MILLIS = 30_000;

    private final Ledger ledger;
    private final Main main;
    private final OwnFolder spool;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private PayoutRuntime(Ledger ledger, Main main, OwnFolder spool) {
        this.ledger = ledger;
        this.main = main;
        this.spool = spool;
    }

    /**
     * Starts everything.
     *
     * @throws dev.djamopayouts.file.KeyFileRefused where a file of OpenPGP keys cannot be used; then nothing was touched
     * @throws dev.djamopayouts.ledger.LedgerFailed where the ledger cannot be owned or opened, with the remedy
     * @throws IllegalStateException where a route cannot be started, with its cause
     */
    public static PayoutRuntime start(Settings settings) {
        SenderBook senders = new SenderBook(settings);
        Ledger ledger = openLedger(settings, Ledger.Access.OWNER);
        Main main = new Main();
        // Its own one also waits for SIGTERM, and where it comes first it has close() wait for what close() is about to do.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        try {
            OwnFolder spool = prepareFolders(settings);
            Metrics metrics = assemble(main, settings, senders, ledger, spool.path());
            main.start();
            metrics.bindTo(main.getCamelContext().getRegistry().findSingleByType(MeterRegistry.class));
            return new PayoutRuntime(ledger, main, spool);
        } catch (Exception e) {
            main.shutdown();
            ledger.close();
            throw new IllegalStateException("the runtime did not start: " + deepest(e), e);
        }
    }

    /** Opens the ledger that the settings name. */
    public static Ledger openLedger(Settings settings, Ledger.Access access) {
        Ledger.Place place = new Ledger.Place(settings.text(Setting.LEDGER_URL), settings.optional(Setting.LEDGER_USERNAME).orElse(null),
                settings.optional(Setting.LEDGER_PASSWORD).isPresent() ? settings.secret(Setting.LEDGER_PASSWORD).get() : null);
        return Ledger.open(place, access, settings.whole(Setting.PAYOUTS_LEASE_MS));
    }

    /** The folder for copies and reports under way. */
    public static Path spool(Settings settings) {
        return settings.path(Setting.PAYOUTS_DATA).resolve("spool");
    }

    private static OwnFolder prepareFolders(Settings settings) throws IOException {
        for (Setting folder : new Setting[] {Setting.PAYOUTS_INBOX, Setting.PAYOUTS_OUTBOX, Setting.PAYOUTS_ARCHIVE}) {
            Files.createDirectories(settings.path(folder));
        }
        for (Sender sender : settings.senders()) {
            if (sender.places() instanceof Sender.Folders it) {
                for (Path folder : List.of(it.inbox(), it.outbox(), it.archive())) {
                    Files.createDirectories(folder);
                }
            }
        }
        return OwnFolder.below(spool(settings));
    }

    private static Metrics assemble(Main main, Settings settings, SenderBook senders, Ledger ledger, Path spool) {
        Clock clock = ledger.clock();
        long pollMillis = settings.whole(Setting.POLL_INTERVAL_MS);
        int concurrency = (int) settings.whole(Setting.PAYOUTS_CONCURRENCY);
        DjamoAccess access = access(settings);
        Backoff backoff = Backoff.random(RETRY_FIRST_MILLIS, RETRY_MAX_MILLIS);
        ApiGate gate = new ApiGate(System::nanoTime, Backoff.random(RETRY_FIRST_MILLIS, PAUSE_MAX_MILLIS));
        Pace pace = pace(ledger, settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT).orElse(0));
        Listing listing = new Listing(System::nanoTime, clock);
        Pacing pacing = pacing(settings, backoff);
        WebhookTrust trust = new WebhookTrust(System::nanoTime, settings.whole(Setting.TRACK_WITH_WEBHOOKS_MS));
        Meanings meanings = new Meanings(pacing, clock, trust::leastTrackMillis);
        InboxWatch watch = new InboxWatch(ledger.leases(), clock);
        Metrics metrics = new Metrics(ledger, gate, pace, watch);
        long checkValidMillis = TimeUnit.MINUTES.toMillis(settings.whole(Setting.CHECK_VALID_MINUTES));
        TotalsGate totals = new TotalsGate(ledger, TimeUnit.MINUTES.toMillis(settings.whole(Setting.PAYOUTS_TOTALS_WAIT_MINUTES)));

        main.setDefaultPropertyPlaceholderLocation("false");
        main.setOverrideProperties(settings.forCamel());
        // It lists values, and masks by the name of the key: an endpoint URI of an operator's may hold a password.
        main.configure().setAutoConfigurationLogSummary(false);
        main.bind("ledger", new LedgerComponent(
                new StageWorks(ledger, gate, new Reports(ledger, spool), clock, backoff, concurrency, pollMillis,
                        settings.whole(Setting.PAYOUTS_LEASE_MS), checkValidMillis,
                        senders(settings), new StageWorks.BatchRule((int) settings.whole(Setting.PAYOUTS_BATCH_SIZE),
                        settings.whole(Setting.PAYOUTS_BATCH_MAX_WAIT_MS)), new MoneyFirst(concurrency, System::nanoTime))));
        main.bind("startFault", new StartFault(settings));
        main.bind("lines", new LinesComponent());
        main.bind("dropName", new DropName(clock));
        main.bind("inboxWatch", watch);
        main.bind("inboxTrouble", new InboxTrouble());
        main.bind("takenFiles", new TakenFiles(totals));
        main.bind("pickupOrder", TotalsFirst.thenByTime());
        main.bind("receiveOrder", TotalsFirst.thenByName());
        bindFilters(main, settings);
        Health.all(ledger, gate, watch, clock, pollMillis).forEach(check -> main.bind(check.getId(), check));

        main.configure().addRoutesBuilder(new ErrorPolicy());
        main.configure().addRoutesBuilder(new DjamoRoutes(access, gate, pace, listing, metrics, clock));
        main.configure().addRoutesBuilder(new ReceiveFile(new FileReceiver(ledger, new Spool(spool), senders,
                settings.whole(Setting.PAYOUTS_FILE_MAX_BYTES), checkValidMillis, totals),
                new TotalsIntake(ledger, new Spool(spool), senders, totals)));
        main.configure().addRoutesBuilder(new SenderRoutes(settings));
        main.configure().addRoutesBuilder(new CheckCustomer(meanings));
        // One of the two: whoever is CHECKED goes with the mode in force, also after a restart in the other one.
        main.configure().addRoutesBuilder(settings.text(Setting.PAYOUTS_MODE).equals("batch")
                ? new SubmitBatch(new BatchMeanings(meanings, clock)) : new SubmitPayout(meanings));
        main.configure().addRoutesBuilder(new ResolveUnknown(meanings));
        main.configure().addRoutesBuilder(new TrackPayout(meanings));
        main.configure().addRoutesBuilder(new SettleFile(ledger, gate, listing, watch, totals, pollMillis));
        if (settings.optional(Setting.DJAMO_SECRET_KEY).isPresent()) {
            main.configure().addRoutesBuilder(new ReceiveWebhook(new WebhookDesk(new WebhookSignature(settings.secret(Setting.DJAMO_SECRET_KEY)),
                    ledger, new WebhookMeanings(meanings, pacing, clock), trust, metrics::heard)));
        }
        return metrics;
    }

    /** Two inboxes may hold files of one name, so each is watched by a filter of its own. */
    private static void bindFilters(Main main, Settings settings) {
        long quietMillis = settings.whole(Setting.PAYOUTS_FILE_QUIET_MS);
        main.bind(SenderRoutes.filter(false, null), CompleteFiles.inFolder(quietMillis));
        main.bind(SenderRoutes.filter(true, null), CompleteFiles.overSftp(quietMillis));
        for (Sender sender : settings.senders()) {
            boolean sftp = sender.places() instanceof Sender.Server;
            main.bind(SenderRoutes.filter(sftp, sender.name()), sftp ? CompleteFiles.overSftp(quietMillis) : CompleteFiles.inFolder(quietMillis));
        }
    }

    private static Set<String> senders(Settings settings) {
        return settings.senders().stream().map(Sender::name).collect(Collectors.toSet());
    }

    /** How the settings have the Djamo API reached. */
    public static DjamoAccess access(Settings settings) {
        return new DjamoAccess(settings.text(Setting.DJAMO_BASE_URL), settings.secret(Setting.DJAMO_ACCESS_TOKEN),
                settings.optional(Setting.DJAMO_COMPANY_ID).orElse(null), settings.optional(Setting.DJAMO_SUB_COMPANY_ID).orElse(null),
                settings.whole(Setting.DJAMO_CONNECT_TIMEOUT_MS), settings.whole(Setting.DJAMO_RESPONSE_TIMEOUT_MS),
                (int) settings.whole(Setting.PAYOUTS_CONCURRENCY));
    }

    private static Pace pace(Ledger ledger, long callsPerSecond) {
        return ledger.sharedNumbers().map(numbers -> new Pace(new SharedPace(numbers, ledger.clock()), System::nanoTime, callsPerSecond))
                .orElseGet(() -> Pace.inMemory(System::nanoTime, callsPerSecond));
    }

    private static Pacing pacing(Settings settings, Backoff backoff) {
        return new Pacing(backoff, settings.whole(Setting.RESOLVE_VISIBILITY_DELAY_MS),
                (int) settings.whole(Setting.RESOLVE_MAX_LOOKS), settings.whole(Setting.TRACK_FIRST_DELAY_MS),
                settings.whole(Setting.TRACK_MAX_DELAY_MS));
    }

    private static String deepest(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null && deepest.getCause() != deepest) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.toString() : deepest.getMessage();
    }

    /** The ledger, to watch progress in. */
    public Ledger ledger() {
        return ledger;
    }

    /** The Camel context, for tests that look at the routes. */
    public CamelContext camel() {
        return main.getCamelContext();
    }

    /** Returns when {@link #close} has been called from another thread. */
    public void awaitStop() throws InterruptedException {
        stopped.await();
    }

    /** Claims nothing more, finishes the calls in flight, closes the ledger. */
    @Override
    public void close() {
        try {
            main.stop();
        } finally {
            try {
                ledger.close();
            } finally {
                leaveSpool();
                stopped.countDown();
            }
        }
    }

    private void leaveSpool() {
        try {
            spool.close();
        } catch (IOException e) {
            LOG.warn("the folder {} could not be removed, the next start does: {}", spool.path(), e.getMessage());
        }
    }
}
