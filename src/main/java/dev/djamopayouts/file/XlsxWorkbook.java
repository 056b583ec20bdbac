package dev.djamopayouts.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** An opened workbook: its parts, and what all of its sheets share. */
final class XlsxWorkbook implements Closeable {

    private final WorkbookParts parts;
    private final WorkbookIndex index;
    private final SharedStrings strings;
    private final CellFormats formats;
    private final long mostBytesAtOnce;

    private XlsxWorkbook(WorkbookParts parts, ReadingRules rules) throws IOException {
        this.parts = parts;
        mostBytesAtOnce = SheetRows.mostBytes(rules.maxRowChars());
        index = WorkbookIndex.read(parts);
        formats = CellFormats.read(parts, index.styles());
        strings = SharedStrings.read(parts, index.sharedStrings(), mostBytesAtOnce);
    }

    static XlsxWorkbook open(Path file, ReadingRules rules) throws IOException {
        WorkbookParts parts = WorkbookParts.open(file, rules.maxUnpackedBytes());
        try {
            return new XlsxWorkbook(parts, rules);
        } catch (IOException | RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    WorkbookIndex index() {
        return index;
    }

    boolean from1904() {
        return index.from1904();
    }

    SheetRows rows(WorkbookIndex.SheetEntry sheet) throws IOException {
        return new SheetRows(new PartXml(parts.open(sheet.part()), mostBytesAtOnce), strings, formats);
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}
