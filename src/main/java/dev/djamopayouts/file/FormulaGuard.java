package dev.djamopayouts.file;

/**
 * Keeps a spreadsheet from running a cell as a formula when a person opens a report: an apostrophe before it makes it
 * text. Plain numbers and phone numbers keep their sign, since nothing in them can run.
 * See <a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP, CSV injection</a>.
 */
final class FormulaGuard {

    private FormulaGuard() {
    }

    static String defuse(String cell) {
        return isFormula(cell) ? "'" + cell : cell;
    }

    private static boolean isFormula(String cell) {
        if (cell.isEmpty()) {
            return false;
        }
        return switch (cell.charAt(0)) {
            // A spreadsheet may well leave out a NUL, which a text of a workbook can begin with.
            case '=', '@', '\t', '\r', '\n', '\0' -> true;
            case '+', '-' -> !isPlainNumber(cell);
            default -> false;
        };
    }

    /** After the sign, digits and what stands between them; a further sign would make it a sum. */
    private static boolean isPlainNumber(String cell) {
        boolean digitSeen = false;
        for (int i = 1; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                digitSeen = true;
            } else if (c != '.' && c != ',' && !Blanks.isSpace(c)) {
                return false;
            }
        }
        return digitSeen;
    }
}
