package dev.djamopayouts.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER;

import dev.djamopayouts.config.SettingsRefused;
import dev.djamopayouts.ledger.LedgerFailed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: {@code djamo-payouts run | demo | sandbox | validate | status | report | resolve | release | reject |
 * audit | webhooks | bench | prepare}.
 */
@Command(name = "djamo-payouts", mixinStandardHelpOptions = true, versionProvider = Version.class,
        subcommands = CommandLine.HelpCommand.class,
        description = "Payout files in, Djamo transfers out.",
        footer = {"", "Exit codes: 0 well, 1 failed, 2 bad usage, configuration or input.",
            "Each command explains itself: djamo-payouts run --help"})
public final class DjamoPayouts {

    private static final Logger LOG = LoggerFactory.getLogger(DjamoPayouts.class);

    private static final List<Class<?>> COMMANDS = List.of(RunCommand.class, DemoCommand.class, SandboxCommand.class,
            ValidateCommand.class, StatusCommand.class, ReportCommand.class, ResolveCommand.class, ReleaseCommand.class,
            RejectCommand.class, AuditCommand.class, WebhooksCommand.class, BenchCommand.class,
            PrepareCommand.class);

    /**
     * Runs one command and ends the process with its exit code. Ending it outright also ends what threads a library
     * left behind, under {@code mvn exec:java} too, where Maven would otherwise wait for them.
     */
    public static void main(String[] args) {
        System.exit(commandLine(args).execute(args));
    }

    /**
     * The command line as {@link #main} uses it: with the one command that its first word names, for to describe them all takes
     * a cold Java longer than many a command does; with all of them where it names none.
     */
    static CommandLine commandLine(String... args) {
        CommandLine commandLine = new CommandLine(new DjamoPayouts());
        List<Class<?>> named = COMMANDS.stream()
                .filter(command -> args.length > 0 && command.getAnnotation(Command.class).name().equals(args[0])).toList();
        (named.isEmpty() ? COMMANDS : named).forEach(commandLine::addSubcommand);
        CommandLine run = commandLine.getSubcommands().get("run");
        if (run != null) {
            run.getHelpSectionMap().put(SECTION_KEY_FOOTER, help -> help.footer() + SettingsOptions.listOfSettings());
        }
        return commandLine.setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(DjamoPayouts::badUsage)
                .setExecutionExceptionHandler(DjamoPayouts::failed);
    }

    /** One line and where help is, rather than the whole help: the line is what must be read. */
    private static int badUsage(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(command.getColorScheme().errorText(e.getMessage()));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private static int failed(Exception e, CommandLine command, CommandLine.ParseResult parsed) {
        if (e instanceof SettingsRefused) {
            command.getErr().println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        if (!isExplained(e)) {
            LOG.error("{} failed", command.getCommandName(), e);
        }
        String said = e instanceof LedgerFailed ledger ? ledger.asTheEnd() : e.getMessage();
        command.getErr().println(command.getColorScheme().errorText(command.getCommandName() + " failed: "
                + (said == null ? e.toString() : said)));
        return CommandLine.ExitCode.SOFTWARE;
    }

    /** Whether the message says all that an operator can use; anything else is our mistake, and its trace must be kept. */
    private static boolean isExplained(Exception e) {
        return e instanceof CommandFailed || e instanceof LedgerFailed || e instanceof IOException
                || e instanceof UncheckedIOException;
    }
}
