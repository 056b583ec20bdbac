package dev.djamopayouts.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.cli.BenchRows.Use;
import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.sandbox.CallTally;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/**
 * What a ledger costs: the bench's wire and product, and between them in the table a {@link PlainRoute}, which makes the same
 * calls for the same rows, so many at once, against a sandbox that is a process of its own as well. Run by the profile
 * {@code peer}; it takes the options of {@code djamo-payouts bench}.
 */
final class PlainRoutePeer {

    private static final Duration PATIENCE = Duration.ofHours(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final String WHAT_IT_DOES_NOT = """
            The plain route makes the same calls for the same rows and keeps nothing. It does not
              claim a row before it sends it: two instances on one folder may both send a file
              record what it sent: killed in the middle it begins the file again, and sends the first rows once more
              look a lost answer up: it sends again, and pays twice where the API has forgotten the reference
              know a copy of a file, or a reference again: it sends each, and only the API's 409 is between that and a second payment
              refuse a file whose totals or rows are wrong: whatever of it can be sent is sent before its last row is read
              ask how a transfer ended: "pending" is the last it knows, and what it calls failed may have been paid
              keep the API's pace, or hold transfers back while it is down: a POST answered 429 or 503 is silently sent again
              keep a trail that can be audited.
            djamo-payouts does all of that in the time above; its further calls ask how each transfer ended.""";

    private final JsonNode bench;
    private final BenchPlan plan;
    private final PrintWriter out;

    private PlainRoutePeer(JsonNode bench, BenchPlan plan, PrintWriter out) {
        this.bench = bench;
        this.plan = plan;
        this.out = out;
    }

    public static void main(String[] args) throws Exception {
        PrintWriter out = new PrintWriter(System.out, true);
        StringWriter json = new StringWriter();
        int status = DjamoPayouts.commandLine().setOut(new PrintWriter(json)).execute(
                Stream.concat(Stream.of("bench", "--json"), Arrays.stream(args)).toArray(String[]::new));
        if (status != 0) {
            System.exit(status);
        }
        JsonNode bench = new ObjectMapper().readTree(json.toString());
        BenchPlan plan = new ObjectMapper().treeToValue(bench.get("plan"), BenchPlan.class);
        if (plan.batch() || plan.cachedChecks() || plan.rate() > 0 || !bench.has("ratio")) {
            throw new IllegalArgumentException("the plain route checks every customer, sends one by one and knows no limit: leave out"
                    + " --mode, --cached-checks, --rate and --part");
        }
        try (QuietLogs quiet = QuietLogs.begin()) {
            new PlainRoutePeer(bench, plan, out).measure();
        }
        System.exit(0);
    }

    /** What the plain route did with the measured rows. */
    private record Measured(double rowsPerSecond, BenchLoad used, long calls) {
    }

    private void measure() throws Exception {
        try (BenchParts parts = BenchParts.begin(null, false)) {
            Settings settings = Settings.load(Purpose.LOOK, parts.folder().resolve("none.properties"), Map.of(), Map.of());
            BenchSandbox sandbox = parts.startSandbox(plan, settings);
            BenchRows rows = BenchRows.fresh(settings.whole(Setting.PAYOUTS_AMOUNT_MIN), settings.whole(Setting.PAYOUTS_AMOUNT_MAX));
            BenchProgress progress = new BenchProgress(new PrintWriter(System.err, true));
            Files.createDirectories(parts.folder().resolve("inbox"));
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.addRoutes(new PlainRoute(parts.folder(), sandbox.baseUrl(), BenchSandbox.TOKEN, plan.concurrency()));
                camel.start();
                progress.begin("warming up the plain route");
                pay(parts, rows, Use.WARM_UP, plan.rows(), plan.warmUpRows());
                sandbox.faults(plan.latencyMillis(), 0);
                progress.begin("measuring the plain route");
                print(pay(parts, rows, Use.MEASURED, 0, plan.rows()));
            }
        }
    }

    private Measured pay(BenchParts parts, BenchRows rows, Use use, long from, long count) throws Exception {
        Path folder = parts.folder();
        Path aside = folder.resolve(use + ".csv");
        rows.write(aside, use, from, count);
        CallTally before = parts.sandbox().tally(0);
        BenchLoad start = BenchLoad.now(parts.sandbox());
        long dropMillis = System.currentTimeMillis();
        Files.move(aside, folder.resolve("inbox").resolve(aside.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        // Camel moves a file that it is done with, whatever came of it.
        Awaitility.await().atMost(PATIENCE).pollInterval(LOOK_EVERY)
                .until(() -> Files.exists(folder.resolve("inbox/.camel").resolve(aside.getFileName())));
        BenchLoad used = BenchLoad.now(parts.sandbox()).since(start);
        CallTally after = parts.sandbox().tally(before.transactions());
        List<String> result = Files.readAllLines(folder.resolve("outbox").resolve(use + ".result.csv"));
        long pending = result.stream().filter(line -> line.endsWith(",pending")).count();
        if (pending != count || after.transactions() - before.transactions() != count) {
            throw new IllegalStateException("of " + count + " rows the plain route paid " + (after.transactions() - before.transactions())
                    + " and its result says " + pending);
        }
        double seconds = (after.lastAnsweredAtMillis() - dropMillis) / 1_000.0;
        return new Measured(count / seconds, used, BenchWatch.count(BenchWatch.difference(before, after)));
    }

    private void print(Measured route) {
        out.println(plan.told());
        out.println("  on " + bench.at("/machine/processors").asInt() + " processors, shared with the sandbox; Java "
                + bench.at("/machine/java").asText() + "; all three in one process, one after another, each warmed up");
        out.println();
        double wire = bench.at("/wire/rowsPerSecond").asDouble();
        double product = bench.at("/product/rowsPerSecond").asDouble();
        new Table("", ">wire", ">plain Camel route, no ledger", ">djamo-payouts")
                .row("rows a second, to the last acceptance", number(wire), number(route.rowsPerSecond()), number(product))
                .row("of the wire", number(1), number(route.rowsPerSecond() / wire), number(product / wire))
                .row("of the plain route", number(wire / route.rowsPerSecond()), number(1), number(product / route.rowsPerSecond()))
                .row("CPU s per 1,000 rows", number(bench.at("/wire/cpu/ownPerThousandRows").asDouble()),
                        number(perThousand(route.used().cpuNanos())), number(bench.at("/product/cpuToLastAcceptance/ownPerThousandRows").asDouble()))
                .row("CPU s per 1,000 rows of the sandbox", number(bench.at("/wire/cpu/sandboxPerThousandRows").asDouble()),
                        number(perThousand(route.used().sandboxCpuNanos())),
                        number(bench.at("/product/cpuToLastAcceptance/sandboxPerThousandRows").asDouble()))
                .row("calls", calls("/wire/calls"), route.calls(), calls("/product/calls"))
                .print(out, "  ");
        out.println();
        out.println(WHAT_IT_DOES_NOT);
        out.flush();
    }

    private long calls(String where) {
        long sum = 0;
        for (JsonNode byStatus : bench.at(where)) {
            for (JsonNode count : byStatus) {
                sum += count.asLong();
            }
        }
        return sum;
    }

    private double perThousand(long nanos) {
        return nanos / 1e9 * 1_000 / plan.rows();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3f", value);
    }
}
