package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.ledger.Audit;
import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.Audit.Head;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Proves the ledger, or says what does not hold. */
@Command(name = "audit", description = "Verify the audit trail and every promise against the ledger, beside a running process too.",
        footer = {"", "Changes nothing. Keep the head it prints elsewhere, in a mail or on paper: with --head it proves later that"
                + " nothing before it was changed.", "", "Exit codes: 0 all holds, 1 something does not, or the ledger or Djamo cannot be"
                + " read, 2 bad usage or configuration."})
final class AuditCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--head", paramLabel = "SEQ:HASH",
            description = "A head that an earlier audit printed: proves that the trail up to there is the one of that day.")
    private String head;

    @Option(names = "--api", description = "Compare with Djamo's own list of transactions too; needs the base URL and the token.")
    private boolean api;

    @Override
    public Integer call() throws Exception {
        Head kept = kept();
        Settings settings = options.load(api ? Purpose.ASK : Purpose.LOOK);
        PrintWriter out = command.commandLine().getOut();
        FindingsList<Check> list = new FindingsList<>(Check.class, Check::claim, Check::remedy);
        boolean well;
        try (Ledger ledger = PayoutRuntime.openLedger(settings, Ledger.Access.READER)) {
            Audit.Report report = ledger.audit().verify(kept, finding -> list.add(finding.check(), finding.place(), finding.text()));
            out.println("the ledger and its audit trail");
            list.print(out, report.looked());
            out.println("  head " + report.head() + "; keep it elsewhere, audit --head proves by it that nothing before was changed");
            out.flush();
            well = list.isEmpty();
            if (api) {
                well &= new ApiAudit(ledger, PayoutRuntime.access(settings), settings).print(out, command.commandLine().getErr());
            }
        }
        out.println(well ? "all of it holds" : "NOT all of it holds");
        out.flush();
        return well ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private Head kept() {
        try {
            return head == null ? null : Head.parse(head);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--head: " + e.getMessage());
        }
    }
}
