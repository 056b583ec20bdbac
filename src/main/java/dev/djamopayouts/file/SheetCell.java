package dev.djamopayouts.file;

import dev.djamopayouts.file.CellFormats.Shown;

/**
 * A cell of a sheet that has something in it.
 *
 * @param column  from 0
 * @param type    what it holds
 * @param value   as the workbook has it: of a formula what it came to when it was last computed, empty where it never was
 * @param shown   what a number in it is shown as
 * @param formula the formula where it has one, empty where it stands elsewhere, or null
 */
record SheetCell(int column, Type type, String value, Shown shown, String formula) {

    /** What a cell holds. */
    enum Type {
        TEXT, NUMBER, BOOLEAN, ERROR, DATE
    }

    boolean isFormula() {
        return formula != null;
    }

    /** Whether a person sees nothing there. A formula that nobody computed yet may come to anything. */
    boolean isBlank() {
        return Blanks.isBlank(value) && (formula == null || type == Type.TEXT);
    }
}
