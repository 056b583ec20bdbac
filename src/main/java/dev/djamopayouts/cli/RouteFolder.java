package dev.djamopayouts.cli;

import dev.djamopayouts.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The folder that YAML routes are read from. Camel starts without a word where it is empty, and nothing would be picked up. */
final class RouteFolder {

    private static final String SUFFIX = ".camel.yaml";

    private RouteFolder() {
    }

    /** Bad usage where there is no route file and the operator has named no other place. */
    static void mustHaveRoutes(Settings settings, CommandLine command) throws IOException {
        Path folder = settings.home().resolve("routes");
        String usual = "file:" + folder + "/*" + SUFFIX;
        if (usual.equals(settings.forCamel().getProperty("camel.main.routes-include-pattern")) && isEmpty(folder)) {
            throw new ParameterException(command, "there is no route file (*" + SUFFIX + ") in " + folder
                    + "; start from the folder that holds routes/, or with its bin/djamo-payouts");
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.noneMatch(file -> file.getFileName().toString().endsWith(SUFFIX));
        }
    }
}
