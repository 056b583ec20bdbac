package dev.djamopayouts.cli;

import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.ledger.DeskPayout.Made;
import dev.djamopayouts.ledger.FileFigures;
import dev.djamopayouts.ledger.FileFigures.Alarm;
import dev.djamopayouts.ledger.FileFigures.Delivery;
import dev.djamopayouts.ledger.FileFigures.Held;
import dev.djamopayouts.ledger.FileFigures.InDoubt;
import dev.djamopayouts.ledger.FileFigures.Mended;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.payout.PayoutState;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;

/** All that an operator may want to know of one payout file; numbers are masked. */
final class FileStatus {

    private static final int MOST_LISTED = 20;
    private static final int MOST_WAITING = 10_000;

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
        out.println("  id " + file.id() + ", from the " + file.inbox() + " inbox"
                + (file.sender() == null ? "" : " of " + file.sender()) + ", " + Table.text(file.bytes()) + " bytes, sha256 "
                + file.sha256() + (file.isPacked() ? ", of what it holds " + file.contentSha256() : ""));
        out.println("  received " + Shown.time(file.receivedAtMillis()) + times(", accepted ", file.acceptedAtMillis())
                + times(", settled ", file.settledAtMillis()));
        if (file.rows() > 0) {
            out.println();
            FileTables.print(out, ledger.figures(), file.id());
        }
        printInDoubt(out, figures.inDoubt(MOST_LISTED));
        printAlarms(out, figures.alarms(MOST_LISTED));
        printHeld(out, figures.held(MOST_LISTED));
        printMended(out, figures.mended(MOST_LISTED));
        printDecisions(out, figures.decisions(MOST_LISTED));
        printAnswers(out, figures.deliveries());
    }

    private String state() {
        return switch (file.state()) {
            case RECEIVING -> isAwaitingTotals() ? "waits for its control totals, " + Shown.line(file.name() + TotalsFile.SUFFIX)
                    + "; nothing of it is paid before" : "being received; nothing of it is paid before its last row is read";
            case ACCEPTED -> "accepted, on its way: " + Table.text(file.valid()) + " of " + Table.text(file.rows())
                    + " rows to pay, " + Table.text(file.validFrancs()) + " XOF";
            case SETTLED -> "settled, every row is final";
            case REFUSED -> "refused as a whole, nothing was paid";
            case DUPLICATE -> "the content of an earlier file, nothing was paid for it";
        };
    }

    private boolean isAwaitingTotals() {
        return ledger.figures().totals().awaiting(MOST_WAITING).stream().anyMatch(it -> it.id() == file.id());
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
                // Refused with its whole batch: surely not booked, so that no time counts.
                it.sinceMillis() == 0 ? "-" : Shown.age(clock.millis() - it.sinceMillis()), Shown.masked(it.detail())));
        table.print(out, "  ");
    }

    private void printHeld(PrintWriter out, List<Held> held) {
        if (held.isEmpty()) {
            return;
        }
        long rows = ledger.figures().byState(file.id()).get(PayoutState.HELD).rows();
        out.println();
        out.println("  held until a person decides" + firstOf(held.size(), rows) + "; nothing of these was sent, and the file is not"
                + " settled before");
        Table table = new Table("payout", ">line", "number", ">XOF", "reference", "why");
        held.forEach(it -> table.row(it.id(), it.id().lineNo(), it.msisdn().masked(), it.francs(), it.reference(),
                Shown.line(Shown.masked(it.why()))));
        table.print(out, "  ");
        out.println("  pay one:          bin/djamo-payouts release " + held.get(0).id() + " --why TEXT");
        out.println("  pay all of them:  bin/djamo-payouts release " + Shown.argument(file) + " --why TEXT");
        out.println("  pay none:         bin/djamo-payouts reject " + Shown.argument(file) + " --why TEXT");
    }

    private static String firstOf(int listed, long all) {
        return listed < all ? ", the first " + listed + " of " + Table.text(all) : "";
    }

    private static void printMended(PrintWriter out, List<Mended> mended) {
        if (mended.isEmpty()) {
            return;
        }
        out.println();
        out.println("  dropped before" + (mended.size() < MOST_LISTED ? "" : ", the first " + MOST_LISTED)
                + "; paid here only where it surely was not paid then, else the result says how that one stands");
        Table table = new Table(">line", "here", "reference", "before", "in");
        mended.forEach(it -> table.row(it.id().lineNo(), it.state(), it.reference(), it.mends(), Shown.line(it.fileName()) + " line "
                + it.mends().lineNo()));
        table.print(out, "  ");
    }

    private static void printDecisions(PrintWriter out, List<Made> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        out.println();
        out.println("  decided by hand, the latest first" + (decisions.size() < MOST_LISTED ? "" : ", " + MOST_LISTED + " at most"));
        Table table = new Table("payout", "decided", "what, by whom and why");
        decisions.forEach(it -> table.row(it.id(), Shown.time(it.atMillis()), Shown.line(it.decision().words().english())));
        table.print(out, "  ");
    }

    private static void printAlarms(PrintWriter out, List<Alarm> alarms) {
        if (alarms.isEmpty()) {
            return;
        }
        out.println();
        out.println("  a person must look at these");
        Table table = new Table("payout", ">line", "reference", "what is wrong");
        alarms.forEach(it -> table.row(it.id(), it.id().lineNo(), it.reference(), Shown.masked(it.text())));
        table.print(out, "  ");
        alarms.stream().filter(Alarm::undecided).forEach(it -> out.println("  when Djamo has told how it ended:  bin/djamo-payouts resolve "
                + it.id() + " --paid DJAMO_ID --why TEXT   or   bin/djamo-payouts resolve " + it.id() + " --not-paid --why TEXT"));
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
