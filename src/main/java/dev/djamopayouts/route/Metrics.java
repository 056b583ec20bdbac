package dev.djamopayouts.route;

import dev.djamopayouts.djamo.ApiGate;
import dev.djamopayouts.djamo.CallCounter;
import dev.djamopayouts.djamo.Meaning;
import dev.djamopayouts.djamo.Pace;
import dev.djamopayouts.ledger.Figures;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.payout.PayoutState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The figures on {@code /observe/metrics}. Those counted from the ledger are counted at most every few seconds. */
final class Metrics implements MeterBinder, CallCounter {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A figure that costs a query, asked for again only when it is no longer fresh. */
    private static final class Kept<T> {
        private final Supplier<T> query;
        private T value;
        private long atNanos;

        Kept(Supplier<T> query) {
            this.query = query;
        }

        synchronized T get() {
            if (value == null || System.nanoTime() - atNanos > FRESH_NANOS) {
                value = query.get();
                atNanos = System.nanoTime();
            }
            return value;
        }
    }

    private final Ledger ledger;
    private final ApiGate gate;
    private final Pace pace;
    private final InboxWatch watch;
    /** By call and result: to find a meter in its registry costs more than to count. */
    private final Map<String, Map<Meaning, Timer>> calls = new ConcurrentHashMap<>();
    private volatile MeterRegistry registry;

    Metrics(Ledger ledger, ApiGate gate, Pace pace, InboxWatch watch) {
        this.ledger = ledger;
        this.gate = gate;
        this.pace = pace;
        this.watch = watch;
    }

    @Override
    public void bindTo(MeterRegistry meters) {
        registry = meters;
        Kept<Map<PayoutState, Figures.Total>> totals = new Kept<>(ledger.figures()::byState);
        for (PayoutState state : PayoutState.values()) {
            Gauge.builder("payouts.rows", () -> totals.get().get(state).rows()).tag("state", state.name())
                    .description("Rows of the files that are not closed, by state").register(meters);
            Gauge.builder("payouts.amount.xof", () -> totals.get().get(state).francs()).tag("state", state.name())
                    .description("Their amounts, whole francs").register(meters);
        }
        gauge(meters, "payouts.unaccounted.rows", "Rows acknowledged less rows in some state: always 0", ledger.figures()::unaccounted);
        gauge(meters, "payouts.unaccounted.xof", "The same in money, whole francs: always 0", ledger.figures()::unaccountedFrancs);
        gauge(meters, "payouts.oldest.doubt.millis", "How long the oldest payout has been in doubt", ledger.figures()::oldestDoubtMillis);
        gauge(meters, "payouts.waiting.for.person", "Payouts that a person must look at before they can end", ledger.figures()::waitingForPerson);
        gauge(meters, "payouts.held", "Payouts that wait until a person releases or rejects them", ledger.figures()::held);
        gauge(meters, "payouts.alarms", "Payouts that raised an alarm, however they ended: answered otherwise than sent, or overdue", ledger.figures()::alarms);
        gauge(meters, "payouts.totals.contradicted", "Control totals that came too late and do not agree with their accepted file",
                () -> ledger.figures().totals().contradicted());
        WebhookDesk.RESULTS.forEach(result -> webhooks(meters, result));
        gauge(meters, "djamo.webhooks.unknown", "Events of Djamo's kept aside: no payout bore their reference when they came",
                () -> ledger.notifications().kept().unknown());
        gauge(meters, "payouts.answers.waiting", "Answers not delivered yet", ledger.answers()::waiting);
        gauge(meters, "payouts.files.open", "Files that are not closed", ledger.figures()::openFiles);
        FunctionCounter.builder("ledger.commits", ledger, it -> it.committed().commits())
                .description("Transactions of this process on its ledger").register(meters);
        FunctionCounter.builder("ledger.writes", ledger, it -> it.committed().writes())
                .description("Writes in those transactions: many to a commit is how it keeps up").register(meters);
        Gauge.builder("djamo.api.closed", () -> gate.isClosed() ? 1 : 0)
                .description("1 while no call may be made: token refused, rate limit or outage").register(meters);
        Gauge.builder("djamo.api.transfers.held.back", () -> gate.losesTransfers() ? 1 : 0)
                .description("1 while transfers wait because the answers to them were lost").register(meters);
        Gauge.builder("djamo.api.rate.limit", pace::callsPerSecond)
                .description("The calls a second that are made at most, told or learnt from 429; 0 while none is known").register(meters);
        Gauge.builder("payouts.inboxes.failing", () -> watch.polls().values().stream().filter(polls -> polls.trouble() != null).count())
                .description("Inboxes whose last poll failed").register(meters);
    }

    private static void gauge(MeterRegistry meters, String name, String description, Supplier<Long> query) {
        Kept<Long> kept = new Kept<>(query);
        Gauge.builder(name, kept::get).description(description).register(meters);
    }

    /** An event of Djamo's, or something that passed for one, by what became of it. */
    void heard(String result) {
        MeterRegistry meters = registry;
        if (meters != null) {
            webhooks(meters, result).increment();
        }
    }

    private static Counter webhooks(MeterRegistry meters, String result) {
        return Counter.builder("djamo.webhooks").tag("result", result).description("Events of Djamo's, by what became of them").register(meters);
    }

    @Override
    public void count(String call, Meaning meaning, long nanos) {
        MeterRegistry meters = registry;
        if (meters != null) {
            calls.computeIfAbsent(call, name -> new ConcurrentHashMap<>())
                    .computeIfAbsent(meaning, result -> Timer.builder("djamo.api.calls").tag("call", call).tag("result", result.name()).register(meters))
                    .record(nanos, TimeUnit.NANOSECONDS);
        }
    }
}
