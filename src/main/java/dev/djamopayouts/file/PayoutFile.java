package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A payout file, read once from its start to its end as chunks of rows; memory holds one chunk, whatever the size of
 * the file. The same bytes under the same rules always give the same rows.
 */
public final class PayoutFile implements AutoCloseable {

    /**
     * Ends a chunk before it has all its rows: 900 rows of 900 KB each do not fit in the 512 MB that a process has, and
     * this many characters take some 8 MB.
     */
    private static final long CHARS_IN_CHUNK = 4_000_000;

    private final ReadingRules rules;
    private final RowSource source;
    private final RowReader rows;
    private final String sha256;
    private final TrailerRule trailerRule;
    private final RowTotals totals = new RowTotals();
    private Trailer trailer;
    private RawRow ahead;
    private RuntimeException failure;
    private long read;
    private boolean chunked;

    private PayoutFile(ReadingRules rules, RowSource source, String sha256) {
        this.rules = rules;
        this.source = source;
        this.sha256 = sha256;
        this.rows = new RowReader(sha256, rules, source);
        this.trailerRule = TrailerRule.of(rules.profile(), source.form());
    }

    /**
     * Opens a complete file of the spool and reads as far as its first row.
     *
     * @param spooled where the file is; it must not change while it is read
     * @param sha256  of its content, in hex: derived references come from it
     * @throws FileRefused where its form is none we read, it lacks a column, or has no rows
     * @throws IOException where it cannot be read, which says nothing about its content
     */
    public static PayoutFile open(Path spooled, String sha256, ReadingRules rules) throws IOException {
        PayoutFile file = null;
        try {
            file = new PayoutFile(rules, FormFinder.open(spooled, rules), sha256);
            file.readFirst();
            return file;
        } catch (UncheckedIOException e) {
            close(file);
            throw e.getCause();
        } catch (FileRefused e) {
            close(file);
            throw e;
        } catch (RuntimeException e) {
            close(file);
            throw FileRefused.unexpected(e);
        }
    }

    private static void close(PayoutFile file) throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private void readFirst() {
        ahead = nextRow();
        if (ahead == null) {
            throw new FileRefused(Problem.inFile(source.form().isHeaderApart()
                    ? new Words("the file has a header and no rows: add at least one row", "le fichier a un en-tête et aucune ligne : ajoutez-en au moins une")
                    : new Words("the file has no rows: add at least one", "le fichier n'a aucune ligne : ajoutez-en au moins une")));
        }
    }

    /** How the file is written: the whole of it once the last row was read. */
    public FileForm form() {
        return source.form();
    }

    /**
     * The rows in the file's order, in lists of that many; the last may have fewer, and so has one of long rows. May be asked for once. Reading
     * happens in {@code next()}, which throws {@link FileRefused} where it meets what makes the whole file
     * unreadable, and {@link UncheckedIOException} where the file cannot be read any more.
     */
    public Iterator<List<PayoutRow>> chunks(int rowsInChunk) {
        if (rowsInChunk < 1) {
            throw new IllegalArgumentException("a chunk has at least one row");
        }
        if (chunked) {
            throw new IllegalStateException("the file is read once");
        }
        chunked = true;
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return ahead != null;
            }

            @Override
            public List<PayoutRow> next() {
                if (ahead == null) {
                    throw new NoSuchElementException("the file is at its end");
                }
                return chunkOrFailure(rowsInChunk);
            }
        };
    }

    /** A parser that failed is somewhere inside a row: whoever asks again gets the same failure, never what follows. */
    private List<PayoutRow> chunkOrFailure(int size) {
        if (failure != null) {
            throw failure;
        }
        try {
            return chunk(size);
        } catch (FileRefused | UncheckedIOException e) {
            failure = e;
        } catch (RuntimeException e) {
            failure = FileRefused.unexpected(e);
        }
        throw failure;
    }

    private List<PayoutRow> chunk(int size) {
        List<PayoutRow> chunk = new ArrayList<>(size);
        long chars = 0;
        while (ahead != null && chunk.size() < size && chars < CHARS_IN_CHUNK) {
            if (++read > rules.maxRows()) {
                throw new FileRefused(Problem.inRow(ahead.lineNo(), new Words("the file has more than " + rules.maxRows()
                        + " rows: split it into smaller files", "le fichier a plus de " + rules.maxRows()
                        + " lignes : partagez-le en fichiers plus petits")));
            }
            chars += ahead.chars();
            PayoutRow row = rows.read(ahead);
            chunk.add(row);
            totals.add(row);
            ahead = nextRow();
        }
        if (ahead == null && trailer != null) {
            List<Problem> wrong = totals.against(trailer.totals(), sha256, trailer.lineNo());
            if (!wrong.isEmpty()) {
                throw new FileRefused(wrong);
            }
        }
        return chunk;
    }

    /** The next row that is a payout, or null after the last; a trailer is kept aside. */
    private RawRow nextRow() {
        RawRow row = source.next();
        if (trailerRule == null) {
            return row;
        }
        if (row == null) {
            trailerRule.mayBeMissing();
            return null;
        }
        if (!trailerRule.marks(row, source::plain)) {
            return row;
        }
        RawRow after = source.next();
        if (after != null) {
            throw TrailerRule.notLast(row, after);
        }
        trailer = trailerRule.read(row, source.form());
        return null;
    }

    /** What the rows come to: all of them once the last one was read. */
    public RowTotals totals() {
        return totals;
    }

    /** The line of totals, which agrees with the rows; none before the last row was read, or where none is agreed. */
    public Optional<Trailer> trailer() {
        return Optional.ofNullable(trailer);
    }

    /** Whether a file of this form, by what is agreed, has its control totals in itself. */
    public boolean bearsTotals() {
        return trailerRule != null || source.form().bearsTotals();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
