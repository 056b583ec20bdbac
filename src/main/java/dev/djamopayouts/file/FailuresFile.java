package dev.djamopayouts.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes {@code failures.csv}: rows that were not paid, cell for cell as they are given and in the input's own form,
 * ready to be mended and dropped again. Nothing is defused here, since it must read back as what was ordered.
 */
public final class FailuresFile implements Report {

    private final CsvOut out;

    private FailuresFile(CsvOut out) {
        this.out = out;
    }

    /** Begins the file at that path, over anything that is there, with the input's header. */
    public static FailuresFile create(Path target, CsvForm form) throws IOException {
        CsvOut out = new CsvOut(target, form);
        out.write(form.header());
        return new FailuresFile(out);
    }

    @Override
    public void add(ResultRow row) {
        out.write(row.cells());
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
