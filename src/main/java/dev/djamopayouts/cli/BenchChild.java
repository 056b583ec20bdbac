package dev.djamopayouts.cli;

import dev.djamopayouts.config.Setting;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command of ours in a process of its own, which ends with the one that started it, however that one ends. */
final class BenchChild implements AutoCloseable {

    private static final String PARENT = "djamo-payouts.bench";
    private static final long STOP_SECONDS = 40;

    private final Process process;
    private final String readyLine;

    private BenchChild(Process process, String readyLine) {
        this.process = process;
        this.readyLine = readyLine;
    }

    /** The child: runs the command that its arguments are, as {@code djamo-payouts} does. */
    public static void main(String[] args) {
        ProcessHandle.of(Long.getLong(PARENT)).map(ProcessHandle::onExit).orElseGet(() -> CompletableFuture.completedFuture(null))
                .thenRun(() -> Runtime.getRuntime().halt(1));
        DjamoPayouts.main(args);
    }

    /**
     * Starts one and returns when it says that it is ready.
     *
     * @param folder        for its log
     * @param ready         what the line begins with that it says so by
     * @param heapMegabytes the most heap it may have
     * @param secrets       settings that stand on no command line, key to value
     * @throws CommandFailed with what it had to say where it ended instead
     */
    static BenchChild start(Path folder, String ready, long heapMegabytes, Map<String, String> secrets, List<String> args)
            throws IOException, CommandFailed {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m", "-XX:-UsePerfData", "-D" + PARENT + "=" + ProcessHandle.current().pid(),
                "-Dpayouts.home=" + System.getProperty("payouts.home", ""), "-cp", System.getProperty("java.class.path"),
                BenchChild.class.getName()));
        // As the start script gives it to this process.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream().filter(option -> option.startsWith("-XX:SharedArchiveFile"))
                .forEach(option -> command.addAll(1, List.of(option, "-Xlog:cds=off", "-Xlog:cds+dynamic=off")));
        command.addAll(args);
        Path log = Files.createTempFile(folder, args.get(0) + "-", ".log");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
        // Nothing of the operator's own settings reaches it.
        for (Setting setting : Setting.values()) {
            builder.environment().keySet().removeAll(List.of(variable(setting.key()), variable(setting.key()) + "_FILE"));
        }
        secrets.forEach((key, value) -> builder.environment().put(variable(key), value));
        Process process = builder.start();
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (line.startsWith(ready)) {
                return new BenchChild(process, line);
            }
        }
        process.destroyForcibly();
        throw new CommandFailed(args.get(0) + " did not start as a process of its own: " + Files.readString(log).strip(), null);
    }

    private static String variable(String key) {
        return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** The line by which it said that it was ready. */
    String readyLine() {
        return readyLine;
    }

    long pid() {
        return process.pid();
    }

    /** CPU that it used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Has it stop, and returns when it is gone. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
