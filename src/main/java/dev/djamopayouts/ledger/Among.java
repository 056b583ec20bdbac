package dev.djamopayouts.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Asks which of many values are in a table, so many at a time. */
final class Among {

    private static final int AT_ONCE = 500;

    /** The list that stands behind {@code IN}, at the end of a statement. */
    static final String THESE = "(" + String.join(", ", Collections.nCopies(AT_ONCE, "?")) + ")";

    private Among() {
    }

    /**
     * Runs a statement that selects one text, as often as need be; the last values have blanks behind them, so that one
     * statement serves all.
     *
     * @param before how many parameters, bound already, stand before {@link #THESE}
     */
    static Set<String> select(PreparedStatement select, int before, List<String> values) throws SQLException {
        Set<String> found = new HashSet<>();
        for (int from = 0; from < values.size(); from += AT_ONCE) {
            for (int i = 0; i < AT_ONCE; i++) {
                select.setString(before + i + 1, from + i < values.size() ? values.get(from + i) : null);
            }
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        return found;
    }
}
