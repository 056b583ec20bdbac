package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Sender;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.file.KeyFileRefused;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.route.SenderRules;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Reads a payout file as the runtime would, before anybody drops it. */
@Command(name = "validate", description = "Read and check a payout file, and say what it is and what it would come to; pays nothing.",
        footer = {"", "Needs no ledger and does not look into one: whether a file or a row came before, and is a duplicate of an earlier"
                + " file or mended, shows only in a run. Djamo is asked with --check only.", "", "Exit codes: 0 clean, 1 failed,"
                + " 2 problems found, or bad usage or configuration."})
final class ValidateCommand implements Callable<Integer> {

    /** {@code en} or {@code fr}. */
    static final class LanguageCode implements ITypeConverter<Language> {
        @Override
        public Language convert(String code) {
            try {
                return Language.of(code);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--problems", defaultValue = "50", paramLabel = "N",
            description = "How many problems are listed. Default: ${DEFAULT-VALUE}.")
    private int problemsListed;

    @Option(names = "--sender", paramLabel = "NAME", description = "Read it as a file of that sender, by the profile config/senders/NAME.yaml.")
    private String sender;

    @Option(names = "--language", paramLabel = "en|fr", converter = LanguageCode.class,
            description = "Say everything in that language. Default: the sender's, else answers.language.")
    private Language language;

    @Option(names = "--check", description = "Ask Djamo too: which numbers are customers, each once, and whether the balance is enough."
            + " Needs the base URL and the token; pays nothing.")
    private boolean check;

    @Parameters(paramLabel = "FILE", description = "The payout file.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        if (problemsListed < 1) {
            throw new ParameterException(command.commandLine(), "--problems must be 1 or more, not " + problemsListed);
        }
        Settings settings = options.load(check ? Purpose.ASK : Purpose.LOOK);
        SenderRules rules = rules(settings);
        Voice voice = new Voice(language == null ? rules.language() : language);
        mustBeReadable(voice, settings.whole(Setting.PAYOUTS_FILE_MAX_BYTES));
        long feeBasisPoints = settings.whole(Setting.PAYOUTS_FORECAST_FEE);
        CustomerForecast customers = new CustomerForecast();
        FileReview review = FileReview.of(file, rules, feeBasisPoints, problemsListed, check ? customers::add : (lineNo, msisdn, amount) -> { });
        ReviewStory story = new ReviewStory(voice, command.commandLine().getOut(), file, review, rules);
        story.print(feeBasisPoints);
        boolean clean = review.problemCount() == 0;
        if (!check) {
            return clean ? ExitCode.OK : ExitCode.USAGE;
        }
        if (story.isUnpaid()) {
            story.say("Djamo was not asked: nothing of the file would be paid", "Djamo n'a pas été interrogé : rien du fichier ne serait payé");
            return ExitCode.USAGE;
        }
        return ask(new DjamoForecast(voice, story, review, customers), voice, settings, problemsListed - review.problems().size(), clean);
    }

    private int ask(DjamoForecast forecast, Voice voice, Settings settings, int mostListed, boolean clean) throws InterruptedException {
        PrintWriter err = command.commandLine().getErr();
        try {
            long callsPerSecond = settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT).orElse(0);
            return forecast.print(PayoutRuntime.access(settings), callsPerSecond, mostListed, err) && clean ? ExitCode.OK : ExitCode.USAGE;
        } catch (Enquiry.Unanswered e) {
            err.println(command.commandLine().getColorScheme().errorText(voice.said("validate failed: %s", "échec de validate : %s",
                    voice.said(e.words()))));
            return ExitCode.SOFTWARE;
        } finally {
            command.commandLine().getOut().flush();
        }
    }

    private void mustBeReadable(Voice voice, long maxBytes) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new ParameterException(command.commandLine(), voice.said("no such file, or it may not be read: %s",
                    "ce fichier n'existe pas, ou ne peut être lu : %s", file));
        }
        if (Files.size(file) > maxBytes) {
            throw new ParameterException(command.commandLine(), voice.said(
                    "%s has %d bytes, more than payouts.file.max-bytes (%d); split it into smaller files",
                    "%s a %d octets, plus que payouts.file.max-bytes (%d) ; partagez-le en fichiers plus petits",
                    file, Files.size(file), maxBytes));
        }
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
}
