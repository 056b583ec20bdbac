package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.FileFigures;
import dev.djamopayouts.ledger.FileFigures.Alarm;
import dev.djamopayouts.ledger.FileFigures.Delivery;
import dev.djamopayouts.ledger.FileFigures.InDoubt;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/** All that an operator may want to know of one payout file; numbers are masked. */
final class FileStatus {

    private static final int MOST_LISTED = 20;

    private final PayoutFileEntry file;
    private final Ledger ledger;
    private final FileFigures figures;
    private final Clock clock;

    FileStatus(Ledger ledger, PayoutFileEntry file, Clock clock) {
        this.ledger = ledger;
        this.file = file;
        this.figures = ledger.figures().of(file.id());
        this.clock = clock;
    }

    void print(PrintWriter out) {
        out.println(file.name() + ": " + state());
        out.println("  id " + file.id() + ", from the " + file.inbox() + " inbox, " + Table.text(file.bytes()) + " bytes, sha256 "
                + file.sha256());
        out.println("  received " + Shown.time(file.receivedAtMillis()) + times(", accepted ", file.acceptedAtMillis())
                + times(", settled ", file.settledAtMillis()));
        if (file.rows() > 0) {
            out.println();
            FileTables.print(out, ledger.figures(), file.id());
        }
        printInDoubt(out, figures.inDoubt(MOST_LISTED));
        printAlarms(out, figures.alarms(MOST_LISTED));
        printAnswers(out, figures.deliveries());
    }

    private String state() {
        return switch (file.state()) {
            case RECEIVING -> "being received; nothing of it is paid before its last row is read";
            case ACCEPTED -> "accepted, on its way: " + Table.text(file.valid()) + " of " + Table.text(file.rows())
                    + " rows to pay, " + Table.text(file.validFrancs()) + " XOF";
            case SETTLED -> "settled, every row is final";
            case REFUSED -> "refused as a whole, nothing was paid";
            case DUPLICATE -> "the content of an earlier file, nothing was paid for it";
        };
    }

    private static String times(String label, long millis) {
        return millis == 0 ? "" : label + Shown.time(millis);
    }

    private void printInDoubt(PrintWriter out, List<InDoubt> doubtful) {
        if (doubtful.isEmpty()) {
            return;
        }
        out.println();
        out.println("  in doubt, the oldest first; each is looked up by its reference before anything else");
        Table table = new Table(">line", "number", ">XOF", "reference", "doubt", "for", "last word");
        doubtful.forEach(it -> table.row(it.id().lineNo(), it.msisdn().masked(), it.francs(), it.reference(), it.doubt(),
                Shown.age(clock.millis() - it.sinceMillis()), Shown.masked(it.detail())));
        table.print(out, "  ");
    }

    private static void printAlarms(PrintWriter out, List<Alarm> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        out.println();
        out.println("  a person must look at these");
        Table table = new Table(">line", "reference", "what is wrong");
        alarms.forEach(it -> table.row(it.id().lineNo(), it.reference(), Shown.masked(it.text())));
        table.print(out, "  ");
    }

    private static void printAnswers(PrintWriter out, List<Delivery> deliveries) {
        out.println();
        if (deliveries.isEmpty()) {
            out.println("  no answer yet");
            return;
        }
        Table table = new Table("answer", "to", "delivered");
        deliveries.forEach(it -> table.row(it.name(), it.destination(), it.deliveredAtMillis() > 0
                ? Shown.time(it.deliveredAtMillis()) : "waiting, tried " + it.tries() + " times"));
        table.print(out, "  ");
    }
}
