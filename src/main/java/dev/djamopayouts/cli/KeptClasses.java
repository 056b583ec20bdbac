package dev.djamopayouts.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Java keeps of this process's classes as it ends, where {@code bin/djamo-payouts} asked it to, so that later starts are
 * faster. It keeps them whatever the process ends with; only what one that did its work leaves is worth taking.
 */
final class KeptClasses {

    private static final Logger LOG = LoggerFactory.getLogger(KeptClasses.class);

    private static final String FILE = "payouts.kept-classes";

    private KeptClasses() {
    }

    /** Says, by a file beside them, that the process did its work and that all its classes are among them. */
    static void areWhole() {
        String file = System.getProperty(FILE);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(Path.of(file + ".whole"), "");
        } catch (IOException e) {
            LOG.warn("what makes the next start faster could not be kept: {}", e.toString());
        }
    }
}
