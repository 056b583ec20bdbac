package dev.djamopayouts.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Keeps what Java reads at every start. In processes of their own, never in one that pays: Java ends with an error where it
 * cannot keep classes, and takes seconds and memory to do so.
 */
@Command(name = "prepare", description = "Have later starts take about a third less time; once for each installation and update of Java.",
        footer = {"", "Runs the demo, has Java keep the classes that it read, some 60 MB in lib/, and proves what was kept before any"
                + " start takes it. Another Java, or another library, passes it over and starts as before.", "",
            "Exit codes: 0 kept, 1 not kept, and starts are what they were."})
final class PrepareCommand implements Callable<Integer> {

    /** Where bin/djamo-payouts looks for classes of just this Java and these libraries. */
    private static final String FILE = "payouts.classes";

    @Spec
    private CommandSpec command;

    @Option(names = {"-h", "--help"}, usageHelp = true, description = "Show this help and exit.")
    private boolean help;

    @Override
    public Integer call() throws CommandFailed, IOException, InterruptedException {
        String file = System.getProperty(FILE);
        if (file == null) {
            throw new CommandFailed("classes are kept for an installation alone, and not where JAVA_OPTS says what becomes of them:"
                    + " start this by bin/djamo-payouts, without -Xshare, -XX:SharedArchiveFile and the like", null);
        }
        Path archive = Path.of(file);
        if (!Files.isWritable(archive.getParent())) {
            throw new CommandFailed("the user who runs this may not write to " + archive.getParent()
                    + ": run it as the one who installs djamo-payouts", null);
        }
        PrintWriter out = command.commandLine().getOut();
        out.println("running the demo, to see what a start reads");
        out.flush();
        Path made = Files.createTempFile(archive.getParent(), "djamo-payouts", ".part");
        try {
            run(List.of("-XX:ArchiveClassesAtExit=" + made, "-XX:+VerifySharedSpaces"), "demo");
            run(List.of("-XX:SharedArchiveFile=" + made, "-Xshare:on", "-XX:+VerifySharedSpaces"), "--version");
            if (!made.toFile().setReadable(true, false)) {
                throw new CommandFailed(made + " cannot be made readable for whoever starts djamo-payouts", null);
            }
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(made);
        }
        removeOthers(archive);
        out.printf(Locale.ROOT, "kept %d MB in %s; every start takes them from now on%n", Files.size(archive) >> 20, archive);
        out.flush();
        return 0;
    }

    /** Runs a command as this one is run, and these options of Java beside. */
    private static void run(List<String> options, String name) throws CommandFailed, IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-XX:SharedArchiveFile") && !option.startsWith("-Xlog:cds")).forEach(words::add);
        words.addAll(options);
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), DjamoPayouts.class.getName(), name));
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end of " + name));
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new CommandFailed("classes were not kept, and starts are what they were; " + name + " ended with " + exitCode + " and said:\n"
                    + said.strip(), null);
        }
    }

    /** Of another Java, of libraries before these, or left by one that was killed: no start would take them. */
    private static void removeOthers(Path archive) throws IOException {
        try (DirectoryStream<Path> kept = Files.newDirectoryStream(archive.getParent(), "djamo-payouts*.{jsa,part}")) {
            for (Path each : kept) {
                if (!each.equals(archive)) {
                    Files.deleteIfExists(each);
                }
            }
        }
    }
}
