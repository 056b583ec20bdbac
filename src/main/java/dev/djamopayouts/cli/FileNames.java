package dev.djamopayouts.cli;

import java.io.PrintWriter;

/**
 * The encoding that Java names files in, taken from the locale of the process. A file whose name it cannot write is seen in
 * the inbox and can never be moved from there.
 */
final class FileNames {

    private static final String ENCODING = "sun.jnu.encoding";

    private FileNames() {
    }

    /** A warning only: files with plain names are paid in any locale. */
    static void warnUnlessUtf8(PrintWriter err) {
        String encoding = System.getProperty(ENCODING);
        if (!"UTF-8".equalsIgnoreCase(encoding)) {
            err.println("warning: file names with accents cannot be read, since " + ENCODING + " is " + encoding
                    + "; start with LC_ALL=C.UTF-8 in the environment, as bin/djamo-payouts does");
            err.flush();
        }
    }
}
