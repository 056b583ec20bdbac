package dev.djamopayouts.cli;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The Djamo sandbox by itself, for trying a configuration before an account is there. */
@Command(name = "sandbox", description = "Serve a sandbox of the Djamo API on this machine until stopped; no money moves.")
final class SandboxCommand implements Callable<Integer> {

    private static final long LEAST_BODY_BYTES = 1 << 20;
    private static final long MOST_BODY_BYTES = 64 << 20;
    private static final long ITEM_BYTES = 1_000;

    @Spec
    private CommandSpec command;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--port", defaultValue = "8090", paramLabel = "N",
            description = "The port on 127.0.0.1; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(names = "--token", defaultValue = "at_sandbox", paramLabel = "TOKEN",
            description = "The token that is good. Default: ${DEFAULT-VALUE}.")
    private String token;

    @Option(names = "--latency-ms", defaultValue = "0", paramLabel = "MS",
            description = "How late every answer comes. Default: ${DEFAULT-VALUE}.")
    private long latencyMillis;

    @Option(names = "--rate", defaultValue = "0", paramLabel = "N",
            description = "Calls a second before 429 is answered; 0: no limit. Default: ${DEFAULT-VALUE}.")
    private int callsPerSecond;

    @Option(names = "--settle-ms", defaultValue = "200", paramLabel = "MS",
            description = "From acceptance to completed or failed. Default: ${DEFAULT-VALUE}.")
    private long settleMillis;

    @Option(names = "--max-transactions", defaultValue = "2000000", paramLabel = "N",
            description = "How many transfers it keeps before it answers 503. Default: ${DEFAULT-VALUE}.")
    private int maxTransactions;

    @Option(names = "--max-batch-items", defaultValue = "1000", paramLabel = "N",
            description = "The most transfers in one batch. Default: ${DEFAULT-VALUE}.")
    private int maxBatchItems;

    @Option(names = "--balance", defaultValue = "1000000000000", paramLabel = "XOF",
            description = "What the account holds at first. Default: ${DEFAULT-VALUE}.")
    private long balance;

    @Override
    public Integer call() throws Exception {
        Settings settings = options.load(Purpose.LOOK);
        try (DjamoSandbox sandbox = start(sandboxOptions(settings))) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0), "stop"));
            print(sandbox.baseUrl());
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private static DjamoSandbox start(SandboxOptions options) throws CommandFailed {
        try {
            return DjamoSandbox.start(options);
        } catch (IllegalStateException e) {
            throw new CommandFailed(e.getMessage(), e);
        }
    }

    /** Amounts and fee follow the settings, so that the sandbox draws the line where the operator expects it. */
    private SandboxOptions sandboxOptions(Settings settings) {
        try {
            return SandboxOptions.builder().port(port).accessToken(token).settleMillis(settleMillis)
                    .maxTransactions(maxTransactions).maxBatchItems(maxBatchItems).openingBalance(balance)
                    .maxBodyBytes((int) Math.min(MOST_BODY_BYTES, Math.max(LEAST_BODY_BYTES, maxBatchItems * ITEM_BYTES)))
                    .amountMin(settings.whole(Setting.PAYOUTS_AMOUNT_MIN))
                    .amountMax(settings.whole(Setting.PAYOUTS_AMOUNT_MAX))
                    .feeBasisPoints((int) settings.whole(Setting.PAYOUTS_FORECAST_FEE))
                    .faults(Faults.builder().latencyMillis(latencyMillis).rateLimitPerSecond(callsPerSecond).build())
                    .build();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private void print(String baseUrl) {
        PrintWriter out = command.commandLine().getOut();
        out.println("Djamo sandbox at " + baseUrl + " (no money moves). In another terminal:");
        out.println("  DJAMO_ACCESS_TOKEN=… bin/djamo-payouts run --set djamo.base-url=" + baseUrl);
        out.println("with the token of --token. Every number is a customer and is paid, except those that end in");
        for (MagicNumber number : MagicNumber.values()) {
            out.println("  " + number.ending() + "  " + number.description());
        }
        out.flush();
    }
}
