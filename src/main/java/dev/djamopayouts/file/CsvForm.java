package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV with a header.
 *
 * @param header            the header's cells exactly as the file has them
 * @param separator         comma, semicolon or tab
 * @param charset           what it is written in: UTF-8, UTF-16 with a byte order mark, or what is agreed with the sender
 * @param bom               whether it begins with a byte order mark
 * @param lineEnding        {@code \r\n}, {@code \n} or {@code \r}: the first one in the file
 * @param referenceColumn   which cell is the reference, from 0, or {@link #ABSENT}
 * @param msisdnColumn      which cell is the beneficiary's number
 * @param amountColumn      which cell is the amount, or {@link #ABSENT}: one was agreed for every row
 * @param descriptionColumn which cell is the description, or {@link #ABSENT}
 */
public record CsvForm(List<String> header, char separator, Charset charset, boolean bom, String lineEnding,
                      int referenceColumn, int msisdnColumn, int amountColumn, int descriptionColumn) implements FileForm {

    /** The position of a column that the file does not have. */
    public static final int ABSENT = -1;

    /** What the text of the form of a CSV in UTF-8 begins with; older ledgers have no other. */
    static final String MARK = "1";
    /** The same with a charset behind the mark, for another one than UTF-8. */
    static final String CHARSET_MARK = "csv 2";
    private static final int FACTS = 8;

    public CsvForm {
        header = List.copyOf(header);
        if (!lineEnding.equals("\r\n") && !lineEnding.equals("\n") && !lineEnding.equals("\r")) {
            throw new IllegalArgumentException("a line ends with CR LF, LF or CR");
        }
        mustBeIn(header, msisdnColumn, 0);
        mustBeIn(header, amountColumn, ABSENT);
        mustBeIn(header, referenceColumn, ABSENT);
        mustBeIn(header, descriptionColumn, ABSENT);
    }

    /** A CSV in UTF-8. */
    public CsvForm(List<String> header, char separator, boolean bom, String lineEnding, int referenceColumn, int msisdnColumn,
                   int amountColumn, int descriptionColumn) {
        this(header, separator, StandardCharsets.UTF_8, bom, lineEnding, referenceColumn, msisdnColumn, amountColumn, descriptionColumn);
    }

    private static void mustBeIn(List<String> header, int column, int least) {
        if (column < least || column >= header.size()) {
            throw new IllegalArgumentException("no column " + column + " in a header of " + header.size() + " cells");
        }
    }

    @Override
    public Words words() {
        Words separated = switch (separator) {
            case ',' -> new Words("commas", "virgules");
            case ';' -> new Words("semicolons", "points-virgules");
            case '\t' -> new Words("tabs", "tabulations");
            default -> Words.same(String.valueOf(separator));
        };
        return new Words("CSV separated by ", "CSV séparé par des ").then(separated).then(Words.same(", " + charset.name()))
                .then(bom ? new Words(" with a byte order mark", " avec marque d'ordre des octets") : Words.same(""));
    }

    @Override
    public String text() {
        List<String> parts = new ArrayList<>(FACTS + 1 + header.size());
        if (charset.equals(StandardCharsets.UTF_8)) {
            parts.add(MARK);
        } else {
            parts.addAll(List.of(CHARSET_MARK, charset.name()));
        }
        parts.add(String.valueOf(separator));
        parts.add(bom ? "bom" : "");
        parts.add(lineEnding.replace("\r", "CR").replace("\n", "LF"));
        parts.add(Integer.toString(referenceColumn));
        parts.add(Integer.toString(msisdnColumn));
        parts.add(Integer.toString(amountColumn));
        parts.add(Integer.toString(descriptionColumn));
        parts.addAll(header);
        return RowCells.encode(parts);
    }

    static CsvForm parse(List<String> text) {
        boolean hasCharset = text.get(0).equals(CHARSET_MARK) && text.size() > 1;
        Charset charset = hasCharset ? Charset.forName(text.get(1)) : StandardCharsets.UTF_8;
        List<String> parts = hasCharset ? text.subList(1, text.size()) : text;
        if (parts.size() <= FACTS || parts.get(1).length() != 1) {
            throw new IllegalArgumentException("not the form of a CSV");
        }
        return new CsvForm(parts.subList(FACTS, parts.size()), parts.get(1).charAt(0), charset, parts.get(2).equals("bom"),
                parts.get(3).replace("CR", "\r").replace("LF", "\n"), Integer.parseInt(parts.get(4)),
                Integer.parseInt(parts.get(5)), Integer.parseInt(parts.get(6)), Integer.parseInt(parts.get(7)));
    }

    @Override
    public boolean isHeaderApart() {
        return true;
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public CsvForm asCsv() {
        return this;
    }

    @Override
    public List<String> withReference(List<String> cells, String reference) {
        if (referenceColumn == ABSENT || cells.size() != header.size() || !Blanks.strip(cells.get(referenceColumn)).isEmpty()) {
            return cells;
        }
        List<String> named = new ArrayList<>(cells);
        named.set(referenceColumn, reference);
        return named;
    }

    @Override
    public Report result(Path target) throws IOException {
        return ResultFile.create(target, this);
    }

    @Override
    public Report failures(Path target) throws IOException {
        return FailuresFile.create(target, this);
    }
}
