package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.ledger.Figures.Total;
import dev.djamopayouts.ledger.Figures.Waiting;
import dev.djamopayouts.ledger.GivenTotals;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.TotalsFigures;
import dev.djamopayouts.ledger.TotalsFigures.Contradicted;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** How far one file or all files are. */
@Command(name = "status", description = "Show how far one payout file, or the latest of them, are; beside a running process too.",
        footer = {"", "Exit codes: 0 shown, 1 the ledger cannot be read, 2 no such file."})
final class StatusCommand implements Callable<Integer> {

    private static final int MOST_FILES = 1_000;
    private static final int MOST_WAITING = 20;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--files", defaultValue = "20", paramLabel = "N",
            description = "How many of the latest files are shown, 1 to " + MOST_FILES + ". Default: ${DEFAULT-VALUE}.")
    private int most;

    @Parameters(arity = "0..1", paramLabel = "FILE",
            description = "The name the file was dropped under, the name its answers have, or its id. Default: the latest files.")
    private String file;

    @Override
    public Integer call() throws Exception {
        if (most < 1 || most > MOST_FILES) {
            throw new ParameterException(command.commandLine(), "--files must be 1 to " + MOST_FILES + ", not " + most);
        }
        Settings settings = options.load(Purpose.LOOK);
        PrintWriter out = command.commandLine().getOut();
        try (Ledger ledger = PayoutRuntime.openLedger(settings, Ledger.Access.READER)) {
            if (file == null) {
                printLatest(out, ledger, TimeUnit.MINUTES.toMillis(settings.whole(Setting.PAYOUTS_TOTALS_WAIT_MINUTES)));
            } else {
                new FileStatus(ledger, NamedFile.find(ledger, file, command.commandLine()), ledger.clock()).print(out);
            }
        }
        out.flush();
        return ExitCode.OK;
    }

    private void printLatest(PrintWriter out, Ledger ledger, long waitMillis) {
        List<PayoutFileEntry> files = ledger.figures().latestFiles(most);
        if (files.isEmpty()) {
            out.println("no payout file has come yet");
            printTotals(out, ledger, waitMillis);
            return;
        }
        boolean senders = files.stream().anyMatch(entry -> entry.sender() != null);
        List<String> header = new ArrayList<>(List.of(">id", "received", "state", ">rows", ">paid", ">not paid", ">under way", ">in doubt",
                ">XOF to pay", ">XOF paid", "file"));
        if (senders) {
            header.add("sender");
        }
        Table table = new Table(header.toArray(String[]::new));
        for (PayoutFileEntry entry : files) {
            List<Object> cells = cells(entry, ledger.figures().byState(entry.id()));
            if (senders) {
                cells.add(entry.sender());
            }
            table.row(cells.toArray());
        }
        table.print(out, "");
        printTrouble(out, ledger);
        printTotals(out, ledger, waitMillis);
    }

    private static void printTotals(PrintWriter out, Ledger ledger, long waitMillis) {
        TotalsFigures totals = ledger.figures().totals();
        for (PayoutFileEntry file : totals.awaiting(MOST_WAITING)) {
            out.println("waiting: " + Shown.line(file.name()) + " for its control totals, " + Shown.line(file.name() + TotalsFile.SUFFIX)
                    + ", until " + Shown.time(file.receivedAtMillis() + waitMillis) + "; then it is refused");
        }
        for (GivenTotals orphan : totals.orphans(waitMillis, MOST_WAITING)) {
            out.println("waiting: control totals that came at " + Shown.time(orphan.receivedAtMillis()) + " for " + Shown.line(orphan.name())
                    + ", and no such file since; ask its sender");
        }
        for (Contradicted late : totals.contradicted(MOST_WAITING)) {
            out.println("alarm: the control totals of " + Shown.line(late.file()) + " came at " + Shown.time(late.totals().receivedAtMillis())
                    + ", after it was accepted, and do not agree: they say " + Table.text(late.totals().rows()) + " rows and "
                    + Table.text(late.totals().francs()) + " XOF; ask its sender");
        }
    }

    private static List<Object> cells(PayoutFileEntry entry, Map<PayoutState, Total> totals) {
        Total paid = totals.get(PayoutState.COMPLETED);
        long unpaid = totals.get(PayoutState.FAILED).rows() + totals.get(PayoutState.REJECTED).rows();
        long doubt = totals.get(PayoutState.UNKNOWN).rows();
        long all = totals.values().stream().mapToLong(Total::rows).sum();
        return new ArrayList<>(List.of(entry.id(), Shown.time(entry.receivedAtMillis()), entry.state(), all, paid.rows(), unpaid,
                all - paid.rows() - unpaid - doubt, doubt, entry.validFrancs(), paid.francs(), entry.answerName()));
    }

    private static void printTrouble(PrintWriter out, Ledger ledger) {
        long persons = ledger.figures().waitingForPerson();
        long alarms = ledger.figures().alarms();
        long oldest = ledger.figures().oldestDoubtMillis();
        long waiting = ledger.answers().waiting();
        long unaccounted = ledger.figures().unaccounted();
        if (oldest > 0) {
            out.println("in doubt: the oldest payout for " + Shown.age(oldest) + "; it is being looked up");
        }
        if (persons > 0) {
            out.println("alarm: " + persons + " payouts wait for a person; status FILE shows them");
        }
        long held = ledger.figures().held();
        if (held > 0) {
            out.println("held: " + Table.text(held) + " payouts wait until they are released or rejected; status FILE shows them");
        }
        for (Waiting file : ledger.figures().waiting(MOST_WAITING)) {
            out.println("  " + Shown.line(file.file().answerName()) + ": " + Table.text(file.held()) + " held, "
                    + Table.text(file.undecided()) + " to look at; see  bin/djamo-payouts status " + Shown.argument(file.file()));
        }
        if (alarms > 0) {
            out.println("alarm: " + alarms + " payouts were answered otherwise than they were sent, or are overdue; status FILE shows them");
        }
        if (waiting > 0) {
            out.println("waiting: " + waiting + " answers are not delivered yet");
        }
        long unknown = ledger.notifications().kept().unknown();
        if (unknown > 0) {
            out.println("note: Djamo told of transactions whose reference no payout here bore, in " + Table.text(unknown)
                    + " events; bin/djamo-payouts webhooks list shows them");
        }
        if (unaccounted != 0) {
            out.println("alarm: " + unaccounted + " rows are unaccounted for; keep the ledger file and ask for help");
        }
    }
}
