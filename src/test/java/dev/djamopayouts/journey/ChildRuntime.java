package dev.djamopayouts.journey;

import dev.djamopayouts.config.Purpose;
import dev.djamopayouts.config.Settings;
import dev.djamopayouts.route.PayoutRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The runtime in a process of its own, which can be killed: settings are its arguments, {@code key=value} each. */
public final class ChildRuntime implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ChildRuntime(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> settings = new HashMap<>();
        for (String arg : args) {
            settings.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        PayoutRuntime runtime = PayoutRuntime.start(Settings.load(Purpose.RUN, Path.of(System.getProperty("settings", "none")), Map.of(), settings));
        Runtime.getRuntime().addShutdownHook(new Thread(runtime::close));
        runtime.awaitStop();
    }

    static ChildRuntime start(Journey journey, String... javaOptions) {
        return start(journey, Map.of(), javaOptions);
    }

    /** With settings of its own beside the journey's. */
    static ChildRuntime start(Journey journey, Map<String, String> own, String... javaOptions) {
        Map<String, String> settings = new HashMap<>(journey.settings());
        settings.putAll(own);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(javaOptions));
        command.add(ChildRuntime.class.getName());
        settings.forEach((key, value) -> command.add(key + "=" + value));
        Path log = journey.folder().resolve("child.log");
        try {
            return new ChildRuntime(new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start(), log);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** All that it, and those before it in the same journey, have logged. */
    String log() {
        return Journey.read(log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does: between any two instructions. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does: the process may finish what it is doing; how long that took. */
    Duration terminate() throws InterruptedException {
        long startNanos = System.nanoTime();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the process did not end within 60 s of SIGTERM");
        }
        return Duration.ofNanos(System.nanoTime() - startNanos);
    }

    /** As SIGSTOP does: it stands still, its connections stay open, and it knows nothing of it. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** It goes on at the very instruction where it was frozen. */
    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + " ended with " + exit);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
