package dev.djamopayouts.cli;

import dev.djamopayouts.payout.Decision.Verdict;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A person lets held payouts go on. */
@Command(name = "release", description = "Let held payouts go on to be paid, beside a running process too.",
        footer = {"", "What was released is checked and paid within seconds; nothing takes that back.",
            "Exit codes: 0 decided, now or before; 1 something was not decided; 2 no such payout or file, nothing decided."})
final class ReleaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private DeskOptions options;

    @Parameters(arity = "1..*", paramLabel = "PAYOUT|FILE", description = "A payout's id, like 12-345, or a file, for all that is held"
            + " of it: the name it was dropped under, the name its answers have, or its id.")
    private List<String> names;

    @Override
    public Integer call() throws Exception {
        return new HeldDesk(options, command.commandLine()).decide(names, options.decision(Verdict.RELEASED, null));
    }
}
