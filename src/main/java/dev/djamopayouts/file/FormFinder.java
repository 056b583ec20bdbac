package dev.djamopayouts.file;

import java.io.IOException;
import java.nio.file.Path;

/** Finds out by its content, never by its name, what form a payout file is in, and opens it as that. */
final class FormFinder {

    private FormFinder() {
    }

    /** The rows of the file; {@link FileRefused} where it is in no form that we read. */
    static RowSource open(Path file, ReadingRules rules) throws IOException {
        FileKind.mustBeText(file);
        return CsvRows.open(file, rules);
    }
}
