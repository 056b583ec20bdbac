package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchPlan.Part;
import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.ledger.CommitCount;
import dev.djamopayouts.ledger.FileFigures;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.sandbox.CallTally;
import java.io.IOException;
import java.util.Map;

/** One run: the wire first, then the product, both warm and against the same sandbox. */
final class BenchRun {

    private final BenchPlan plan;
    private final Settings settings;
    private final Map<String, String> shown;
    private final BenchParts parts;
    private final BenchRows rows;
    private final BenchProgress progress;

    /** @param shown the settings that the product gets beyond its defaults */
    BenchRun(BenchPlan plan, Settings settings, Map<String, String> shown, BenchParts parts, BenchRows rows, BenchProgress progress) {
        this.plan = plan;
        this.settings = settings;
        this.shown = shown;
        this.parts = parts;
        this.rows = rows;
        this.progress = progress;
    }

    BenchResult measure() throws IOException, InterruptedException, CommandFailed {
        if (plan.part() == Part.RESTART) {
            return BenchResult.of(plan, shown, new BenchRestart(plan, settings, parts, rows, progress).measure());
        }
        BenchResult.Wire wire = plan.part() == Part.PRODUCT ? null : wire();
        BenchResult.Product product = plan.part() == Part.WIRE ? null : product();
        return BenchResult.of(plan, shown, wire, product);
    }

    private BenchResult.Wire wire() throws IOException, InterruptedException {
        BenchSandbox sandbox = parts.sandbox();
        try (BenchClient client = new BenchClient(sandbox.baseUrl(), rows, plan.concurrency(), settings)) {
            warmUp();
            progress.begin("warming up the wire");
            new BenchWire(client, plan, Use.WIRE_WARM_UP, plan.rows(), plan.warmUpRows(), 0)
                    .send(done -> progress.show(done, plan.warmUpRows(), "sent"));
            sandbox.faults(plan.latencyMillis(), plan.rate());
            progress.begin("measuring the wire");
            CallTally before = sandbox.tally(0);
            BenchLoad start = BenchLoad.now(parts);
            new BenchWire(client, plan, Use.WIRE, 0, plan.rows(), plan.rate()).send(done -> progress.show(done, plan.rows(), "sent"));
            BenchLoad used = BenchLoad.now(parts).since(start);
            double seconds = used.nanos() / 1e9;
            return new BenchResult.Wire(BenchResult.rounded(seconds), BenchResult.rounded(plan.rows() / seconds),
                    BenchWatch.difference(before, sandbox.tally(0)), BenchResult.Cpu.of(used, plan.rows()));
        }
    }

    /** Warming up is done as fast as can be: it is the code that is to be warm, not the limit that is to be met. */
    private void warmUp() throws IOException, InterruptedException {
        parts.sandbox().faults(0, 0);
    }

    private BenchResult.Product product() throws IOException, InterruptedException, CommandFailed {
        warmUp();
        progress.begin("starting the product");
        BenchProduct product = parts.startProduct(plan, settings, rows, progress);
        progress.begin("warming up the product");
        product.pay(Use.WARM_UP, plan.rows(), plan.warmUpRows());
        if (plan.cachedChecks()) {
            progress.begin("having every customer checked");
            product.pay(Use.REMEMBERED, 0, plan.rows());
        }
        parts.sandbox().faults(plan.latencyMillis(), plan.rate());
        progress.begin("measuring the product");
        BenchLoad.forgetPeakHeap();
        CommitCount before = product.ledger().committed();
        BenchWatch watch = product.pay(Use.MEASURED, 0, plan.rows());
        CommitCount committed = product.ledger().committed().since(before);
        return told(product, watch, committed, plan.idleSeconds() == 0 ? null : idleShare(product));
    }

    private Double idleShare(BenchProduct product) throws InterruptedException {
        progress.begin("watching it with nothing to do");
        return product.idleShare(plan.idleSeconds());
    }

    private BenchResult.Product told(BenchProduct product, BenchWatch watch, CommitCount committed, Double idleShare) {
        PayoutFileEntry file = watch.file();
        FileFigures figures = product.figures(file);
        long result = figures.deliveries().stream().filter(it -> it.name().endsWith(".result.csv"))
                .mapToLong(FileFigures.Delivery::deliveredAtMillis).max().orElse(0);
        BenchResult.Moments moments = new BenchResult.Moments(watch.secondsTo(file.receivedAtMillis()),
                watch.secondsTo(file.acceptedAtMillis()), watch.secondsTo(watch.latest().firstAcceptedAtMillis()),
                watch.secondsTo(watch.latest().lastAnsweredAtMillis()), watch.secondsTo(figures.lastFinalAtMillis()),
                watch.secondsTo(result), watch.secondsToEnd());
        long paid = product.ledger().figures().byState(file.id()).get(PayoutState.COMPLETED).rows();
        return new BenchResult.Product(paid, moments.lastAccepted(), perSecond(moments.lastAccepted()),
                perSecond(moments.lastAccepted() - moments.acknowledged()), perSecond(moments.acknowledged() - moments.read()),
                moments, watch.calls(), watch.allowedCallsPerSecond(), BenchWatch.tooMany(watch.calls()),
                committed.commits(), committed.writes(),
                BenchResult.Cpu.of(watch.used(), plan.rows()), BenchResult.Cpu.of(watch.usedToLastAcceptance(), plan.rows()),
                BenchLoad.peakHeapBytes(), BenchLoad.mostResidentBytes(ProcessHandle.current().pid()),
                BenchLoad.mostResidentBytes(parts.sandbox().pid()), idleShare);
    }

    private double perSecond(double seconds) {
        return BenchResult.rounded(plan.rows() / Math.max(seconds, 0.001));
    }
}
