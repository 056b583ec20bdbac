package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.ledger.FileFigures;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The product with the routes that are there, in this process, paying files that a bench drops. */
final class BenchProduct implements AutoCloseable {

    private final Settings settings;
    private final PayoutRuntime runtime;
    private final BenchParts parts;
    private final BenchRows rows;
    private final BenchProgress progress;

    private BenchProduct(Settings settings, PayoutRuntime runtime, BenchParts parts, BenchRows rows, BenchProgress progress) {
        this.settings = settings;
        this.runtime = runtime;
        this.parts = parts;
        this.rows = rows;
        this.progress = progress;
    }

    static BenchProduct start(Settings settings, BenchParts parts, BenchRows rows, BenchProgress progress) throws CommandFailed {
        try {
            return new BenchProduct(settings, PayoutRuntime.start(settings), parts, rows, progress);
        } catch (LedgerFailed | IllegalStateException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    Ledger ledger() {
        return runtime.ledger();
    }

    /**
     * Drops a file and returns when every row of it is final, its result written and every outcome delivered.
     *
     * @return what was seen on the way
     */
    BenchWatch pay(Use use, long from, long count) throws IOException, InterruptedException, CommandFailed {
        BenchDrop drop = BenchDrop.write(settings, rows, use, from, count);
        BenchWatch watch = new BenchWatch(parts, count, progress);
        drop.place();
        while (true) {
            boolean accepted = watch.look();
            Optional<PayoutFileEntry> file = ledger().files().find(drop.name());
            if (file.isPresent()) {
                mustBePaid(file.get(), count);
                if (file.get().state() == FileState.RECEIVING) {
                    watch.moves();
                }
                if (file.get().state() == FileState.SETTLED && ledger().figures().openFiles() == 0 && ledger().answers().waiting() == 0) {
                    watch.ended(file.get());
                    return watch;
                }
            }
            if (watch.stalls()) {
                throw new CommandFailed("nothing moves any more: " + (accepted ? "all" : "not all") + " of " + count
                        + " rows were accepted, the ledger has " + file.map(it -> ledger().figures().byState(it.id()).toString())
                        .orElse("not seen the file") + ". Try --keep and look at the folder", null);
            }
        }
    }

    private static void mustBePaid(PayoutFileEntry file, long count) throws CommandFailed {
        boolean refused = file.state() == FileState.REFUSED || file.state() == FileState.DUPLICATE;
        if (refused || file.state() != FileState.RECEIVING && file.valid() != count) {
            throw new CommandFailed("the file of the bench was not taken as it should be: it is " + file.state() + " with "
                    + file.valid() + " of " + count + " rows to pay. Look at the settings given with --set", null);
        }
    }

    /** More of a file than its entry. */
    FileFigures figures(PayoutFileEntry file) {
        return ledger().figures().of(file.id());
    }

    /** The share of one processor that it uses when nothing is left to do. */
    double idleShare(int seconds) throws InterruptedException {
        BenchLoad start = BenchLoad.now(parts);
        Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
        BenchLoad used = BenchLoad.now(parts).since(start);
        return BenchResult.rounded((double) used.cpuNanos() / used.nanos());
    }

    @Override
    public void close() {
        runtime.close();
    }
}
