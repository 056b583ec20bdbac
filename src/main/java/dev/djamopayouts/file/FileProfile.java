package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What is agreed with a sender about how their payout files are written. Where nothing is agreed the file itself shows it.
 *
 * @param form    the form that every file must be in, or null: any
 * @param charset of a text that has no byte order mark
 * @param columns the sender's own names of our columns, where the usual names do not do
 * @param fixed   what a column says in every row, instead of anything in the file
 * @param sheet   which sheet of a workbook holds the payouts, or null: the first that is not hidden
 * @param totals  whether control totals must come with every file
 * @param trailer what the last row begins with where it is the control totals and no payout, or null
 * @param trailerCount  where the trailer counts the rows: the name of a column, or the number of a cell from 1; null: it does not
 * @param trailerAmount where the trailer has the sum, in the same words; null: where rows have their amount
 */
public record FileProfile(Form form, Charset charset, Map<Column, String> columns, Map<Column, String> fixed, String sheet,
                          Totals totals, String trailer, String trailerCount, String trailerAmount) {

    /** Western Europe with the euro sign, as ISO has it. */
    public static final Charset LATIN_9 = Charset.forName("ISO-8859-15");
    /** The charsets that may be agreed; UTF-16 needs a byte order mark, which says by itself what it is. */
    public static final Set<Charset> CHARSETS = Set.of(StandardCharsets.UTF_8, Charset.forName("windows-1252"), LATIN_9);

    /** Nothing is agreed: any form, UTF-8, the usual names, control totals where they come. */
    public static final FileProfile NONE = new FileProfile(null, StandardCharsets.UTF_8, Map.of(), Map.of(), null, Totals.OPTIONAL, null);

    /** The forms that payout files come in. */
    public enum Form {
        CSV(new Words("a CSV", "un CSV")),
        XLSX(new Words("an Excel workbook (.xlsx)", "un classeur Excel (.xlsx)")),
        JSON(new Words("a JSON array", "un tableau JSON")),
        JSON_LINES(new Words("JSON Lines (an object on each line)", "du JSON Lines (un objet par ligne)")),
        PAIN_001(new Words("a pain.001 message", "un message pain.001"));

        private final Words words;

        Form(Words words) {
            this.words = words;
        }

        /** What a file in this form is. */
        Words words() {
            return words;
        }
    }

    /** Control totals that do come must agree, always; these say whether they must come. */
    public enum Totals {
        OPTIONAL, REQUIRED
    }

    /** A trailer, if any, that counts no rows and has the sum where rows have their amount. */
    public FileProfile(Form form, Charset charset, Map<Column, String> columns, Map<Column, String> fixed, String sheet,
                       Totals totals, String trailer) {
        this(form, charset, columns, fixed, sheet, totals, trailer, null, null);
    }

    /** The same agreement, but for whether control totals must come. */
    public FileProfile with(Totals required) {
        return new FileProfile(form, charset, columns, fixed, sheet, required, trailer, trailerCount, trailerAmount);
    }

    public FileProfile {
        if (!CHARSETS.contains(Objects.requireNonNull(charset, "charset"))) {
            throw new IllegalArgumentException("the charset is UTF-8, windows-1252 or ISO-8859-15, not " + charset.name());
        }
        columns = Map.copyOf(columns);
        fixed = Map.copyOf(fixed);
        Objects.requireNonNull(totals, "totals");
        if (trailer != null && Column.compared(trailer).isEmpty()) {
            throw new IllegalArgumentException("a trailer begins with at least one letter or digit, not with " + trailer);
        }
        if (trailer == null && (trailerCount != null || trailerAmount != null)) {
            throw new IllegalArgumentException("where a trailer has its totals needs what it begins with");
        }
    }
}
