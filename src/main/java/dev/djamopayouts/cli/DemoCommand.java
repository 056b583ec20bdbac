package dev.djamopayouts.cli;

import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.ledger.PayoutFileEntry;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main job on embedded parts. */
@Command(name = "demo", description = "Pay a sample file from end to end on embedded parts; no account, no money.",
        footer = {"", "Starts a Djamo sandbox, an SFTP server and a fresh ledger in a temporary folder, and runs the routes of"
                + " routes/ against them. Settings come from --set alone; those that name an account, a server or a ledger"
                + " are the demo's own."})
final class DemoCommand implements Callable<Integer> {

    private static final String NAME = "salaries.csv";
    private static final String COPY = "salaries-again.csv";
    private static final long PATIENCE_SECONDS = 60;
    private static final long PATIENCE_ROWS_A_SECOND = 20;
    private static final long LOOK_EVERY_MILLIS = 100;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--rows", defaultValue = "200", paramLabel = "N",
            description = "How many rows the sample has, 1 to " + SampleFile.MOST_ROWS + ". Default: ${DEFAULT-VALUE}.")
    private int rows;

    @Option(names = "--keep", description = "Keep the folder with the ledger, the originals and the answers.")
    private boolean keep;

    private PrintWriter out;

    @Override
    public Integer call() throws Exception {
        refuseWhatIsNotTheDemos();
        out = command.commandLine().getOut();
        out.println("djamo-payouts demo: the main job on embedded parts; no account, no money moves");
        long startNanos = System.nanoTime();
        boolean well;
        try (QuietLogs quiet = QuietLogs.begin();
                DemoParts parts = DemoParts.start(options.overrides(), keep, command.commandLine());
                SftpDesk desk = parts.desk()) {
            printParts(parts, startNanos);
            well = pay(parts, desk);
            if (keep) {
                out.println("kept: " + parts.folder());
            }
        }
        out.printf(Locale.ROOT, "%s in %.1f s%n", well ? "done" : "failed", (System.nanoTime() - startNanos) / 1e9);
        out.flush();
        return well ? 0 : 1;
    }

    private void refuseWhatIsNotTheDemos() {
        if (rows < 1 || rows > SampleFile.MOST_ROWS) {
            throw new ParameterException(command.commandLine(), "--rows must be 1 to " + SampleFile.MOST_ROWS + ", not " + rows);
        }
        if (options.namesFile()) {
            throw new ParameterException(command.commandLine(), "demo reads no settings file; try settings out with --set");
        }
        options.overrides().keySet().stream().filter(key -> DemoParts.OWN.stream().anyMatch(key::startsWith)).findFirst()
                .ifPresent(key -> {
                    throw new ParameterException(command.commandLine(), "--set " + key
                            + ": the demo brings its own account, SFTP server, folders and ledger; use run for yours");
                });
    }

    private void printParts(DemoParts parts, long startNanos) {
        out.println("  Djamo API  " + parts.apiUrl() + " (sandbox)");
        out.println("  SFTP       " + parts.sftpUri() + " (strict host key)");
        out.println("  ledger     " + parts.folder().resolve("ledger.db"));
        out.printf(Locale.ROOT, "  ready in %.1f s, %d routes%n", (System.nanoTime() - startNanos) / 1e9,
                parts.runtime().camel().getRoutesSize());
        out.flush();
    }

    /** Uploads the sample, waits for what comes back, then drops the same content once more. */
    private boolean pay(DemoParts parts, SftpDesk desk) throws IOException, InterruptedException {
        String sample = SampleFile.text(rows);
        desk.upload(DemoParts.INBOX, NAME, sample);
        out.printf(Locale.ROOT, "%nuploaded %s over SFTP: %,d rows%n", NAME, rows);
        PayoutFileEntry file = follow(parts, NAME);
        if (file.state() != FileState.SETTLED) {
            List<String> answers = desk.names(DemoParts.OUTBOX);
            out.println("the file was not paid, it is " + file.state() + "; what came back: " + answers);
            for (String name : answers) {
                out.println(desk.download(DemoParts.OUTBOX, name));
            }
            return false;
        }
        desk.upload(DemoParts.INBOX, COPY, sample);
        out.println("uploaded the same content once more as " + COPY);
        PayoutFileEntry copy = follow(parts, COPY);
        return new DemoSummary(parts, desk, file, copy).print(out, rows);
    }

    /** Waits until a file is closed and its answers are in the outbox. */
    private PayoutFileEntry follow(DemoParts parts, String name) throws InterruptedException, IOException {
        Ledger ledger = parts.runtime().ledger();
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS + rows / PATIENCE_ROWS_A_SECOND);
        try (Progress progress = new Progress(out)) {
            while (System.nanoTime() < endNanos) {
                Optional<PayoutFileEntry> file = ledger.files().find(name).filter(it -> it.state() != FileState.RECEIVING);
                if (file.isPresent()) {
                    if (file.get().rows() > 0) {
                        progress.show(ledger.figures().byState(file.get().id()));
                    }
                    if (ledger.figures().openFiles() == 0 && ledger.answers().waiting() == 0) {
                        return file.get();
                    }
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        }
        Map<?, ?> open = ledger.files().find(name).map(file -> ledger.figures().byState(file.id())).orElse(Map.of());
        throw new IOException(name + " did not come back in time; the ledger has "
                + (open.isEmpty() ? "not seen it" : open.toString()) + ". Try --keep and look at the folder");
    }
}
