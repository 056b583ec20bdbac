package dev.djamopayouts.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.djamopayouts.cli.BenchPlan.Part;
import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast the product is on this machine, and how fast anything could be. */
@Command(name = "bench", description = "Measure how fast this machine pays, beside the fastest that the same calls can be made; no account, no money.",
        footer = {"", "Starts a Djamo sandbox as a process of its own and measures twice against it: first the wire, the calls"
                + " that the rows need, made by a bare loop over the same HTTP client that keeps nothing; then the product,"
                + " from the drop of a payout file to the last row accepted, final and reported. Both are warmed up first."
                + " Settings come from --set alone; those that name an account or a folder are the bench's own."
                + " ledger.url may name a database that holds nothing but benches."})
final class BenchCommand implements Callable<Integer> {

    /** Settings that are the bench's own, by what they begin with, and the option that is there in their place. */
    private static final Map<String, String> OWN = Map.ofEntries(Map.entry("djamo.base-url", ""), Map.entry("djamo.access-token", ""),
            Map.entry("payouts.data", "--folder"), Map.entry("payouts.inbox", ""), Map.entry("payouts.outbox", ""),
            Map.entry("payouts.archive", ""), Map.entry("sftp.", ""), Map.entry("payouts.mode", "--mode"),
            Map.entry("payouts.batch.size", "--batch-size"), Map.entry("payouts.concurrency", "--concurrency"),
            Map.entry("payouts.rate-limit", "--rate and --tell-rate"));
    private static final long MOST_ROWS = 2_000_000;
    private static final String NOBODY = "http://127.0.0.1:1";

    /** How transfers are sent. */
    enum Mode { single, batch }

    /** What is measured, as it is typed. */
    enum Measured { wire, product, both }

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--rows", defaultValue = "10000", paramLabel = "N", description = "Rows of the measured file. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(names = "--mode", defaultValue = "single", paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}: transfers one by one or in batches. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(names = "--batch-size", defaultValue = "100", paramLabel = "N", description = "Rows in one batch. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--latency-ms", defaultValue = "0", paramLabel = "MS",
            description = "How late the sandbox gives every answer, as the real API does. Default: ${DEFAULT-VALUE}.")
    private long latencyMillis;

    @Option(names = "--rate", defaultValue = "0", paramLabel = "N",
            description = "Calls a second before the sandbox answers 429; 0: no limit. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--tell-rate", description = "Tell the product that limit, rather than have it find it out.")
    private boolean tellRate;

    @Option(names = "--concurrency", paramLabel = "N", description = "Calls in flight at once. Default: that of payouts.concurrency.")
    private Integer concurrency;

    @Option(names = "--cached-checks",
            description = "Measure transfers alone: the same numbers are checked in a file before, and the checks remembered.")
    private boolean cachedChecks;

    @Option(names = "--settle-ms", defaultValue = "200", paramLabel = "MS",
            description = "From acceptance to completed. Default: ${DEFAULT-VALUE}.")
    private long settleMillis;

    @Option(names = "--warm-up", defaultValue = "3000", paramLabel = "N",
            description = "Rows sent first and not measured, since a cold Java measures its compiler. Default: ${DEFAULT-VALUE}.")
    private long warmUpRows;

    @Option(names = "--part", defaultValue = "both", paramLabel = "PART", description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Measured part;

    @Option(names = "--folder", paramLabel = "DIR",
            description = "On which disk: where the folder of ledger and files is made. Default: where temporary files go.")
    private Path folder;

    @Option(names = "--keep", description = "Keep that folder.")
    private boolean keep;

    @Option(names = "--json", description = "Print one JSON object and nothing else; progress is told on standard error.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        refuseWhatCannotBe();
        PrintWriter err = command.commandLine().getErr();
        BenchResult result;
        try (QuietLogs quiet = QuietLogs.begin(); BenchParts parts = BenchParts.begin(folder, keep)) {
            // Before anything is started: a setting that is refused must not cost a sandbox.
            Settings settings = settings(parts, NOBODY);
            RouteFolder.mustHaveRoutes(settings, command.commandLine());
            BenchPlan plan = plan(settings);
            if (options.overrides().containsKey(Setting.LEDGER_URL.key())) {
                BenchLedger.mustHoldBenchesOnly(settings, command.commandLine());
            }
            BenchSandbox sandbox = parts.startSandbox(plan, settings);
            BenchRows numbers = BenchRows.fresh(settings.whole(Setting.PAYOUTS_AMOUNT_MIN), settings.whole(Setting.PAYOUTS_AMOUNT_MAX));
            result = new BenchRun(plan, settings(parts, sandbox.baseUrl()), shown(), parts, numbers, new BenchProgress(err)).measure();
            if (keep) {
                err.println("kept: " + parts.folder());
            }
        }
        print(result);
        return result.product() == null || result.product().paid() == rows ? 0 : 1;
    }

    private void print(BenchResult result) throws java.io.IOException {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result));
        } else {
            new BenchReport(result).print(out);
        }
        out.flush();
    }

    private void refuseWhatCannotBe() {
        within("--rows", rows, 1, MOST_ROWS);
        within("--batch-size", batchSize, 1, 100_000);
        within("--latency-ms", latencyMillis, 0, 60_000);
        within("--rate", rate, 0, 100_000);
        within("--settle-ms", settleMillis, 0, 3_600_000);
        within("--warm-up", warmUpRows, 1, 100_000);
        if (tellRate && rate == 0) {
            throw new ParameterException(command.commandLine(), "--tell-rate needs a --rate to tell");
        }
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(command.commandLine(), "--folder: no such folder: " + folder);
        }
        if (options.namesFile()) {
            throw new ParameterException(command.commandLine(), "bench reads no settings file; try settings out with --set");
        }
        options.overrides().keySet().forEach(key -> OWN.forEach((own, instead) -> {
            if (key.startsWith(own)) {
                throw new ParameterException(command.commandLine(), "--set " + key + ": the bench sets it itself"
                        + (instead.isEmpty() ? "" : "; use " + instead));
            }
        }));
    }

    private void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw new ParameterException(command.commandLine(), option + " must be " + least + " to " + most + ", not " + value);
        }
    }

    private BenchPlan plan(Settings settings) {
        int inFlight = (int) settings.whole(Setting.PAYOUTS_CONCURRENCY);
        Part measured = switch (part) {
            case wire -> Part.WIRE;
            case product -> Part.PRODUCT;
            case both -> Part.BOTH;
        };
        return new BenchPlan(rows, mode == Mode.batch, batchSize, latencyMillis, rate, tellRate, inFlight, cachedChecks, settleMillis,
                warmUpRows, measured);
    }

    /** What the product gets beyond its defaults, but for what is the bench's own. */
    private Map<String, String> shown() {
        // A file is renamed into place whole, and nobody's patience is measured here.
        Map<String, String> values = new LinkedHashMap<>(Map.of("payouts.file.quiet-ms", "0", "poll.interval-ms", "100"));
        values.putAll(options.overrides());
        if (mode == Mode.batch && part != Measured.wire) {
            values.put("payouts.mode", "batch");
            values.put("payouts.batch.size", Integer.toString(batchSize));
        }
        if (concurrency != null) {
            values.put("payouts.concurrency", Integer.toString(concurrency));
        }
        if (tellRate) {
            values.put("payouts.rate-limit", Integer.toString(rate));
        }
        values.keySet().removeAll(List.of("ledger.password"));
        return values;
    }

    private Settings settings(BenchParts parts, String baseUrl) throws SettingsRefused {
        Map<String, String> values = new LinkedHashMap<>(options.overrides());
        values.putAll(shown());
        values.putAll(Map.of("djamo.base-url", baseUrl, "djamo.access-token", BenchSandbox.TOKEN,
                "payouts.data", parts.folder().toString(), "http.port", "0", "camel.management.port", "0"));
        return Settings.load(Purpose.RUN, parts.folder().resolve("none.properties"), Map.of(), values);
    }
}
