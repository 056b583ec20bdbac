package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.djamo.Registration;
import dev.djamopayouts.djamo.Registrations;
import dev.djamopayouts.ledger.KeptNotice;
import dev.djamopayouts.ledger.KeptNotices;
import dev.djamopayouts.ledger.Ledger;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is registered at Djamo, and what its events told that nothing could be made of. */
@Command(name = "list", description = "Show the webhooks that are registered at Djamo, and its events that were kept aside.",
        footer = {"", "Needs the base URL and the token. Events are kept aside where no payout bears their reference, and where they"
                + " contradict the ledger.", "", "Exit codes: 0 shown, 1 Djamo or the ledger cannot be read, 2 bad usage or configuration."})
final class WebhooksListCommand implements Callable<Integer> {

    private static final int MOST_EVENTS = 1_000;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--events", defaultValue = "20", paramLabel = "N",
            description = "How many of the latest events are shown, 1 to " + MOST_EVENTS + ". Default: ${DEFAULT-VALUE}.")
    private int most;

    @Override
    public Integer call() throws Exception {
        if (most < 1 || most > MOST_EVENTS) {
            throw new ParameterException(command.commandLine(), "--events must be 1 to " + MOST_EVENTS + ", not " + most);
        }
        Settings settings = options.load(Purpose.ASK);
        PrintWriter out = command.commandLine().getOut();
        printRegistrations(out, settings);
        out.flush();
        try (Ledger ledger = PayoutRuntime.openLedger(settings, Ledger.Access.READER)) {
            KeptNotices kept = ledger.notifications().kept();
            print(out, "events whose reference no payout bore", kept.unknown(most), kept.unknown());
            List<KeptNotice> contradicting = kept.contradicting(most);
            print(out, "events that contradict the ledger", contradicting, contradicting.size());
        }
        out.flush();
        return ExitCode.OK;
    }

    private void printRegistrations(PrintWriter out, Settings settings) throws CommandFailed {
        List<Registration> all;
        try (QuietLogs quiet = QuietLogs.silent(); Enquiry enquiry = Enquiry.open(PayoutRuntime.access(settings),
                settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT).orElse(0), Clock.systemUTC()).telling(command.commandLine().getErr()::println)) {
            all = new Registrations(enquiry).all();
        } catch (Enquiry.Unanswered e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        if (all.isEmpty()) {
            out.println("nothing is registered at Djamo: bin/djamo-payouts webhooks register URL does it");
        } else {
            Table table = new Table("topic", "URL", "id");
            all.forEach(it -> table.row(Shown.line(it.topic()), Shown.line(it.url()), Shown.line(it.id())));
            table.print(out, "");
        }
        if (settings.optional(Setting.DJAMO_SECRET_KEY).isEmpty()) {
            out.println("note: djamo.secret-key is not set here; run listens for webhooks only where it is");
        }
    }

    private static void print(PrintWriter out, String what, List<KeptNotice> events, long all) {
        out.println();
        if (events.isEmpty()) {
            out.println("no " + what);
            return;
        }
        out.println(what + ": " + Table.text(all) + (all > events.size() ? ", the latest " + events.size() : ""));
        Table table = new Table("came", ">times", "topic", "transaction", "reference", ">XOF", "number", "payout");
        for (KeptNotice event : events) {
            table.row(Shown.time(event.receivedAtMillis()), event.times(), event.notice().topic(), Shown.line(event.notice().djamoId()),
                    event.notice().reference() == null ? "" : Shown.line(event.notice().reference()), event.notice().amount(),
                    event.notice().msisdn(), event.payout());
        }
        table.print(out, "  ");
    }
}
