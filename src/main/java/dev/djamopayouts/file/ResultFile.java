package dev.djamopayouts.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes {@code result.csv}, row after row: the input's own columns in their order, then ours, in the input's form and
 * charset where that is a CSV, else in UTF-8. Cells that a spreadsheet would run as a formula are defused. A row that had too few cells is filled up with
 * empty ones, and one that had too many keeps the surplus in its last own cell, so that our columns stay aligned.
 */
public final class ResultFile implements Report {

    /** Our columns, behind the input's own; an input that has columns of these names gets them a second time. */
    public static final List<String> COLUMNS = List.of("line_no", "payout_id", "djamo_reference", "djamo_id", "status",
            "iso_status", "reason_code", "reason_text", "fee", "total", "submitted_at", "final_at", "attempts");

    private final CsvOut out;
    private final FileForm form;

    private ResultFile(CsvOut out, FileForm form) {
        this.out = out;
        this.form = form;
    }

    /** Begins the report at that path, over anything that is there, with its header. */
    public static ResultFile create(Path target, FileForm form) throws IOException {
        ResultFile file = new ResultFile(new CsvOut(target, form.asCsv()), form);
        List<String> header = new ArrayList<>(form.header().size() + COLUMNS.size());
        form.header().forEach(name -> header.add(file.text(name)));
        header.addAll(COLUMNS);
        file.out.write(header);
        return file;
    }

    @Override
    public void add(ResultRow row) {
        List<String> cells = own(form.shown(row.cells()));
        cells.add(Long.toString(row.lineNo()));
        cells.add(text(row.payoutId()));
        cells.add(text(row.djamoReference()));
        cells.add(text(row.djamoId()));
        cells.add(row.status().name());
        cells.add(row.status().isoStatus());
        cells.add(row.reason() == null ? "" : row.reason().code().name());
        cells.add(text(row.reasonText()));
        cells.add(text(row.fee()));
        cells.add(text(row.total()));
        cells.add(text(row.submittedAt()));
        cells.add(text(row.finalAt()));
        cells.add(Integer.toString(row.attempts()));
        out.write(cells);
    }

    /** As many cells as the header has, each safe to open. */
    private List<String> own(List<String> given) {
        int width = form.header().size();
        List<String> cells = new ArrayList<>(width + COLUMNS.size());
        for (int i = 0; i < width; i++) {
            String cell = i < given.size() ? form.plain(given.get(i)) : "";
            boolean surplus = i == width - 1 && given.size() > width;
            cells.add(text(surplus ? String.join(String.valueOf(form.asCsv().separator()),
                    given.subList(i, given.size())) : cell));
        }
        return cells;
    }

    /** Defused as it is written: a full-width sign may become one that a spreadsheet knows. */
    private String text(Object value) {
        return value == null ? "" : FormulaGuard.defuse(out.writable(value.toString()));
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
