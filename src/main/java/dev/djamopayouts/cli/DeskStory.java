package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Desk.Decided;
import dev.djamopayouts.ledger.DeskPayout;
import dev.djamopayouts.ledger.DeskPayout.Made;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Msisdn;
import java.io.PrintWriter;
import java.time.Clock;

/** Tells a person at the desk which payout it is, how it stood and how it stands, or why nothing can be decided about it. */
final class DeskStory {

    private final DeskOptions options;
    private final Clock clock;

    DeskStory(DeskOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    /** Prints what became of a decision; true where it holds, now or since before. */
    boolean print(Decided decided, Decision decision) {
        DeskPayout before = decided.before();
        PrintWriter out = options.out();
        out.println("payout " + before.id() + ": " + Shown.line(before.fileName()) + " line " + Table.text(before.id().lineNo()) + ", "
                + number(before.msisdn()) + ", " + Table.text(before.francs()) + " XOF, reference " + before.reference());
        out.println("  before  " + stands(before));
        boolean well = switch (decided.result()) {
            case MADE -> {
                out.println("  after   " + stands(decided.after()));
                yield true;
            }
            case MADE_BEFORE -> {
                out.println("  the same was decided before, nothing is changed: " + words(before.last()));
                yield true;
            }
            case REFUSED -> {
                out.flush();
                options.err().println("payout " + before.id() + " " + refusal(before, decision.verdict()));
                yield false;
            }
        };
        out.flush();
        return well;
    }

    private static String number(Msisdn msisdn) {
        return msisdn == null ? "no number" : msisdn.masked();
    }

    private String stands(DeskPayout payout) {
        String state = payout.state() + (payout.doubt() == null ? "" : ", in doubt (" + payout.doubt() + ")"
                + (payout.doubtSinceMillis() == 0 ? "" : " since " + Shown.time(payout.doubtSinceMillis()) + ", for "
                + Shown.age(clock.millis() - payout.doubtSinceMillis())));
        String more = switch (payout.state()) {
            case UNKNOWN -> payout.detail();
            case HELD, FAILED, REJECTED -> payout.reason();
            case COMPLETED, PENDING -> payout.djamoId() == null ? null : "at Djamo " + payout.djamoId();
            case RECEIVED -> "goes on to be paid";
            case CHECKED, SUBMITTING -> null;
        };
        return state + (more == null ? "" : ": " + Shown.masked(more));
    }

    static String words(Made made) {
        return Shown.line(made.decision().words().english()) + " (" + Shown.time(made.atMillis()) + ")";
    }

    private String refusal(DeskPayout payout, Decision.Verdict verdict) {
        String before = payout.last() == null ? "" : "; decided before: " + words(payout.last());
        return switch (payout.fileState()) {
            case RECEIVING -> "belongs to a file that is still being received; wait for its answer";
            case ACCEPTED, SETTLED, REFUSED, DUPLICATE -> switch (payout.state()) {
                case UNKNOWN -> "is in doubt, not held; decide it with: bin/djamo-payouts resolve " + payout.id()
                        + " --paid DJAMO_ID --why TEXT, or --not-paid";
                case HELD -> "is held, not in doubt, and was never sent; decide it with: bin/djamo-payouts release " + payout.id()
                        + " --why TEXT, or reject";
                case SUBMITTING -> "is being sent at this moment; wait until its lease ends at " + Shown.time(payout.dueAtMillis())
                        + ", then it is known or in doubt";
                case PENDING -> "is with Djamo as " + payout.djamoId() + ", which is asked until it says how it ended; there is"
                        + " nothing to decide";
                case RECEIVED, CHECKED -> "is on its way and not in doubt; there is nothing to decide" + before;
                case COMPLETED, FAILED, REJECTED -> "is " + payout.state() + " and stays so: a final state never changes" + before
                        + (verdict == Decision.Verdict.PAID || payout.last() != null
                        ? "; if that is wrong, put it right with Djamo and in your books" : "");
            };
        };
    }
}
