package dev.djamopayouts.cli;

import dev.djamopayouts.cli.BenchPlan.Part;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a bench is told to measure. */
final class BenchOptions {

    /** Settings that are the bench's own, by what they begin with, and the option that is there in their place. */
    private static final Map<String, String> OWN = Map.ofEntries(Map.entry("djamo.base-url", ""), Map.entry("djamo.access-token", ""),
            Map.entry("payouts.data", "--folder"), Map.entry("payouts.inbox", ""), Map.entry("payouts.outbox", ""),
            Map.entry("payouts.archive", ""), Map.entry("sftp.", ""), Map.entry("payouts.mode", "--mode"),
            Map.entry("payouts.batch.size", "--batch-size"), Map.entry("payouts.concurrency", "--concurrency"),
            Map.entry("payouts.rate-limit", "--rate and --tell-rate"));
    private static final long MOST_ROWS = 2_000_000;

    /** How transfers are sent. */
    enum Mode { single, batch }

    /** What is measured, as it is typed. */
    enum Measured { wire, product, both, restart }

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(names = "--rows", defaultValue = "10000", paramLabel = "N",
            description = "Rows of the measured file. Default: ${DEFAULT-VALUE}.")
    private long rows;

    @Option(names = "--mode", defaultValue = "single", paramLabel = "MODE",
            description = "${COMPLETION-CANDIDATES}: transfers one by one or in batches. Default: ${DEFAULT-VALUE}.")
    private Mode mode;

    @Option(names = "--batch-size", defaultValue = "100", paramLabel = "N", description = "Rows in one batch. Default: ${DEFAULT-VALUE}.")
    private int batchSize;

    @Option(names = "--latency-ms", defaultValue = "0", paramLabel = "MS",
            description = "How late the sandbox answers, as the real API does: on average, a twenty-fifth more or less. Default:"
                    + " ${DEFAULT-VALUE}.")
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

    @Option(names = "--part", defaultValue = "both", paramLabel = "PART",
            description = "What is measured: ${COMPLETION-CANDIDATES}; restart: how soon it pays again after kill -9. Default: ${DEFAULT-VALUE}.")
    private Measured part;

    @Option(names = "--instances", defaultValue = "1", paramLabel = "N",
            description = "Processes that share the ledger, which is then a PostgreSQL, and --concurrency. Default: ${DEFAULT-VALUE}.")
    private int instances;

    @Option(names = "--idle-s", defaultValue = "0", paramLabel = "S",
            description = "For so many seconds, watch what it costs when nothing is left to do. Default: ${DEFAULT-VALUE}.")
    private int idleSeconds;

    /** Bad usage where an option is out of its range, or a setting is not to be given. */
    void refuseWhatCannotBe(Map<String, String> settings) {
        within("--rows", rows, 1, MOST_ROWS);
        within("--batch-size", batchSize, 1, 100_000);
        within("--latency-ms", latencyMillis, 0, 60_000);
        within("--rate", rate, 0, 100_000);
        within("--settle-ms", settleMillis, 0, 3_600_000);
        within("--warm-up", warmUpRows, 1, 1_000_000);
        within("--instances", instances, 1, 16);
        within("--idle-s", idleSeconds, 0, 3_600);
        if (tellRate && rate == 0) {
            throw refusal("--tell-rate needs a --rate to tell");
        }
        if (instances > 1 && !settings.getOrDefault("ledger.url", "").startsWith("jdbc:postgresql:")) {
            throw refusal("--instances share a PostgreSQL; name it with --set ledger.url=jdbc:postgresql://…");
        }
        settings.keySet().forEach(key -> OWN.forEach((own, instead) -> {
            if (key.startsWith(own)) {
                throw refusal("--set " + key + ": the bench sets it itself" + (instead.isEmpty() ? "" : "; use " + instead));
            }
        }));
    }

    private void within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw refusal(option + " must be " + least + " to " + most + ", not " + value);
        }
    }

    private ParameterException refusal(String message) {
        return new ParameterException(command.commandLine(), message);
    }

    /** What these options are as settings of the product. */
    Map<String, String> settings() {
        Map<String, String> values = new LinkedHashMap<>();
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
        return values;
    }

    BenchPlan plan(Settings settings) {
        Part measured = switch (part) {
            case wire -> Part.WIRE;
            case product -> Part.PRODUCT;
            case both -> Part.BOTH;
            case restart -> Part.RESTART;
        };
        int callsInFlight = (int) settings.whole(Setting.PAYOUTS_CONCURRENCY);
        if (instances > callsInFlight) {
            throw refusal("--instances " + instances + " cannot share " + callsInFlight + " calls in flight; give a larger --concurrency");
        }
        return new BenchPlan(rows, mode == Mode.batch, batchSize, latencyMillis, rate, tellRate, callsInFlight, cachedChecks,
                settleMillis, warmUpRows, instances, idleSeconds, measured);
    }
}
