package dev.djamopayouts.cli;

import dev.djamopayouts.cli.DemoAudit.Finding;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.sandbox.SandboxBook;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the demo tells at its end, and whether the three accounts of it agree. */
final class DemoSummary {

    private final DemoParts parts;
    private final SftpDesk desk;
    private final PayoutFileEntry file;
    private final PayoutFileEntry copy;

    /** @param copy the second drop of the same content */
    DemoSummary(DemoParts parts, SftpDesk desk, PayoutFileEntry file, PayoutFileEntry copy) {
        this.parts = parts;
        this.desk = desk;
        this.file = file;
        this.copy = copy;
    }

    /** Prints all of it; true where everything agrees. */
    boolean print(PrintWriter out, long rowsSent) throws IOException {
        out.println();
        FileTables.print(out, parts.runtime().ledger().figures(), file.id());
        printCalls(out);
        printAnswers(out);
        out.println();
        out.println("the sandbox's own book, the answers and the ledger compared");
        boolean well = true;
        for (Finding finding : findings(rowsSent)) {
            out.println("  " + finding);
            well &= finding.holds();
        }
        out.println();
        out.flush();
        return well;
    }

    private void printCalls(PrintWriter out) {
        out.println();
        out.println("what the sandbox answered (0: it cut the connection)");
        Table calls = new Table("call", "answers");
        parts.book().calls().forEach((endpoint, byStatus) -> calls.row(endpoint, byStatus.entrySet().stream()
                .map(it -> it.getKey() + " x " + it.getValue()).collect(Collectors.joining(", "))));
        calls.print(out, "  ");
    }

    private void printAnswers(PrintWriter out) throws IOException {
        out.println();
        out.println("what came back over SFTP, in " + DemoParts.OUTBOX);
        Table answers = new Table("answer", ">bytes");
        for (String name : desk.names(DemoParts.OUTBOX)) {
            answers.row(name, desk.download(DemoParts.OUTBOX, name).length());
        }
        answers.print(out, "  ");
    }

    private List<Finding> findings(long rowsSent) throws IOException {
        Ledger ledger = parts.runtime().ledger();
        SandboxBook book = parts.book();
        List<SettledPayout> rows = new ArrayList<>();
        ledger.outcomes().eachRow(file.id(), rows::add);
        DemoAudit audit = new DemoAudit(rows, book.transactions());
        return List.of(
                audit.paidAsTheLedgerSays(),
                audit.nobodyPaidTwice(),
                audit.nothingUnknown(),
                audit.balance(SandboxOptions.defaults().openingBalance(), book.balance()),
                audit.resultComplete(answer(file, "result.csv"), rowsSent),
                audit.failuresComplete(answer(file, "failures.csv")),
                new Finding("the second copy was answered as a duplicate and paid nothing",
                        answer(copy, "dup.json").isEmpty() ? List.of("it is " + copy.state()) : List.of()),
                new Finding("no row is unaccounted for and none waits for a person", alarms(ledger)));
    }

    private static List<String> alarms(Ledger ledger) {
        return Map.of("unaccounted", ledger.figures().unaccounted(), "alarms", ledger.figures().alarms(),
                "waiting for a person", ledger.figures().waitingForPerson()).entrySet().stream()
                .filter(it -> it.getValue() != 0).map(it -> it.getKey() + " " + it.getValue()).toList();
    }

    /** The text of an answer, empty where it did not come. */
    private String answer(PayoutFileEntry of, String suffix) throws IOException {
        String name = of.answerName() + "." + suffix;
        return desk.names(DemoParts.OUTBOX).contains(name) ? desk.download(DemoParts.OUTBOX, name) : "";
    }
}
