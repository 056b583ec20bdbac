package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Desk;
import dev.djamopayouts.ledger.Figures.Total;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.PayoutId;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;

/** Decides about held payouts, one by one or all of a file: the work of {@code release} and of {@code reject}. */
final class HeldDesk {

    private final DeskOptions options;
    private final CommandLine command;

    HeldDesk(DeskOptions options, CommandLine command) {
        this.options = options;
        this.command = command;
    }

    /** Everything is looked up before anything is decided: a mistyped name decides nothing. */
    int decide(List<String> names, Decision decision) throws Exception {
        try (Ledger ledger = options.openLedger()) {
            Set<PayoutId> payouts = new LinkedHashSet<>();
            Map<Long, PayoutFileEntry> files = new LinkedHashMap<>();
            for (String name : names) {
                if (NamedPayout.parse(name).isPresent()) {
                    payouts.add(NamedPayout.find(ledger, name, command));
                } else {
                    PayoutFileEntry file = NamedFile.find(ledger, name, command);
                    files.put(file.id(), file);
                }
            }
            DeskStory story = new DeskStory(options, Clock.systemUTC());
            boolean well = true;
            for (PayoutId id : payouts) {
                Desk.Decided decided = ledger.desk().decide(id, decision);
                well &= story.print(decided, decision);
            }
            for (PayoutFileEntry file : files.values()) {
                well &= decideAll(ledger, file, decision);
            }
            return well ? ExitCode.OK : ExitCode.SOFTWARE;
        }
    }

    private boolean decideAll(Ledger ledger, PayoutFileEntry file, Decision decision) {
        String name = Shown.line(file.answerName());
        if (file.state() == FileState.RECEIVING) {
            options.err().println(name + " is still being received; wait for its answer");
            return false;
        }
        Total held = ledger.figures().byState(file.id()).get(decision.verdict().takes());
        options.out().println(name + ": " + Table.text(held.rows()) + " rows are held, " + Table.text(held.francs()) + " XOF");
        long decided = ledger.desk().decideAll(file.id(), decision);
        options.out().println(decided == 0 ? "  nothing to decide" : "  " + Table.text(decided) + " rows " + decision.words().english());
        options.out().flush();
        return true;
    }
}
