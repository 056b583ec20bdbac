package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.djamo.Enquiry;
import dev.djamopayouts.djamo.Registrations;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells Djamo where to send its events. */
@Command(name = "register", description = "Have Djamo send its events about transactions to a URL; what is registered already is left as it is.",
        footer = {"", "Needs the base URL and the token. The URL is where Djamo reaches this installation, through a proxy that ends TLS:"
                + " https://…/webhooks/djamo.", "", "Exit codes: 0 registered, 1 Djamo did not do it, 2 bad usage or configuration."})
final class WebhooksRegisterCommand implements Callable<Integer> {

    private static final String LOOPBACK = "localhost|127(\\.[0-9]{1,3}){3}|\\[::1]";
    private static final int MOST_CHARS = 2_048;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "URL", description = "Where Djamo is to send them.")
    private String url;

    @Override
    public Integer call() throws Exception {
        mustBeReachable();
        Settings settings = options.load(Purpose.ASK);
        PrintWriter out = command.commandLine().getOut();
        try (QuietLogs quiet = QuietLogs.silent(); Enquiry enquiry = Enquiry.open(PayoutRuntime.access(settings),
                settings.optionalWhole(Setting.PAYOUTS_RATE_LIMIT).orElse(0), Clock.systemUTC()).telling(command.commandLine().getErr()::println)) {
            Map<String, Boolean> topics = new Registrations(enquiry).register(url);
            topics.forEach((topic, made) -> out.println((made ? "registered  " : "was there   ") + topic + "  " + url));
        } catch (Enquiry.Unanswered e) {
            throw new CommandFailed(e.getMessage(), e);
        }
        if (settings.optional(Setting.DJAMO_SECRET_KEY).isEmpty()) {
            out.println("note: djamo.secret-key is not set here; run listens for webhooks only where it is");
        }
        out.flush();
        return ExitCode.OK;
    }

    /** What Djamo could not use, or what would let anybody on the way read who is paid what. */
    private void mustBeReachable() {
        URI uri;
        try {
            uri = new URI(url);
        } catch (URISyntaxException e) {
            throw refused("it must read https://HOST/webhooks/djamo (" + e.getReason() + ")");
        }
        boolean loopback = uri.getHost() != null && uri.getHost().matches(LOOPBACK);
        if (uri.getHost() == null || url.length() > MOST_CHARS) {
            throw refused("it must name a host, in at most " + MOST_CHARS + " characters: https://HOST/webhooks/djamo");
        }
        if (!"https".equals(uri.getScheme()) && !("http".equals(uri.getScheme()) && loopback)) {
            throw refused("events name who is paid what; use https (http is for 127.0.0.1 only)");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refused("it must have neither a user nor a #; events prove themselves by their signature");
        }
    }

    private ParameterException refused(String why) {
        return new ParameterException(command.commandLine(), "URL " + Shown.line(url).replaceFirst("//[^/]*@", "//…@") + ": " + why);
    }
}
