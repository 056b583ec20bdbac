package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;
import dev.djamopayouts.payout.Xof;
import java.util.List;
import java.util.function.UnaryOperator;

/** Knows a trailer when it sees one, and where in it the totals stand; as it is agreed with the sender. */
final class TrailerRule {

    /** What people who agreed nothing begin such a row with, as names are compared: Total, TOTAUX, Total général, … */
    private static final String USUAL = "tota";

    private final FileProfile profile;
    private final String marker;

    private TrailerRule(FileProfile profile) {
        this.profile = profile;
        this.marker = Column.compared(profile.trailer());
    }

    /** The rule, or null where no trailer is agreed, or the form has its totals elsewhere. */
    static TrailerRule of(FileProfile profile, FileForm form) {
        return profile.trailer() == null || form instanceof PainForm ? null : new TrailerRule(profile);
    }

    /** Whether the row is a trailer: the first of its cells that is not empty is what a trailer begins with. */
    boolean marks(RawRow row, UnaryOperator<String> plain) {
        return first(row, plain).equals(marker);
    }

    /** Whether it may have been meant for a trailer where none is agreed. */
    static boolean looksLikeOne(RawRow row, UnaryOperator<String> plain) {
        return first(row, plain).startsWith(USUAL);
    }

    private static String first(RawRow row, UnaryOperator<String> plain) {
        for (String cell : row.cells()) {
            String compared = Column.compared(plain.apply(cell));
            if (!compared.isEmpty()) {
                return compared;
            }
        }
        return "";
    }

    /** What it says; {@link FileRefused} where it does not say it where it should. */
    Trailer read(RawRow row, FileForm form) {
        int amountCell = profile.trailerAmount() == null ? amountColumn(form.header()) : place(row, form, profile.trailerAmount());
        int countCell = profile.trailerCount() == null ? -1 : place(row, form, profile.trailerCount());
        long amount = number(row, form, amountCell);
        Long rows = countCell < 0 ? null : number(row, form, countCell);
        return new Trailer(row.lineNo(), row.cells(), amountCell, countCell, new ControlTotals(rows, new Xof(amount), null));
    }

    private int amountColumn(List<String> header) {
        ColumnNames names = new ColumnNames(profile);
        for (int i = 0; i < header.size(); i++) {
            if (names.named(header.get(i)) == Column.AMOUNT) {
                return i;
            }
        }
        return header.size();
    }

    private static int place(RawRow row, FileForm form, String agreed) {
        if (agreed.matches("[1-9][0-9]{0,4}")) {
            return Integer.parseInt(agreed) - 1;
        }
        for (int i = 0; i < form.header().size(); i++) {
            if (Column.compared(form.header().get(i)).equals(Column.compared(agreed))) {
                return i;
            }
        }
        throw new FileRefused(RowTotals.problem(row.lineNo(), new Words("the line of totals should have one in the column "
                + Excerpt.of(agreed) + ", which the file does not have: add the column, or agree another place with the operator",
                "la ligne de totaux devrait en avoir un dans la colonne " + Excerpt.of(agreed)
                + ", que le fichier n'a pas : ajoutez la colonne, ou convenez d'un autre endroit avec l'exploitant")));
    }

    private static long number(RawRow row, FileForm form, int cell) {
        String text = cell < row.cells().size() ? row.cells().get(cell) : "";
        long number = isFraction(form, text) ? AmountCell.UNREADABLE : AmountCell.total(form.plain(text));
        if (number == AmountCell.UNREADABLE) {
            throw new FileRefused(RowTotals.problem(row.lineNo(), new Words("the line of totals has no readable number in its cell "
                    + (cell + 1) + ": write whole francs, or the number of rows, in plain digits there",
                    "la ligne de totaux n'a pas de nombre lisible dans sa cellule " + (cell + 1)
                    + " : écrivez-y des francs entiers, ou le nombre de lignes, en chiffres simples")));
        }
        return number;
    }

    /** {@code 50.000} in JSON is fifty: as a number it never has groups, as a text it may. */
    private static boolean isFraction(FileForm form, String cell) {
        return !form.isHeaderApart() && cell.matches("[-0-9.eE+]*[.eE][-0-9.eE+]*");
    }

    /** What is wrong with a file whose trailer is not its last row. */
    static FileRefused notLast(RawRow trailer, RawRow after) {
        return new FileRefused(RowTotals.problem(trailer.lineNo(), new Words("line " + trailer.lineNo()
                + " is a line of totals, and another row follows at line " + after.lineNo() + ": totals are the last row, and stand once",
                "la ligne " + trailer.lineNo() + " est une ligne de totaux, et une autre ligne la suit à la ligne " + after.lineNo()
                + " : les totaux sont la dernière ligne, et n'y sont qu'une fois")));
    }

    /** Says that the trailer is missing where it must be there. */
    void mayBeMissing() {
        if (profile.totals() == FileProfile.Totals.REQUIRED) {
            throw new FileRefused(RowTotals.problem(0, new Words("the last row is no line of totals, which must be there: end the file with a row that begins with "
                    + Excerpt.of(profile.trailer()) + "; where it is missing, the file may have been cut short",
                    "la dernière ligne n'est pas une ligne de totaux, qui est obligatoire : terminez le fichier par une ligne qui commence par "
                    + Excerpt.of(profile.trailer()) + " ; si elle manque, le fichier a peut-être été tronqué")));
        }
    }
}
