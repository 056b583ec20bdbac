package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.file.FileProfile;
import dev.djamopayouts.file.Problem;
import dev.djamopayouts.file.ReadingRules;
import dev.djamopayouts.payout.Xof;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
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
        FileReview review = FileReview.of(file, rules(settings), feeBasisPoints, problemsListed);
        print(review, settings);
        return review.problemCount() == 0 ? ExitCode.OK : ExitCode.USAGE;
    }

    private static ReadingRules rules(Settings settings) {
        return new ReadingRules(settings.text(Setting.PAYOUTS_MSISDN_DEFAULT_REGION),
                new Xof(settings.whole(Setting.PAYOUTS_AMOUNT_MIN)), new Xof(settings.whole(Setting.PAYOUTS_AMOUNT_MAX)),
                settings.whole(Setting.PAYOUTS_FILE_MAX_ROWS),
                Math.toIntExact(settings.whole(Setting.PAYOUTS_FILE_MAX_ROW_CHARS)),
                Math.toIntExact(settings.whole(Setting.PAYOUTS_FILE_MAX_COLUMNS)), FileProfile.NONE,
                PayoutRuntime.executionDates(settings));
    }

    private void print(FileReview review, Settings settings) {
        PrintWriter out = command.commandLine().getOut();
        if (review.isRefused()) {
            out.println(file + ": refused as a whole, nothing of it would be paid");
        } else {
            out.printf(Locale.ROOT, "%s: %,d rows, %,d valid, %,d rejected%n", file, review.rows(),
                    review.rows() - review.rejected(), review.rejected());
            out.printf(Locale.ROOT, "to pay %,d XOF, fee foreseen %,d XOF (%s %%), together %,d XOF%n",
                    review.total().francs(), review.fee().francs(), percent(settings),
                    review.total().plus(review.fee()).francs());
            if (review.rejected() > 0 && settings.text(Setting.PAYOUTS_ON_INVALID_ROW).equals("reject-file")) {
                out.println("refused as a whole, because payouts.on-invalid-row=reject-file: nothing would be paid");
            }
        }
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

    private static String percent(Settings settings) {
        return String.format(Locale.ROOT, "%.2f", settings.whole(Setting.PAYOUTS_FORECAST_FEE) / 100.0);
    }
}
