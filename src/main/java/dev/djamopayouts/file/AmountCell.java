package dev.djamopayouts.file;

import dev.djamopayouts.payout.Words;

/**
 * Reads an amount of whole francs as people write it: digits, or groups of three digits kept apart by one and the same
 * mark (a space of any kind, a point or a comma), and the name of the currency after it. Everything else is refused
 * rather than guessed: a fraction, an exponent, a sign, digits of another script.
 */
final class AmountCell {

    /** No amount: the cell is refused with FF01. */
    static final long UNREADABLE = -1;

    private static final int GROUP = 3;
    /** More is an account number in the wrong column, and a sum of such would not fit in the ledger's numbers. */
    private static final long MOST_FRANCS = 1_000_000_000_000L;
    /** The same of a sum of amounts; any more could not be counted in a long together with the rows. */
    private static final long MOST_IN_ALL = 1_000_000_000_000_000L;
    private static final long TOO_MANY = -2;

    private AmountCell() {
    }

    /** The amount in francs, 0 or more, or {@link #UNREADABLE}. */
    static long francs(String cell) {
        return Math.max(written(cell, MOST_FRANCS), UNREADABLE);
    }

    /** The sum of amounts, or a count of them, by the same rules but for how large it may be; or {@link #UNREADABLE}. */
    static long total(String cell) {
        return Math.max(written(cell, MOST_IN_ALL), UNREADABLE);
    }

    /** The amount in francs, {@link #UNREADABLE} or {@link #TOO_MANY}. */
    private static long written(String cell, long most) {
        int start = Blanks.start(cell);
        return digits(cell, start, withoutCurrency(cell, start, Blanks.end(cell, start)), most);
    }

    private static long digits(String cell, int start, int end, long most) {
        long francs = 0;
        int inGroup = 0;
        char mark = 0;
        for (int i = start; i < end; i++) {
            char c = cell.charAt(i);
            if (c >= '0' && c <= '9') {
                francs = Math.min(francs * 10 + (c - '0'), most + 1);
                inGroup++;
            } else if (mayPart(cell, start, c, mark, inGroup)) {
                mark = c;
                inGroup = 0;
            } else {
                return UNREADABLE;
            }
        }
        boolean whole = mark == 0 ? inGroup > 0 : inGroup == GROUP;
        if (!whole) {
            return UNREADABLE;
        }
        return francs > most ? TOO_MANY : francs;
    }

    /** Whether the character may part groups here. {@code 0.500} is half a unit to some, so no group starts with 0. */
    private static boolean mayPart(String cell, int start, char c, char mark, int digitsBefore) {
        if (mark != 0) {
            return c == mark && digitsBefore == GROUP;
        }
        return (c == '.' || c == ',' || Blanks.isSpace(c)) && digitsBefore >= 1 && digitsBefore <= GROUP
                && cell.charAt(start) != '0';
    }

    private static int withoutCurrency(String cell, int start, int end) {
        int cut = end;
        if (endsWith(cell, end, "XOF")) {
            cut = end - 3;
        } else if (endsWith(cell, end, "CFA")) {
            int beforeCfa = Blanks.end(cell.substring(0, end - 3), start);
            cut = endsWith(cell, beforeCfa, "F") ? beforeCfa - 1 : end - 3;
        }
        while (cut > start && Blanks.isBlank(cell.charAt(cut - 1))) {
            cut--;
        }
        return Math.max(cut, start);
    }

    private static boolean endsWith(String cell, int end, String name) {
        return cell.regionMatches(true, end - name.length(), name, 0, name.length());
    }

    /** What is wrong with an unreadable cell, and the remedy. */
    static Words fault(String cell) {
        String text = Blanks.strip(cell);
        if (text.isEmpty()) {
            return new Words("the amount is missing: write whole francs, like 50000",
                    "le montant manque : écrivez des francs entiers, comme 50000");
        }
        String excerpt = Excerpt.ofAmount(text);
        return new Words("the amount " + excerpt + " ", "le montant " + excerpt + " ").then(kind(text)).then(
                ": write whole francs in plain digits, like 50000", " : écrivez des francs entiers en chiffres simples, comme 50000");
    }

    private static Words kind(String text) {
        if (written(text, MOST_FRANCS) == TOO_MANY) {
            return new Words("is not an amount, it is more than " + MOST_FRANCS + " francs (is it an account number?)",
                    "n'est pas un montant, il dépasse " + MOST_FRANCS + " francs (est-ce un numéro de compte ?)");
        }
        if (text.matches("[-−–].*|\\(.*\\)")) {
            return new Words("is negative", "est négatif");
        }
        if (text.matches("[0-9]+([.,][0-9]*)?[eE][+-]?[0-9]+")) {
            return new Words("is in exponent form, which a spreadsheet has rounded",
                    "est en notation scientifique, qu'un tableur a arrondie");
        }
        if (text.matches("[0-9 \\u00A0\\u2009\\u202F.,]*[.,][0-9]*")) {
            return new Words("is a fraction or has groups that are not of three digits, and XOF has no cents",
                    "est une fraction ou a des groupes qui ne sont pas de trois chiffres, et le XOF n'a pas de centimes");
        }
        return new Words("is not a whole number of francs", "n'est pas un nombre entier de francs");
    }
}
