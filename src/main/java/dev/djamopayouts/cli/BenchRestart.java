package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.sandbox.CallTally;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Kills the product in the middle of a file, as a power cut does, and measures how soon the next one pays again. */
final class BenchRestart {

    private static final long LOOK_EVERY_MILLIS = 50;
    /** What was on its way when the process was killed has arrived by then. */
    private static final long ARRIVED_MILLIS = 500;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final BenchPlan plan;
    private final Settings settings;
    private final BenchParts parts;
    private final BenchRows rows;
    private final BenchProgress progress;

    BenchRestart(BenchPlan plan, Settings settings, BenchParts parts, BenchRows rows, BenchProgress progress) {
        this.plan = plan;
        this.settings = settings;
        this.parts = parts;
        this.rows = rows;
        this.progress = progress;
    }

    BenchResult.Restart measure() throws IOException, InterruptedException, CommandFailed {
        parts.sandbox().faults(plan.latencyMillis(), plan.rate());
        progress.begin("starting the product as a process of its own");
        BenchDrop drop = BenchDrop.write(settings, rows, Use.MEASURED, 0, plan.rows());
        BenchChild first = parts.startOther(plan.concurrency());
        progress.begin("paying half of a file");
        drop.place();
        await(plan.rows() / 2, 0);
        first.kill();
        Thread.sleep(ARRIVED_MILLIS);
        long before = parts.sandbox().tally(0).transactions();
        if (before >= plan.rows()) {
            throw new CommandFailed("all rows were accepted before the product was killed; give more --rows", null);
        }
        progress.begin("starting it again");
        long startMillis = System.currentTimeMillis();
        BenchChild second = parts.startOther(plan.concurrency());
        CallTally after = await(before + 1, before);
        return new BenchResult.Restart(readySeconds(first), before, readySeconds(second),
                BenchResult.rounded((after.firstAcceptedAtMillis() - startMillis) / 1_000.0));
    }

    /** As it said itself, from the start of its Java. */
    private static double readySeconds(BenchChild child) {
        return Double.parseDouble(child.readyLine().replaceFirst(BenchParts.READY + "([0-9.]+) s.*", "$1"));
    }

    private CallTally await(long accepted, long from) throws IOException, InterruptedException, CommandFailed {
        long endNanos = System.nanoTime() + PATIENCE_NANOS;
        CallTally tally = parts.sandbox().tally(from);
        while (tally.transactions() < accepted) {
            if (System.nanoTime() - endNanos > 0) {
                throw new CommandFailed("only " + tally.transactions() + " rows were accepted in 10 minutes; give fewer --rows", null);
            }
            Thread.sleep(LOOK_EVERY_MILLIS);
            tally = parts.sandbox().tally(from);
            progress.show(tally.transactions(), plan.rows(), "accepted");
        }
        return tally;
    }
}
