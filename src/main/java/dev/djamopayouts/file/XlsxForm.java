package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sheet of an Excel workbook. A cell of a row is kept with what it is: see {@link XlsxCell}.
 *
 * @param sheet        the name of the sheet
 * @param header       what stands in the header's cells; empty over a column that has no name
 * @param referenceColumn which cell is the reference, from 0, or {@link CsvForm#ABSENT}
 * @param amountColumn which cell is the amount, from 0, or {@link CsvForm#ABSENT}: it was agreed
 */
public record XlsxForm(String sheet, List<String> header, int referenceColumn, int amountColumn) implements FileForm {

    static final String MARK = "xlsx 1";
    private static final int FACTS = 4;

    public XlsxForm {
        header = List.copyOf(header);
        for (int column : new int[] {referenceColumn, amountColumn}) {
            if (column < CsvForm.ABSENT || column >= header.size()) {
                throw new IllegalArgumentException("no column " + column + " in a header of " + header.size() + " cells");
            }
        }
    }

    static XlsxForm parse(List<String> parts) {
        if (parts.size() <= FACTS) {
            throw new IllegalArgumentException("not the form of a workbook");
        }
        return new XlsxForm(parts.get(1), parts.subList(FACTS, parts.size()), Integer.parseInt(parts.get(2)), Integer.parseInt(parts.get(3)));
    }

    @Override
    public Words words() {
        return new Words("Excel workbook, sheet " + Excerpt.of(sheet), "classeur Excel, feuille " + Excerpt.of(sheet));
    }

    @Override
    public boolean isHeaderApart() {
        return true;
    }

    @Override
    public String text() {
        List<String> parts = new ArrayList<>(FACTS + header.size());
        parts.add(MARK);
        parts.add(sheet);
        parts.add(Integer.toString(referenceColumn));
        parts.add(Integer.toString(amountColumn));
        parts.addAll(header);
        return RowCells.encode(parts);
    }

    @Override
    public String extension() {
        return "xlsx";
    }

    /** With the mark by which Excel knows that a CSV is in UTF-8. The positions of our columns are not asked for in a report. */
    @Override
    public CsvForm asCsv() {
        return new CsvForm(header, ',', true, "\r\n", CsvForm.ABSENT, 0, 0, CsvForm.ABSENT);
    }

    @Override
    public String plain(String cell) {
        return XlsxCell.plain(cell);
    }

    @Override
    public List<String> withReference(List<String> cells, String reference) {
        if (referenceColumn == CsvForm.ABSENT || referenceColumn >= cells.size() || !Blanks.strip(plain(cells.get(referenceColumn))).isEmpty()) {
            return cells;
        }
        List<String> named = new ArrayList<>(cells);
        named.set(referenceColumn, XlsxCell.TEXT + reference);
        return named;
    }

    @Override
    public String number(long number) {
        return XlsxCell.NUMBER + Long.toString(number);
    }

    @Override
    public Report result(Path target) throws IOException {
        return XlsxReport.result(target, this);
    }

    @Override
    public Report failures(Path target) throws IOException {
        return XlsxReport.failures(target, this);
    }
}
