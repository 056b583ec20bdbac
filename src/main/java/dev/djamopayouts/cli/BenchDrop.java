package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A payout file that lies ready beside the inbox, so that it is there whole at one moment.
 *
 * @param name by which the ledger will know it
 */
record BenchDrop(String name, Path aside, Path inbox) {

    static BenchDrop write(Settings settings, BenchRows rows, Use use, long from, long count) throws IOException {
        String name = "bench-" + rows.reference(use, from) + ".csv";
        Path aside = settings.path(Setting.PAYOUTS_DATA).resolve(name);
        rows.write(aside, use, from, count);
        return new BenchDrop(name, aside, settings.path(Setting.PAYOUTS_INBOX));
    }

    /** Drops it. */
    void place() throws IOException {
        Files.move(aside, Files.createDirectories(inbox).resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }
}
