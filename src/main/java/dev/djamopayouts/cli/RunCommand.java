package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.config.SettingsRefused;
import dev.djamopayouts.file.KeyFileRefused;
import dev.djamopayouts.ledger.LedgerFailed;
import dev.djamopayouts.route.PayoutRuntime;
import dev.djamopayouts.route.StartFault;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Picks up payout files and pays them until it is told to stop. */
@Command(name = "run", description = "Pick up payout files, pay them and answer, until stopped by SIGTERM or Ctrl-C.",
        footer = {"", "The token comes from the environment, DJAMO_ACCESS_TOKEN, or from a mounted file that"
                + " DJAMO_ACCESS_TOKEN_FILE names. Settings come from config/application.properties, then the environment"
                + " (PAYOUTS_INBOX for payouts.inbox), then --set."})
final class RunCommand implements Callable<Integer> {

    private static final long START_SECONDS = 30;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() throws Exception {
        // For a cache that nothing here uses, Vert.x registers a hook of its own: it could not, and no start would end, once the
        // process was told to stop.
        System.getProperties().putIfAbsent("vertx.disableFileCPResolving", "true");
        Settings settings = options.load(Purpose.RUN);
        PrintWriter out = command.commandLine().getOut();
        List<ServedPort> ports = Stream.concat(Stream.of(ServedPort.management(settings)), ServedPort.webhooks(settings).stream()).toList();
        for (ServedPort port : ports) {
            port.mustBeFree();
        }
        RouteFolder.mustHaveRoutes(settings, command.commandLine());
        CompletableFuture<PayoutRuntime> started = new CompletableFuture<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop"));
        PayoutRuntime runtime;
        try {
            runtime = start(settings, ports);
            started.complete(runtime);
        } catch (CommandFailed | SettingsRefused | RuntimeException | Error e) {
            started.completeExceptionally(e);
            throw e;
        }
        FileNames.warnUnlessUtf8(command.commandLine().getErr());
        out.println(readyLine(settings, runtime.camel()));
        out.flush();
        runtime.awaitStop();
        return 0;
    }

    private static PayoutRuntime start(Settings settings, List<ServedPort> ports) throws CommandFailed, SettingsRefused {
        PayoutRuntime runtime;
        try {
            runtime = PayoutRuntime.start(settings);
        } catch (KeyFileRefused e) {
            throw new SettingsRefused(e.getMessage());
        } catch (LedgerFailed | IllegalStateException e) {
            Optional<SettingsRefused> refused = StartFault.of(settings, e);
            if (refused.isPresent()) {
                throw refused.get();
            }
            throw new CommandFailed(e instanceof LedgerFailed ledger ? ledger.asTheEnd() : e.getMessage(), e);
        }
        try {
            for (ServedPort port : ports) {
                port.actual(runtime.camel());
            }
            return runtime;
        } catch (CommandFailed e) {
            runtime.close();
            throw e;
        }
    }

    /**
     * Runs when the process is told to end, and waits a while for a start that is under way: it stands and is stopped cleanly, or
     * fails and leaves nothing open; one that takes longer, as a large migration may, ends as by a kill. A JVM ended by SIGTERM
     * exits 143 whatever its hooks did, so a clean stop says 0 itself, and an unclean one 1.
     */
    private static void stop(CompletableFuture<PayoutRuntime> started) {
        PayoutRuntime runtime = started.exceptionally(failed -> null).completeOnTimeout(null, START_SECONDS, TimeUnit.SECONDS).join();
        if (runtime == null) {
            return;
        }
        int exitCode = 1;
        try {
            runtime.close();
            exitCode = 0;
        } finally {
            Runtime.getRuntime().halt(exitCode);
        }
    }

    private static String readyLine(Settings settings, CamelContext camel) throws CommandFailed {
        double seconds = (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime()) / 1000.0;
        String remote = settings.optional(Setting.SFTP_URI).map(uri -> " and " + uri).orElse("");
        String senders = settings.senders().isEmpty() ? "" : " and those of " + settings.senders().size() + " senders";
        Optional<ServedPort> port = ServedPort.webhooks(settings);
        String webhooks = port.isEmpty() ? "" : ", webhooks http://" + port.get().address(camel) + PayoutRuntime.WEBHOOKS;
        return String.format(Locale.ROOT, "ready in %.1f s: inbox %s%s%s%s, health http://%s/observe/health", seconds,
                settings.path(Setting.PAYOUTS_INBOX), remote, senders, webhooks, ServedPort.management(settings).address(camel));
    }
}
