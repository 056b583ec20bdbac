package dev.djamopayouts.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The reports of a file once more. */
@Command(name = "report", description = "Write the reports of a payout file again from the ledger.")
final class ReportCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "FILE", description = "The name the file was dropped under.")
    private String file;

    @Override
    public Integer call() {
        throw new UnsupportedOperationException("report is not written yet");
    }
}
