package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchResult.Moments;
import dev.djamopayouts.cli.BenchResult.Product;
import dev.djamopayouts.cli.BenchResult.Wire;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a bench found, for people: two columns to compare, the moments of the file, and what it means. */
final class BenchReport {

    private static final double WELL = 0.97;
    private static final double BUSY = 0.85;
    private static final double ELSEWHERE = 0.3;

    private final BenchResult result;
    private final Wire wire;
    private final Product product;

    BenchReport(BenchResult result) {
        this.result = result;
        this.wire = result.wire();
        this.product = result.product();
    }

    void print(PrintWriter out) {
        out.println("djamo-payouts bench: " + result.plan().told());
        out.println("  on " + result.machine().processors() + " processors, shared with the sandbox; Java " + result.machine().java()
                + ", at most " + megabytes(result.machine().mostHeapBytes()) + " of heap");
        out.println("  with " + result.settings().entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(it -> it.getKey() + "=" + it.getValue()).collect(Collectors.joining(" ")));
        out.println();
        if (result.restart() != null) {
            restarted(out);
            return;
        }
        compared(out);
        if (product != null) {
            out.println();
            moments(out);
            out.println();
            out.println(reading());
        }
        meaning(out);
        out.flush();
    }

    private void restarted(PrintWriter out) {
        new Table("killed in the middle of the file and started again", ">").row("first start to ready, s", number(result.restart().startSeconds()))
                .row("rows accepted when it was killed", result.restart().acceptedBefore())
                .row("second start to ready, s", number(result.restart().restartSeconds()))
                .row("second start to the next row accepted, s", number(result.restart().secondsToFirstAcceptance())).print(out, "  ");
        out.flush();
    }

    private void compared(PrintWriter out) {
        Table table = new Table("", ">wire", ">djamo-payouts");
        line(table, "rows a second, to the last acceptance", it -> number(it.rowsPerSecond()), it -> number(it.rowsPerSecond()));
        line(table, "rows a second, from the acknowledgement on", it -> "", it -> number(it.rowsPerSecondAfterReading()));
        line(table, "seconds", it -> number(it.seconds()), it -> number(it.seconds()));
        for (String endpoint : endpoints()) {
            line(table, endpoint, it -> answers(it.calls().get(endpoint)), it -> answers(it.calls().get(endpoint)));
        }
        line(table, "calls answered 429", it -> Table.text(BenchWatch.tooMany(it.calls())), it -> Table.text(it.tooMany()));
        line(table, "CPU s per 1,000 rows, to the last acceptance", it -> number(it.cpu().ownPerThousandRows()),
                it -> number(it.cpuToLastAcceptance().ownPerThousandRows()));
        line(table, "CPU s per 1,000 rows, to the end", it -> "", it -> number(it.cpu().ownPerThousandRows()));
        line(table, "CPU s per 1,000 rows of the sandbox", it -> number(it.cpu().sandboxPerThousandRows()),
                it -> number(it.cpu().sandboxPerThousandRows()));
        line(table, "processors busy", it -> number(it.cpu().processorsBusy()), it -> number(it.cpuToLastAcceptance().processorsBusy()));
        line(table, "processors busy elsewhere", it -> number(it.cpu().processorsBusyElsewhere()),
                it -> number(it.cpuToLastAcceptance().processorsBusyElsewhere()));
        line(table, "commits", it -> "", it -> Table.text(it.commits()));
        line(table, "writes in them", it -> "", it -> Table.text(it.writes()));
        line(table, "peak heap", it -> "", it -> megabytes(it.peakHeapBytes()));
        line(table, "most resident memory", it -> "", it -> it.residentBytes() == 0 ? "unknown" : megabytes(it.residentBytes()));
        if (product != null && product.idleShare() != null) {
            table.row("idle, of one processor", "", String.format(Locale.ROOT, "%.1f %%", 100 * product.idleShare()));
        }
        table.print(out, "  ");
    }

    private void line(Table table, String what, Function<Wire, String> ofWire, Function<Product, String> ofProduct) {
        table.row(what, wire == null ? "" : ofWire.apply(wire), product == null ? "" : ofProduct.apply(product));
    }

    private TreeSet<String> endpoints() {
        TreeSet<String> all = new TreeSet<>();
        if (wire != null) {
            all.addAll(wire.calls().keySet());
        }
        if (product != null) {
            all.addAll(product.calls().keySet());
        }
        return all;
    }

    private static String answers(Map<Integer, Long> byStatus) {
        return byStatus == null ? "0" : Table.text(byStatus.values().stream().mapToLong(Long::longValue).sum());
    }

    private void moments(PrintWriter out) {
        Moments at = product.secondsAfterDrop();
        new Table("the file", ">s after the drop").row("picked up, reading begins", number(at.read())).row("acknowledged", number(at.acknowledged()))
                .row("first transfer accepted", number(at.firstAccepted())).row("last transfer accepted", number(at.lastAccepted()))
                .row("last row final", number(at.lastFinal())).row("result written", number(at.resultWritten()))
                .row("every outcome delivered", number(at.end())).print(out, "  ");
    }

    private String reading() {
        Moments at = product.secondsAfterDrop();
        return String.format(Locale.ROOT, "reading: %,d rows into the ledger in %.3f s, %,.0f rows a second; %.3f s from the drop to the"
                + " acknowledgement", result.plan().rows(), at.acknowledged() - at.read(), product.rowsPerSecondRead(), at.acknowledged());
    }

    private void meaning(PrintWriter out) {
        BenchPlan plan = result.plan();
        if (product != null && plan.rate() > 0) {
            out.printf(Locale.ROOT, "limit: %,.1f of %,d allowed calls a second were used while rows were sent (%.3f); %.2f %% of all calls were"
                    + " answered 429%n", product.allowedCallsPerSecond(), plan.rate(), product.allowedCallsPerSecond() / plan.rate(),
                    100.0 * product.tooMany() / Math.max(1, BenchWatch.count(product.calls())));
        }
        if (plan.latencyMillis() > 0) {
            double bound = plan.concurrency() * 1_000.0 / plan.latencyMillis() * plan.rows() / plan.calls();
            out.printf(Locale.ROOT, "bound: %d calls in flight at %d ms each are %,.0f rows a second%s%n", plan.concurrency(), plan.latencyMillis(),
                    bound, product == null ? "" : String.format(Locale.ROOT, "; djamo-payouts reached %.3f of it", product.rowsPerSecond() / bound));
        }
        if (result.ratio() != null) {
            out.printf(Locale.ROOT, "ratio: %.3f of the wire, from the drop; %.3f from the acknowledgement%n", result.ratio(),
                    product.rowsPerSecondAfterReading() / wire.rowsPerSecond());
            out.println(sentence());
            if (wire.cpu().processorsBusyElsewhere() + product.cpuToLastAcceptance().processorsBusyElsewhere() > ELSEWHERE) {
                out.println("The machine had something else to do meanwhile: measure again when it is quiet.");
            }
        }
    }

    /** Who waits for whom: where there is a limit the API is waited for as long as calls go at its rate. */
    private String sentence() {
        boolean limited = result.plan().rate() > 0 && product.allowedCallsPerSecond() > 0;
        double ofApi = limited ? Math.min(1, product.allowedCallsPerSecond() / result.plan().rate()) : Math.min(1, result.ratio());
        String api = limited ? "the limit of the API" : "the API";
        if (ofApi >= WELL) {
            return "The payroll waits for " + api + ": djamo-payouts adds next to nothing to what the calls themselves take.";
        }
        BenchResult.Cpu used = product.cpuToLastAcceptance();
        boolean busy = used.processorsBusy() > BUSY * result.machine().processors();
        return String.format(Locale.ROOT, "The payroll waits for %s %.0f %% of the time and for djamo-payouts %.0f %%%s.", api, 100 * ofApi,
                100 * (1 - ofApi), busy ? String.format(Locale.ROOT, "; the processors were busy, %.0f %% of it with the sandbox, which is"
                        + " not on this machine where the API is real", 100 * used.sandbox() / (used.own() + used.sandbox())) : "");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3f", value);
    }

    private static String megabytes(long bytes) {
        return Table.text(bytes >> 20) + " MB";
    }
}
