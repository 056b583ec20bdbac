package dev.djamopayouts.file;

import java.util.ArrayList;
import java.util.List;

/**
 * How a payout file is written, so that reports come back in the same form.
 *
 * @param header            the header's cells exactly as the file has them
 * @param separator         comma, semicolon or tab
 * @param bom               whether it begins with a byte order mark
 * @param lineEnding        {@code \r\n}, {@code \n} or {@code \r}: the first one in the file
 * @param referenceColumn   which cell is the reference, from 0, or {@link #ABSENT}
 * @param msisdnColumn      which cell is the beneficiary's number
 * @param amountColumn      which cell is the amount
 * @param descriptionColumn which cell is the description, or {@link #ABSENT}
 */
public record FileForm(List<String> header, char separator, boolean bom, String lineEnding, int referenceColumn,
                       int msisdnColumn, int amountColumn, int descriptionColumn) {

    /** The position of a column that the file does not have. */
    public static final int ABSENT = -1;

    private static final String VERSION = "1";
    private static final int FACTS = 8;

    public FileForm {
        header = List.copyOf(header);
        if (!lineEnding.equals("\r\n") && !lineEnding.equals("\n") && !lineEnding.equals("\r")) {
            throw new IllegalArgumentException("a line ends with CR LF, LF or CR");
        }
        mustBeIn(header, msisdnColumn, 0);
        mustBeIn(header, amountColumn, 0);
        mustBeIn(header, referenceColumn, ABSENT);
        mustBeIn(header, descriptionColumn, ABSENT);
    }

    private static void mustBeIn(List<String> header, int column, int least) {
        if (column < least || column >= header.size()) {
            throw new IllegalArgumentException("no column " + column + " in a header of " + header.size() + " cells");
        }
    }

    /** The whole of it as one string, for keeping in the ledger. */
    public String text() {
        List<String> parts = new ArrayList<>(FACTS + header.size());
        parts.add(VERSION);
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

    /** Reads what {@link #text()} gave; {@link IllegalArgumentException} for anything else. */
    public static FileForm parse(String text) {
        List<String> parts = RowCells.decode(text);
        if (parts.size() <= FACTS || !parts.get(0).equals(VERSION) || parts.get(1).length() != 1) {
            throw new IllegalArgumentException("not the form of a payout file, or of a newer version");
        }
        return new FileForm(parts.subList(FACTS, parts.size()), parts.get(1).charAt(0), parts.get(2).equals("bom"),
                parts.get(3).replace("CR", "\r").replace("LF", "\n"), Integer.parseInt(parts.get(4)),
                Integer.parseInt(parts.get(5)), Integer.parseInt(parts.get(6)), Integer.parseInt(parts.get(7)));
    }
}
