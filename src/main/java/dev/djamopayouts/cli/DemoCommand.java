package dev.djamopayouts.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The main job on embedded parts. */
@Command(name = "demo", description = "Pay a sample file from end to end on embedded parts; no account, no money.")
final class DemoCommand implements Callable<Integer> {

    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() {
        throw new UnsupportedOperationException("demo is not written yet");
    }
}
