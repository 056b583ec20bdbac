package dev.djamopayouts.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;

/**
 * What a ledger costs: the bench's wire and product, and then a {@link PlainRoute}, which makes the same calls for as many
 * rows, as many at once, against a sandbox that is a process of its own as well. Before it the wire is measured again. Run by
 * the profile {@code peer}; it takes the options of {@code djamo-payouts bench}.
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
        ObjectNode bench = (ObjectNode) new ObjectMapper().readTree(json.toString());
        ObjectNode asked = (ObjectNode) bench.get("plan");
        BenchPlan plan = new ObjectMapper().treeToValue(asked.put("part", "WIRE"), BenchPlan.class);
        if (plan.batch() || plan.cachedChecks() || plan.rate() > 0 || plan.instances() > 1 || !bench.has("ratio")) {
            throw new IllegalArgumentException("the plain route checks every customer, sends one by one, knows no limit and is alone: leave"
                    + " out --mode, --cached-checks, --rate, --instances and --part");
        }
        try (QuietLogs quiet = QuietLogs.begin()) {
            new PlainRoutePeer(bench, plan, out).measure();
        }
        System.exit(0);
    }

    /**
     * What the plain route did with the measured rows.
     *
     * @param wire measured just before it, against the same sandbox
     */
    private record Measured(BenchResult.Wire wire, double rowsPerSecond, BenchResult.Cpu cpu, long calls) {
    }

    private void measure() throws Exception {
        try (BenchParts parts = BenchParts.begin(null, false); BenchProgress progress = new BenchProgress(new PrintWriter(System.err, true))) {
            Settings settings = Settings.load(Purpose.LOOK, parts.folder().resolve("none.properties"), Map.of(), Map.of());
            BenchSandbox sandbox = parts.startSandbox(plan, settings);
            BenchRows rows = BenchRows.fresh(settings.whole(Setting.PAYOUTS_AMOUNT_MIN), settings.whole(Setting.PAYOUTS_AMOUNT_MAX));
            // A sandbox that is cold would be counted against the route; and a machine is not as busy now as it was before.
            BenchResult.Wire wire = new BenchRun(plan, settings, Map.of(), parts, rows, progress).measure().wire();
            Files.createDirectories(parts.folder().resolve("inbox"));
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.addRoutes(new PlainRoute(parts.folder(), sandbox.baseUrl(), BenchSandbox.TOKEN, plan.concurrency()));
                camel.start();
                sandbox.faults(0, 0);
                progress.begin("warming up the plain route");
                pay(parts, rows, Use.WARM_UP, plan.rows(), plan.warmUpRows(), wire);
                sandbox.faults(plan.latencyMillis(), 0);
                progress.begin("measuring the plain route");
                Measured route = pay(parts, rows, Use.MEASURED, 0, plan.rows(), wire);
                progress.close();
                print(route);
            }
        }
    }

    private Measured pay(BenchParts parts, BenchRows rows, Use use, long from, long count, BenchResult.Wire wire)
            throws Exception {
        Path folder = parts.folder();
        Path aside = folder.resolve(use + ".csv");
        rows.write(aside, use, from, count);
        CallTally before = parts.sandbox().tally(0);
        BenchLoad start = BenchLoad.now(parts);
        long dropMillis = System.currentTimeMillis();
        Files.move(aside, folder.resolve("inbox").resolve(aside.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        // Camel moves a file that it is done with, whatever came of it.
        Awaitility.await().atMost(PATIENCE).pollInterval(LOOK_EVERY)
                .until(() -> Files.exists(folder.resolve("inbox/.camel").resolve(aside.getFileName())));
        BenchLoad used = BenchLoad.now(parts).since(start);
        CallTally after = parts.sandbox().tally(before.transactions());
        List<String> result = Files.readAllLines(folder.resolve("outbox").resolve(use + ".result.csv"));
        long pending = result.stream().filter(line -> line.endsWith(",pending")).count();
        if (pending != count || after.transactions() - before.transactions() != count) {
            throw new IllegalStateException("of " + count + " rows the plain route paid " + (after.transactions() - before.transactions())
                    + " and its result says " + pending);
        }
        double seconds = (after.lastAnsweredAtMillis() - dropMillis) / 1_000.0;
        return new Measured(wire, count / seconds, BenchResult.Cpu.of(used, count), BenchWatch.count(BenchWatch.difference(before, after)));
    }

    private void print(Measured route) {
        out.println(plan.told());
        out.println("  on " + bench.at("/machine/processors").asInt() + " processors, shared with the sandbox; Java "
                + bench.at("/machine/java").asText() + "; all in one process, one after another, each warmed up");
        out.println();
        double product = bench.at("/product/rowsPerSecond").asDouble();
        Table table = new Table("", ">wire", ">djamo-payouts", ">wire again", ">plain Camel route, no ledger");
        table.row("rows a second, to the last acceptance", number(bench.at("/wire/rowsPerSecond").asDouble()), number(product), number(route.wire().rowsPerSecond()),
                number(route.rowsPerSecond()));
        table.row("of its wire", "", number(bench.get("ratio").asDouble()), "", number(route.rowsPerSecond() / route.wire().rowsPerSecond()));
        cpu(table, route, "CPU s per 1,000 rows", "ownPerThousandRows", BenchResult.Cpu::ownPerThousandRows);
        cpu(table, route, "CPU s per 1,000 rows of the sandbox", "sandboxPerThousandRows", BenchResult.Cpu::sandboxPerThousandRows);
        cpu(table, route, "processors busy elsewhere", "processorsBusyElsewhere", BenchResult.Cpu::processorsBusyElsewhere);
        table.row("calls", calls("/wire/calls"), calls("/product/calls"), BenchWatch.count(route.wire().calls()), route.calls());
        table.print(out, "  ");
        out.println();
        out.printf(Locale.ROOT, "ratio: djamo-payouts pays %.3f times the rows a second of the plain route; %.3f times where each is taken over"
                + " its own wire%n%n", product / route.rowsPerSecond(),
                bench.get("ratio").asDouble() / (route.rowsPerSecond() / route.wire().rowsPerSecond()));
        out.println(WHAT_IT_DOES_NOT);
        out.flush();
    }

    private void cpu(Table table, Measured route, String what, String name, ToDoubleFunction<BenchResult.Cpu> value) {
        table.row(what, number(bench.at("/wire/cpu/" + name).asDouble()), number(bench.at("/product/cpuToLastAcceptance/" + name).asDouble()),
                number(value.applyAsDouble(route.wire().cpu())), number(value.applyAsDouble(route.cpu())));
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

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%,.0f" : "%.3f", value);
    }
}
