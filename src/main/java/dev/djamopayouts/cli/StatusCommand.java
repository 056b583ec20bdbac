package dev.djamopayouts.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** How far one file or all files are. */
@Command(name = "status", description = "Show how far one payout file, or all of them, are.")
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options;

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "The name the file was dropped under. Default: all.")
    private String file;

    @Override
    public Integer call() {
        throw new UnsupportedOperationException("status is not written yet");
    }
}
