package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.FileFigures.Unpaid;
import dev.djamopayouts.ledger.Figures;
import dev.djamopayouts.ledger.Figures.Total;
import dev.djamopayouts.payout.PayoutState;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** One file's rows in two tables: by state, and by the reason why they were not paid. */
final class FileTables {

    private FileTables() {
    }

    static void print(PrintWriter out, Figures figures, long fileId) {
        Map<PayoutState, Total> totals = figures.byState(fileId);
        Table states = new Table("state", ">rows", ">XOF", ">fees");
        long rows = 0;
        long francs = 0;
        long fees = figures.of(fileId).fees();
        for (Map.Entry<PayoutState, Total> entry : totals.entrySet()) {
            Total total = entry.getValue();
            rows += total.rows();
            francs += total.francs();
            if (total.rows() > 0) {
                states.row(entry.getKey(), total.rows(), total.francs(), entry.getKey() == PayoutState.COMPLETED ? fees : null);
            }
        }
        states.row("all", rows, francs, null).print(out, "  ");
        printUnpaid(out, figures.of(fileId).unpaid());
    }

    private static void printUnpaid(PrintWriter out, List<Unpaid> unpaid) {
        if (unpaid.isEmpty()) {
            return;
        }
        out.println();
        Table reasons = new Table("not paid", ">rows", ">XOF", "reason");
        unpaid.forEach(it -> reasons.row(it.code(), it.rows(), it.francs(), it.code().words().english()));
        reasons.print(out, "  ");
    }
}
