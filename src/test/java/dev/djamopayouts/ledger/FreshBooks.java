package dev.djamopayouts.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new ledger for each iteration of a benchmark, on the disk of the folder it is run in, so that none is measured on what
 * another left. It is audited before it is thrown away: a time counts only where the trail of what was done is whole.
 */
final class FreshBooks implements AutoCloseable {

    private final Path folder;
    private final Books books;

    FreshBooks() {
        try {
            folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "benchmark-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        books = new Books(folder);
    }

    Path folder() {
        return folder;
    }

    Books books() {
        return books;
    }

    /** Throws where the audit finds anything, or other than so many of the payouts of the file are where they should be. */
    void prove(long fileId, String state, long rows) {
        List<Audit.Finding> findings = books.findings();
        long there = books.number("SELECT COUNT(*) FROM payout WHERE file_id = " + fileId + " AND state = '" + state + "'");
        if (!findings.isEmpty() || there != rows) {
            throw new IllegalStateException(there + " of " + rows + " payouts are " + state + ", the audit found " + findings);
        }
    }

    @Override
    public void close() {
        books.close();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
