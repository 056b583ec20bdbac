package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.util.Map;

/**
 * Finds a file's form in its first lines: reads the header with each separator in turn, and keeps the one under which
 * most of our columns are there.
 */
final class HeaderFinder {

    private static final char[] SEPARATORS = {',', ';', '\t'};

    private final ReadingRules rules;
    private final ColumnNames names;

    HeaderFinder(ReadingRules rules) {
        this.rules = rules;
        this.names = new ColumnNames(rules.profile());
    }

    /** The form; {@link FileRefused} where there is no header, or not one that payouts can be read by. */
    CsvForm find(Content content) throws IOException {
        try (StrictText reader = StrictText.open(content, rules.profile().charset())) {
            String start = start(reader);
            return find(start, reader.encoding());
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

    private CsvForm find(String start, TextEncoding encoding) throws IOException {
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
        if (refusal != null && (best == null || best.cells().size() == 1 && names.named(best.cells().get(0)) == null)) {
            throw refusal;
        }
        if (best == null) {
            throw noHeader(start);
        }
        return form(best, separator, encoding, lineEnding(start));
    }

    private FileRefused noHeader(String start) {
        return new FileRefused(Problem.inFile(start.length() >= rules.maxRowChars() - 1
                ? new Words("there is no header in the first " + rules.maxRowChars() + " characters: remove the blank lines",
                "il n'y a pas d'en-tête dans les " + rules.maxRowChars() + " premiers caractères : supprimez les lignes vides")
                : new Words("the file has only blank lines: drop one with a header and at least one row",
                "le fichier n'a que des lignes vides : déposez-en un qui a un en-tête et au moins une ligne")));
    }

    /** Our columns count first, then how many cells there are at all. */
    private long score(CsvLine header) {
        long known = header.cells().stream().map(names::named).filter(column -> column != null).distinct().count();
        return known * Integer.MAX_VALUE + header.cells().size();
    }

    private CsvForm form(CsvLine header, char separator, TextEncoding encoding, String lineEnding) {
        Map<Column, Integer> positions = names.positions(header.lineNo(), header.cells());
        return new CsvForm(header.cells(), separator, encoding.charset(), encoding.bomBytes() > 0, lineEnding, at(positions, Column.REFERENCE),
                at(positions, Column.MSISDN), at(positions, Column.AMOUNT), at(positions, Column.DESCRIPTION));
    }

    private static int at(Map<Column, Integer> positions, Column column) {
        return positions.getOrDefault(column, CsvForm.ABSENT);
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
