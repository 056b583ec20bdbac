package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.ledger.FileFigures;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The product with the routes that are there, in this process, paying files that a bench drops. */
final class BenchProduct implements AutoCloseable {

    private final Settings settings;
    private final PayoutRuntime runtime;
    private final BenchSandbox sandbox;
    private final BenchRows rows;
    private final BenchProgress progress;

    private BenchProduct(Settings settings, PayoutRuntime runtime, BenchSandbox sandbox, BenchRows rows, BenchProgress progress) {
        this.settings = settings;
        this.runtime = runtime;
        this.sandbox = sandbox;
        this.rows = rows;
        this.progress = progress;
    }

    static BenchProduct start(Settings settings, BenchSandbox sandbox, BenchRows rows, BenchProgress progress) throws CommandFailed {
        try {
            return new BenchProduct(settings, PayoutRuntime.start(settings), sandbox, rows, progress);
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
        String name = "bench-" + rows.reference(use, from) + ".csv";
        Path aside = settings.path(Setting.PAYOUTS_DATA).resolve(name);
        rows.write(aside, use, from, count);
        BenchWatch watch = new BenchWatch(sandbox, count, progress);
        Files.move(aside, settings.path(Setting.PAYOUTS_INBOX).resolve(name), StandardCopyOption.ATOMIC_MOVE);
        while (true) {
            boolean accepted = watch.look();
            Optional<PayoutFileEntry> file = ledger().files().find(name);
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

    @Override
    public void close() {
        runtime.close();
    }
}
