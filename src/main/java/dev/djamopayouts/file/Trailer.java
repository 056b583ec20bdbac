package dev.djamopayouts.file;

import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.List;

/**
 * The last row of a payout file where it is no payout but says what the others come to.
 *
 * @param lineNo     where it stands in the file
 * @param cells      as it came
 * @param amountCell which cell has the sum, from 0
 * @param countCell  which cell has the number of rows, from 0, or -1
 * @param totals     what it says
 */
public record Trailer(long lineNo, List<String> cells, int amountCell, int countCell, ControlTotals totals) {

    /** The whole of what {@link #rewritten} needs as one string, for keeping in the ledger. */
    public String text() {
        List<String> parts = new ArrayList<>(2 + cells.size());
        parts.add(Integer.toString(amountCell));
        parts.add(Integer.toString(countCell));
        parts.addAll(cells);
        return RowCells.encode(parts);
    }

    /** The cells of a trailer for other rows of the same file, from what {@link #text()} gave. */
    public static List<String> rewritten(String text, FileForm form, long rows, Xof amount) {
        List<String> parts = RowCells.decode(text);
        List<String> cells = new ArrayList<>(parts.subList(2, parts.size()));
        cells.set(Integer.parseInt(parts.get(0)), form.number(amount.francs()));
        int countCell = Integer.parseInt(parts.get(1));
        if (countCell >= 0) {
            cells.set(countCell, form.number(rows));
        }
        return cells;
    }
}
