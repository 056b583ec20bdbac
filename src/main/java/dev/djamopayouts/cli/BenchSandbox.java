package dev.djamopayouts.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.config.Setting;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.sandbox.CallTally;
import dev.djamopayouts.sandbox.Faults;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A sandbox in a process of its own, so that what it costs can be told from what the product costs. It ends with this one. */
final class BenchSandbox implements AutoCloseable {

    static final String TOKEN = "at_bench_sandbox";

    private static final String READY = "Djamo sandbox at ";
    private static final long BALANCE = 1_000_000_000_000_000L;
    private static final long HEAP_BASE_BYTES = 512L << 20;
    private static final long HEAP_TRANSACTION_BYTES = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchChild child;
    private final String baseUrl;
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();

    private BenchSandbox(BenchChild child) {
        this.child = child;
        this.baseUrl = child.readyLine().substring(READY.length()).split(" ", 2)[0];
    }

    /**
     * Starts it and returns when it takes calls.
     *
     * @param folder   for its log
     * @param settings whose limits of the amount it draws
     */
    static BenchSandbox start(BenchPlan plan, Settings settings, Path folder) throws IOException, CommandFailed {
        Path none = Files.writeString(folder.resolve("sandbox.properties"), "");
        long heapMegabytes = (HEAP_BASE_BYTES + plan.transactions() * HEAP_TRANSACTION_BYTES) >> 20;
        return new BenchSandbox(BenchChild.start(folder, READY, heapMegabytes, Map.of(), List.of(
                "sandbox", "--port", "0", "--token", TOKEN, "--settle-ms", Long.toString(plan.settleMillis()),
                "--max-transactions", Long.toString(plan.transactions()), "--balance", Long.toString(BALANCE),
                "--max-batch-items", Integer.toString(plan.batchSize()), "--config", none.toString(),
                "--set", amount(settings, Setting.PAYOUTS_AMOUNT_MIN), "--set", amount(settings, Setting.PAYOUTS_AMOUNT_MAX))));
    }

    private static String amount(Settings settings, Setting setting) {
        return setting.key() + "=" + settings.whole(setting);
    }

    String baseUrl() {
        return baseUrl;
    }

    long pid() {
        return child.pid();
    }

    /** CPU that it used so far. */
    Duration cpu() {
        return child.cpu();
    }

    /** How far it is; the first transaction is looked for from that number on. */
    CallTally tally(long from) throws IOException, InterruptedException {
        return JSON.readValue(send(HttpRequest.newBuilder(URI.create(baseUrl + "/sandbox/tally?from=" + from))), CallTally.class);
    }

    /** Answers so late on average, and no more than so many calls a second, from now on. */
    void faults(long latencyMillis, int callsPerSecond) throws IOException, InterruptedException {
        byte[] faults = JSON.writeValueAsBytes(around(latencyMillis).rateLimitPerSecond(callsPerSecond).build());
        send(HttpRequest.newBuilder(URI.create(baseUrl + "/sandbox/faults")).PUT(HttpRequest.BodyPublishers.ofByteArray(faults)));
    }

    /**
     * A twenty-fifth more or less, drawn for each call. Where all answers are equally late, calls that one pause brought together
     * come together for ever after, and wait for one another: no real API is as even as that.
     */
    static Faults.Builder around(long latencyMillis) {
        long spread = latencyMillis / 25;
        return Faults.builder().latencyMillis(latencyMillis - spread).latencyJitterMillis(2 * spread);
    }

    private byte[] send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("the sandbox answered " + response.statusCode() + ": " + new String(response.body(), StandardCharsets.UTF_8));
        }
        return response.body();
    }

    /** Ends its process; returns when it is gone. */
    @Override
    public void close() {
        child.close();
    }
}
