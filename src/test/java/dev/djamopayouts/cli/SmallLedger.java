package dev.djamopayouts.cli;

import dev.djamopayouts.config.Settings;
import dev.djamopayouts.file.PayoutFile;
import dev.djamopayouts.file.PayoutRow;
import dev.djamopayouts.file.RowCells;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.NewPayout;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFiles;
import dev.djamopayouts.ledger.Stage;
import dev.djamopayouts.ledger.Suspicion;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.route.SenderRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A ledger brought to a state by hand, without anybody to pay through; open, as beside a running process. */
final class SmallLedger implements AutoCloseable {

    final Path folder;
    final Ledger ledger;
    private final Settings settings;
    private int drops;

    SmallLedger(Path folder) throws Exception {
        this.folder = folder;
        this.settings = Settings.load(folder.resolve("none.properties"), Map.of(), Map.of("payouts.data", folder.toString()));
        this.ledger = PayoutRuntime.openLedger(settings, Ledger.Access.OWNER);
    }

    /** Enters a file that is still being received. */
    PayoutFileEntry drop(String name, String csv) {
        drops++;
        String sha256 = "%064x".formatted(csv.hashCode() & 0xFFFFFFFFL);
        return ledger.files().take(new PayoutFiles.Drop("20261123-183003-%012x".formatted(drops), "folder", name, sha256,
                csv.length())).entry();
    }

    /** Enters a file with its rows and acknowledges it. */
    PayoutFileEntry accept(String name, String csv) throws Exception {
        return accept(name, csv, Suspicion.NONE);
    }

    PayoutFileEntry accept(String name, String csv, Suspicion suspicion) throws Exception {
        PayoutFileEntry entry = drop(name, csv);
        Path content = Files.writeString(folder.resolve("content.csv"), csv);
        try (PayoutFile file = PayoutFile.open(content, entry.sha256(), SenderRules.common(settings).reading())) {
            List<PayoutRow> rows = file.chunks(1_000).next();
            ledger.files().add(entry.id(), rows.stream().map(SmallLedger::payout).toList(), suspicion);
            ledger.files().accept(entry, file.form().text(), file.form().extension(), ledger.files().count(entry.id()), "{}");
        }
        return entry;
    }

    private static NewPayout payout(PayoutRow row) {
        return new NewPayout(row.lineNo(), RowCells.encode(row.cells()), row.reference(), row.msisdn(), row.amount(),
                row.description(), row.refusal());
    }

    /** Claims all that is due for a stage and records what the function concludes of each. */
    void step(Stage stage, Function<Payout, Outcome> conclusion) {
        for (Payout payout : ledger.payouts().claim(stage, 1_000, 0)) {
            ledger.payouts().record(payout, conclusion.apply(payout), Evidence.NONE);
        }
    }

    CommandRun run(String... args) {
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--set";
        all[args.length + 1] = "payouts.data=" + folder;
        return CommandRun.of(all);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
