package dev.djamopayouts.file;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds a file's form in its first lines: reads the header with each separator in turn, and keeps the one under which
 * most of our columns are there.
 */
final class HeaderFinder {

    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final int SHOWN_COLUMNS = 20;

    private final ReadingRules rules;

    HeaderFinder(ReadingRules rules) {
        this.rules = rules;
    }

    /** The form; {@link FileRefused} where there is no header, or not one that payouts can be read by. */
    CsvForm find(Content content) throws IOException {
        try (StrictUtf8 reader = StrictUtf8.open(content)) {
            String start = start(reader);
            return find(start, reader.hasBom());
        }
    }

    private String start(Reader reader) throws IOException {
        char[] chars = new char[Math.max(rules.maxRowChars(), 2)];
        int count = 0;
        while (chars.length - count >= 2) {
            int more = reader.read(chars, count, chars.length - count);
            if (more < 0) {
                break;
            }
            count += more;
        }
        return new String(chars, 0, count);
    }

    private CsvForm find(String start, boolean bom) throws IOException {
        if (Blanks.isBlank(start)) {
            throw noHeader(start);
        }
        CsvLine best = null;
        char separator = SEPARATORS[0];
        FileRefused refusal = null;
        for (char candidate : SEPARATORS) {
            try (CsvLines lines = new CsvLines(new StringReader(start), candidate, rules)) {
                CsvLine line = lines.next();
                if (line != null && (best == null || score(line) > score(best))) {
                    best = line;
                    separator = candidate;
                }
            } catch (FileRefused e) {
                // Quotes that make no sense under this separator may well under the next one.
                refusal = refusal == null ? e : refusal;
            }
        }
        // One cell without a name of ours means that no separator fits: then the failed one has more to say.
        if (refusal != null && (best == null || best.cells().size() == 1 && Column.named(best.cells().get(0)) == null)) {
            throw refusal;
        }
        if (best == null) {
            throw noHeader(start);
        }
        return form(best, separator, bom, lineEnding(start));
    }

    private FileRefused noHeader(String start) {
        return new FileRefused(Problem.inFile(start.length() >= rules.maxRowChars() - 1
                ? "there is no header in the first " + rules.maxRowChars() + " characters: remove the blank lines"
                : "the file has only blank lines: drop a CSV with a header and at least one row"));
    }

    /** Our columns count first, then how many cells there are at all. */
    private static long score(CsvLine header) {
        long known = header.cells().stream().map(Column::named).filter(column -> column != null).distinct().count();
        return known * Integer.MAX_VALUE + header.cells().size();
    }

    private static CsvForm form(CsvLine header, char separator, boolean bom, String lineEnding) {
        List<String> cells = header.cells();
        HeaderColumns columns = HeaderColumns.of(cells, header.lineNo());
        List<Problem> problems = new ArrayList<>(columns.doubled());
        columns.missing().forEach(column -> problems.add(missing(header, column)));
        if (!problems.isEmpty()) {
            throw new FileRefused(problems);
        }
        return new CsvForm(cells, separator, bom, lineEnding, columns.at(Column.REFERENCE),
                columns.at(Column.MSISDN), columns.at(Column.AMOUNT), columns.at(Column.DESCRIPTION));
    }

    private static Problem missing(CsvLine header, Column column) {
        String found = header.cells().stream().limit(SHOWN_COLUMNS).map(Excerpt::of).collect(Collectors.joining(", "));
        String expected = Stream.of(Column.values()).map(Column::field).collect(Collectors.joining(","));
        return Problem.inHeader(header.lineNo(), "no column for " + column.field() + " was found: the first line has "
                + found + (header.cells().size() > SHOWN_COLUMNS ? ", …" : "") + "; begin the file with a header like "
                + expected);
    }

    /** The first line ending outside quotes; a file without one has no rows, so any will do. */
    private static String lineEnding(String start) {
        boolean quoted = false;
        for (int i = 0; i < start.length(); i++) {
            char c = start.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '\n') {
                return "\n";
            } else if (!quoted && c == '\r') {
                return start.startsWith("\n", i + 1) ? "\r\n" : "\r";
            }
        }
        return "\r\n";
    }
}
