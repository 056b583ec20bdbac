package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Desk;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Decision.Verdict;
import dev.djamopayouts.payout.PayoutId;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person decides a payout in doubt. */
@Command(name = "resolve", description = "Decide by hand how a payout in doubt ended, beside a running process too.",
        footer = {"", "Ask Djamo first: what is decided here is reported as it is given, and a final state never changes. A payout that"
            + " was not paid may be dropped again with the reference it has.",
            "Exit codes: 0 decided, now or before; 1 not decided; 2 no such payout."})
final class ResolveCommand implements Callable<Integer> {

    /** One of the two. */
    private static final class HowItEnded {

        @Option(names = "--paid", paramLabel = "DJAMO_ID", required = true,
                description = "It was paid: by this transaction of Djamo's.")
        private String djamoId;

        @Option(names = "--not-paid", required = true, description = "It was not paid and never will be.")
        private boolean notPaid;
    }

    @Spec
    private CommandSpec command;

    @Mixin
    private DeskOptions options;

    @ArgGroup(multiplicity = "1")
    private HowItEnded ended;

    @Parameters(paramLabel = "PAYOUT", description = "The payout's id, like 12-345: status and the result have it.")
    private String payout;

    @Override
    public Integer call() throws Exception {
        Decision decision = options.decision(ended.notPaid ? Verdict.NOT_PAID : Verdict.PAID, ended.djamoId);
        try (Ledger ledger = options.openLedger()) {
            PayoutId id = NamedPayout.find(ledger, payout, command.commandLine());
            Optional<PayoutId> other = decision.djamoId() == null ? Optional.empty() : ledger.desk().otherWith(decision.djamoId(), id);
            if (other.isPresent()) {
                throw new ParameterException(command.commandLine(), "the transaction " + decision.djamoId()
                        + " is that of payout " + other.get() + ", and one transaction pays one payout; look the id up at Djamo once more");
            }
            Desk.Decided decided = ledger.desk().decide(id, decision);
            return new DeskStory(options, Clock.systemUTC()).print(decided, decision) ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }
}
