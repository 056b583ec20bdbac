package dev.djamopayouts.file;

import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the rows of a payout file come to, counted while they are read. They are counted as the sender wrote them: rows that
 * are rejected are among them.
 */
public final class RowTotals {

    private static final int LINES_NAMED = 20;

    private final List<Long> unreadLines = new ArrayList<>();
    private long rows;
    private long francs;
    private long unread;
    private boolean beyondCounting;

    void add(PayoutRow row) {
        rows++;
        if (row.amount() == null) {
            unread++;
            if (unreadLines.size() < LINES_NAMED) {
                unreadLines.add(row.lineNo());
            }
            return;
        }
        try {
            francs = Math.addExact(francs, row.amount().francs());
        } catch (ArithmeticException e) {
            beyondCounting = true;
        }
    }

    /** How many rows were read. */
    public long rows() {
        return rows;
    }

    /** The sum of all amounts, or null where not every one of them could be read: then nobody knows it. */
    public Xof amount() {
        return unread > 0 || beyondCounting ? null : new Xof(francs);
    }

    /**
     * Why the rows are not what was said of them, each with its remedy; nothing where they are.
     *
     * @param sha256 of the file that the rows are of, in hex
     * @param lineNo the line that says it, 0 where it is not in the file
     */
    public List<Problem> against(ControlTotals said, String sha256, long lineNo) {
        List<Problem> wrong = new ArrayList<>();
        if (said.sha256() != null && !said.sha256().equals(sha256)) {
            wrong.add(problem(lineNo, new Words("the control totals are those of a file with the SHA-256 " + said.sha256()
                    + ", and this file has " + sha256 + ": drop the file that they are of, or the totals of this one",
                    "les totaux de contrôle sont ceux d'un fichier dont le SHA-256 est " + said.sha256() + ", et ce fichier a "
                    + sha256 + " : déposez le fichier auquel ils se rapportent, ou les totaux de celui-ci")));
        }
        if (said.rows() != null && said.rows() != rows) {
            wrong.add(problem(lineNo, new Words("the control totals say " + said.rows() + " rows and the file has " + rows
                    + ": drop the whole file, with totals made from it",
                    "les totaux de contrôle annoncent " + said.rows() + " lignes et le fichier en a " + rows
                    + " : déposez le fichier entier, avec des totaux calculés sur lui")));
        }
        if (amount() == null) {
            wrong.add(unproven(said.amount()));
        } else if (said.amount().francs() != francs) {
            wrong.add(problem(lineNo, new Words("the control totals say " + said.amount() + " XOF and the rows come to " + francs
                    + " XOF: drop the whole file, with totals made from it",
                    "les totaux de contrôle annoncent " + said.amount() + " XOF et les lignes font " + francs
                    + " XOF : déposez le fichier entier, avec des totaux calculés sur lui")));
        }
        return wrong;
    }

    /** What is missing to the sum tells the sender what the unread cells should say, but it is no proof of what they mean. */
    private Problem unproven(Xof said) {
        if (unread == 0) {
            return problem(0, new Words("the amounts come to more than can be counted: split the file, each part with its own totals",
                    "la somme des montants dépasse ce qui peut être compté : divisez le fichier, chaque partie avec ses totaux"));
        }
        String lines = unreadLines.stream().map(String::valueOf).collect(Collectors.joining(", "))
                + (unread > unreadLines.size() ? ", …" : "");
        return problem(unreadLines.get(0), new Words("the control totals say " + said + " XOF, which nobody can prove: " + unread
                + (unread == 1 ? " amount" : " amounts") + " cannot be read (line " + lines + "), and the others come to " + francs
                + " XOF; write whole francs there and drop the file again",
                "les totaux de contrôle annoncent " + said + " XOF, ce qui ne peut pas être vérifié : " + unread
                + (unread == 1 ? " montant est illisible" : " montants sont illisibles") + " (ligne " + lines + "), et les autres font "
                + francs + " XOF ; écrivez-y des francs entiers et déposez le fichier de nouveau"));
    }

    static Problem problem(long lineNo, Words words) {
        return new Problem(lineNo, "totals", new Reason(ReasonCode.AM10, words));
    }
}
