package dev.djamopayouts.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How fast the product is on this machine, and how fast anything could be. */
@Command(name = "bench",
        description = "Measure how fast this machine pays, beside the fastest that the same calls can be made; no account, no money.",
        footer = {"", "Starts a Djamo sandbox as a process of its own and measures twice against it: first the wire, the calls"
                + " that the rows need, made by a bare loop over the same HTTP client that keeps nothing; then the product,"
                + " from the drop of a payout file to the last row accepted, final and reported. Both are warmed up first."
                + " Settings come from --set alone; those that name an account or a folder are the bench's own."
                + " ledger.url may name a database that holds nothing but benches."})
final class BenchCommand implements Callable<Integer> {

    private static final String NOBODY = "http://127.0.0.1:1";

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Mixin
    private BenchOptions bench;

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
        try (QuietLogs quiet = QuietLogs.begin(); BenchParts parts = BenchParts.begin(folder, keep);
                BenchProgress progress = new BenchProgress(err)) {
            BenchSettings given = new BenchSettings(options.overrides(), bench.settings(), parts.folder());
            // Before anything is started: a setting that is refused must not cost a sandbox.
            Settings settings = given.all(NOBODY);
            RouteFolder.mustHaveRoutes(settings, command.commandLine());
            BenchPlan plan = bench.plan(settings);
            if (given.namesLedger()) {
                BenchLedger.mustHoldBenchesOnly(settings, command.commandLine());
            }
            BenchSandbox sandbox = parts.startSandbox(plan, settings);
            parts.settingsOfOthers(given.values(sandbox.baseUrl()));
            BenchRows numbers = BenchRows.fresh(settings.whole(Setting.PAYOUTS_AMOUNT_MIN), settings.whole(Setting.PAYOUTS_AMOUNT_MAX));
            result = new BenchRun(plan, given.ofOne(sandbox.baseUrl(), plan.concurrencyOf(0)), given.shown(), parts, numbers,
                    progress).measure();
            progress.close();
            if (keep) {
                err.println("kept: " + parts.folder());
            }
        }
        print(result);
        return result.product() == null || result.product().paid() == result.plan().rows() ? 0 : 1;
    }

    private void print(BenchResult result) throws IOException {
        PrintWriter out = command.commandLine().getOut();
        if (json) {
            out.println(new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(result));
        } else {
            new BenchReport(result).print(out);
        }
        out.flush();
    }

    private void refuseWhatCannotBe() {
        bench.refuseWhatCannotBe(options.overrides());
        if (folder != null && !Files.isDirectory(folder)) {
            throw new ParameterException(command.commandLine(), "--folder: no such folder: " + folder);
        }
        if (options.namesFile()) {
            throw new ParameterException(command.commandLine(), "bench reads no settings file; try settings out with --set");
        }
    }
}
