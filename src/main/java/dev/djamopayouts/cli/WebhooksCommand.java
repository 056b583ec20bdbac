package dev.djamopayouts.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where Djamo tells by itself how payouts end. */
@Command(name = "webhooks", description = "Have Djamo tell by itself how payouts end, and see what it told.",
        subcommands = {WebhooksRegisterCommand.class, WebhooksListCommand.class},
        footer = {"", "Exit codes: 0 done, 1 Djamo or the ledger cannot be read, 2 bad usage or configuration."})
final class WebhooksCommand implements Runnable {

    @Spec
    private CommandSpec command;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Override
    public void run() {
        throw new ParameterException(command.commandLine(), "say what: webhooks register URL, or webhooks list");
    }
}
