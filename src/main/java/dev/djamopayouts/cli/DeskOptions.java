package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command takes that decides something: who decides and why, beside what all commands take. */
final class DeskOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--by", paramLabel = "NAME", description = "Who decides. Default: the user of this machine, ${DEFAULT-VALUE}.",
            defaultValue = "${sys:user.name}")
    private String by;

    @Option(names = "--why", paramLabel = "TEXT", required = true,
            description = "The grounds, in a sentence: they are kept, and reported to whoever dropped the file.")
    private String why;

    /** The decision as it is kept: on one line, with phone numbers masked, since reports repeat it. */
    Decision decision(Decision.Verdict verdict, String djamoId) {
        try {
            return new Decision(verdict, djamoId, oneLine(by), oneLine(why));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--by, --why or --paid: " + e.getMessage());
        }
    }

    private static String oneLine(String text) {
        return Shown.masked(text.strip().replaceAll("[\\s\\p{Cntrl}]+", " "));
    }

    /** The ledger, to decide in beside a running process. */
    Ledger openLedger() throws Exception {
        return PayoutRuntime.openLedger(options.load(Purpose.LOOK), Ledger.Access.DESK);
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    PrintWriter err() {
        return command.commandLine().getErr();
    }
}
