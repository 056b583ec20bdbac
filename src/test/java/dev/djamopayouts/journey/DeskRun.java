package dev.djamopayouts.journey;

import dev.djamopayouts.cli.DjamoPayouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One command in a process of its own, as an operator gives it beside the runtime: its exit code and all that it said. */
record DeskRun(int exitCode, String said) {

    static DeskRun of(Journey journey, String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8", "-Dfile.encoding=UTF-8", "-cp",
                System.getProperty("java.class.path"), DjamoPayouts.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--set", "payouts.data=" + journey.folder()));
        List.of("ledger.url", "ledger.username").stream().filter(journey.settings()::containsKey)
                .forEach(key -> command.addAll(List.of("--set", key + "=" + journey.settings().get(key))));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new DeskRun(process.waitFor(), said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
