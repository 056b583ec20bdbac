package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Sender;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.file.Answers.TotalsSource;
import dev.djamopayouts.file.KeyFileRefused;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.TotalsFile;
import dev.djamopayouts.route.SenderRules;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a payout file as the runtime would, before anybody drops it. */
@Command(name = "validate", description = "Read and check a payout file; pays nothing and asks Djamo nothing.",
        footer = {"", "Exit codes: 0 clean, 2 problems found. Whether a number is a Djamo customer shows only in a run."})
final class ValidateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--problems", defaultValue = "50", paramLabel = "N",
            description = "How many problems are listed. Default: ${DEFAULT-VALUE}.")
    private int problemsListed;

    @Option(names = "--sender", paramLabel = "NAME", description = "Read it as a file of that sender, by the profile config/senders/NAME.yaml.")
    private String sender;

    @Parameters(paramLabel = "FILE", description = "The payout file.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load(Purpose.LOOK);
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ParameterException(command.commandLine(), "no such file, or it may not be read: " + file);
        }
        long maxBytes = settings.whole(Setting.PAYOUTS_FILE_MAX_BYTES);
        if (Files.size(file) > maxBytes) {
            throw new ParameterException(command.commandLine(), file + " has " + Files.size(file)
                    + " bytes, more than payouts.file.max-bytes (" + maxBytes + "); split it into smaller files");
        }
        long feeBasisPoints = settings.whole(Setting.PAYOUTS_FORECAST_FEE);
        SenderRules rules = rules(settings);
        FileReview review = FileReview.of(file, rules, feeBasisPoints, problemsListed);
        print(review, settings, rules);
        return review.problemCount() == 0 ? ExitCode.OK : ExitCode.USAGE;
    }

    private SenderRules rules(Settings settings) {
        try {
            return sender == null ? SenderRules.common(settings) : SenderRules.of(settings, named(settings));
        } catch (KeyFileRefused e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    private Sender named(Settings settings) {
        return settings.sender(sender).orElseThrow(() -> new ParameterException(command.commandLine(),
                "--sender " + sender + ": config/senders/ has no such profile; there " + known(settings)));
    }

    private static String known(Settings settings) {
        return settings.senders().isEmpty() ? "is none" : "are " + settings.senders().stream().map(Sender::name).collect(Collectors.joining(", "));
    }

    private void print(FileReview review, Settings settings, SenderRules rules) {
        PrintWriter out = command.commandLine().getOut();
        if (review.isRefused()) {
            out.println(file + ": refused as a whole, nothing of it would be paid");
        } else {
            out.printf(Locale.ROOT, "%s: %,d rows, %,d valid, %,d rejected%n", file, review.rows(),
                    review.rows() - review.rejected(), review.rejected());
            out.printf(Locale.ROOT, "to pay %,d XOF, fee foreseen %,d XOF (%s %%), together %,d XOF%n",
                    review.total().francs(), review.fee().francs(), percent(settings),
                    review.total().plus(review.fee()).francs());
            if (review.rejected() > 0 && rules.invalidRowRefusesFile()) {
                out.println("refused as a whole, because " + (sender == null ? "payouts.on-invalid-row=reject-file" : "on-invalid-row of "
                        + sender + " is reject-file") + ": nothing would be paid");
            }
        }
        printTotals(out, review);
        for (Problem problem : review.problems()) {
            String place = problem.lineNo() == 0 ? problem.field() : "line " + problem.lineNo() + " " + problem.field();
            out.println("  " + place + ": " + problem.reason());
        }
        long left = review.problemCount() - review.problems().size();
        if (left > 0) {
            out.printf(Locale.ROOT, "  and %,d more problems (--problems N lists more)%n", left);
        }
        out.flush();
    }

    private void printTotals(PrintWriter out, FileReview review) {
        if (review.agreed() != TotalsSource.NONE) {
            out.printf(Locale.ROOT, "control totals agree (%s): %,d rows%s%n", review.agreed().name().toLowerCase(Locale.ROOT), review.rows(),
                    review.ordered() == null ? "" : String.format(Locale.ROOT, ", %,d XOF", review.ordered().francs()));
        } else if (review.lacksTotals()) {
            out.println("no control totals: payouts.totals=required, so the file would wait for " + file.getFileName() + TotalsFile.SUFFIX);
        }
    }

    private static String percent(Settings settings) {
        return String.format(Locale.ROOT, "%.2f", settings.whole(Setting.PAYOUTS_FORECAST_FEE) / 100.0);
    }
}
