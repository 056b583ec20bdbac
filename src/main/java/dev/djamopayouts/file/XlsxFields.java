package dev.djamopayouts.file;

import dev.djamopayouts.file.CellFormats.Shown;
import dev.djamopayouts.file.RawRow.Field;
import dev.djamopayouts.payout.Words;
import java.math.BigDecimal;

/**
 * Reads our fields from the cells of a workbook. A number is judged by its own digits, never by how it is shown and never as
 * a double: what could have lost or gained anything on its way into the cell is refused.
 */
final class XlsxFields {

    private XlsxFields() {
    }

    static Field of(Column column, SheetCell cell, String place, boolean from1904) {
        if (cell == null) {
            return Field.of("");
        }
        return switch (cell.type()) {
            case TEXT -> Field.of(cell.value());
            case NUMBER -> number(column, cell, place, from1904);
            case BOOLEAN, DATE -> column == Column.DESCRIPTION ? Field.of(XlsxCell.plain(cell, from1904))
                    : faulty(cell, "the cell " + place + " holds a date or TRUE/FALSE where the " + column.field() + " should be: type it anew as text",
                            "la cellule " + place + " contient une date ou VRAI/FAUX à la place de " + column.field()
                                    + " : retapez-la en texte");
            case ERROR -> faulty(cell, "the cell " + place + " holds the error " + Excerpt.of(cell.value()) + ": type its value anew",
                    "la cellule " + place + " contient l'erreur " + Excerpt.of(cell.value()) + " : retapez sa valeur");
        };
    }

    private static Field number(Column column, SheetCell cell, String place, boolean from1904) {
        if (column == Column.DESCRIPTION) {
            return Field.of(XlsxCell.plain(cell, from1904));
        }
        if (!XlsxCell.isCount(cell)) {
            return faulty(cell, "the cell " + place + " is formatted as a date or a percentage where the " + column.field()
                    + " should be: give the column another format and type the value anew",
                    "la cellule " + place + " est au format date ou pourcentage à la place de " + column.field()
                            + " : donnez un autre format à la colonne et retapez la valeur");
        }
        BigDecimal number = new BigDecimal(cell.value());
        return switch (column) {
            case MSISDN -> msisdn(cell, number, place);
            case AMOUNT -> amount(cell, number);
            case REFERENCE, DESCRIPTION -> Field.of(XlsxCell.number(number));
        };
    }

    /** {@code 2.25071E+12} has fewer digits than it stands for: the others are lost, whatever zeros are put there. */
    private static Field msisdn(SheetCell cell, BigDecimal number, String place) {
        boolean whole = number.scale() == 0 || number.scale() > 0 && number.stripTrailingZeros().scale() <= 0;
        if (!whole || number.signum() < 0 || cell.shown() == Shown.EXPONENT) {
            return faulty(cell, "the number in the cell " + place + " is a decimal number or in scientific notation, and digits of it may be lost:"
                    + " format the column as text and type the number anew",
                    "le numéro de la cellule " + place + " est un nombre décimal ou en notation scientifique, des chiffres ont pu se perdre :"
                            + " mettez la colonne au format texte et retapez le numéro");
        }
        return Field.of(number.toBigInteger().toString());
    }

    private static Field amount(SheetCell cell, BigDecimal number) {
        if (number.signum() >= 0 && number.stripTrailingZeros().scale() > 0) {
            return faulty(cell, "the amount " + Excerpt.ofAmount(cell.value()) + " is a fraction, whatever the cell shows, and XOF has no cents: write"
                    + " whole francs in plain digits, like 50000",
                    "le montant " + Excerpt.ofAmount(cell.value()) + " n'est pas entier, quoi que montre la cellule, et le XOF n'a pas de centimes :"
                            + " écrivez des francs entiers en chiffres, comme 50000");
        }
        return Field.of(XlsxCell.number(number));
    }

    private static Field faulty(SheetCell cell, String english, String french) {
        return new Field(cell.value(), new Words(english, french));
    }
}
