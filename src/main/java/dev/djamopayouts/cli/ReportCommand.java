package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The reports of a file once more. */
@Command(name = "report", description = "Write the reports of a payout file again from the ledger, beside a running process too.",
        footer = {"", "A file whose rows are not all final gets an interim result, marked so in its name, and no failures file.",
            "What is there with other content is left as it is. Exit codes: 0 written, 1 not written, 2 no such file."})
final class ReportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--to", paramLabel = "FOLDER", description = "Where to write. Default: the outbox (payouts.outbox).")
    private Path to;

    @Parameters(paramLabel = "FILE", description = "The name the file was dropped under, the name its answers have, or its id.")
    private String file;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load(Purpose.LOOK);
        try (Ledger ledger = PayoutRuntime.openLedger(settings, Ledger.Access.READER)) {
            PayoutFileEntry entry = NamedFile.find(ledger, file, command.commandLine());
            refuseWithoutRows(entry);
            ReportWriter writer = new ReportWriter(ledger, to == null ? settings.path(Setting.PAYOUTS_OUTBOX) : to);
            return entry.state() == FileState.SETTLED ? settled(entry, writer) : interim(entry, writer);
        }
    }

    private void refuseWithoutRows(PayoutFileEntry entry) {
        String why = switch (entry.state()) {
            case RECEIVING -> "is still being received; its answer comes first";
            case REFUSED -> "was refused as a whole and nothing of it was paid; " + entry.answerName() + ".nack.json says why";
            case DUPLICATE -> "has the content of an earlier file and nothing was paid for it; " + entry.answerName()
                    + ".dup.json names that file, whose report this is";
            case ACCEPTED, SETTLED -> null;
        };
        if (why != null) {
            throw new ParameterException(command.commandLine(), entry.name() + " has no report: it " + why);
        }
    }

    private int settled(PayoutFileEntry entry, ReportWriter writer) throws IOException {
        boolean well = tell(writer.result(entry)) & tell(writer.summary(entry));
        if (entry.hasOwnResult()) {
            well &= tell(writer.ownResult(entry));
        }
        if (writer.hasFailures(entry)) {
            well &= tell(writer.failures(entry));
        }
        return well ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private int interim(PayoutFileEntry entry, ReportWriter writer) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        out.println(entry.name() + " is not settled: rows are still on their way, so this result is an interim one");
        return tell(writer.interim(entry)) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private boolean tell(ReportWriter.Written written) {
        PrintWriter to = written.well() ? command.commandLine().getOut() : command.commandLine().getErr();
        to.println(written.text());
        to.flush();
        return written.well();
    }
}
