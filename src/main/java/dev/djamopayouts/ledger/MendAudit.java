package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.Audit.Finding;
import dev.djamopayouts.payout.PayoutState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Rows that ask again for what an earlier payout was dropped for: of all of them one at most is paid. */
final class MendAudit {

    @FunctionalInterface
    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private static final String ROOT = "COALESCE(p.root_reference, p.reference)";

    /** Each row that mends, beside the payout that it names where that is there. */
    private static final String LINKS = "SELECT p.file_id, p.line_no, p.mends_file, p.mends_line, p.state, p.attempts, " + ROOT + """
             AS root, o.state AS other_state, COALESCE(o.root_reference, o.reference) AS other_root
            FROM payout p LEFT JOIN payout o ON o.file_id = p.mends_file AND o.line_no = p.mends_line
            WHERE p.mends_file IS NOT NULL""";

    private static final String UNHELD = "SELECT DISTINCT p.reference FROM payout p WHERE p.holds_reference = 0 AND p.attempts > 0 AND"
            + " NOT EXISTS (SELECT 1 FROM payout h WHERE h.reference = p.reference AND h.holds_reference = 1)";

    private static final String PAID_TWICE = "SELECT " + ROOT + " FROM payout p WHERE p.state NOT IN ('FAILED', 'REJECTED') GROUP BY "
            + ROOT + " HAVING COUNT(*) > 1";

    private final Connection connection;
    private final Consumer<Finding> findings;
    private long links;

    MendAudit(Connection connection, Consumer<Finding> findings) {
        this.connection = connection;
        this.findings = findings;
    }

    void run(Map<Check, Long> looked) throws SQLException {
        each(LINKS, this::link);
        looked.put(Check.MENDED, links);
        each(UNHELD, row -> findings.accept(new Finding(Check.REFERENCES, "reference " + row.getString(1),
                "it was sent and no payout holds it")));
        each(PAID_TWICE, row -> findings.accept(new Finding(Check.MENDED, "reference " + row.getString(1),
                "more than one payout that asks for it is paid or may yet be")));
    }

    private void link(ResultSet row) throws SQLException {
        links++;
        String original = row.getLong("mends_file") + "-" + row.getLong("mends_line");
        PayoutState other = PayoutPath.state(row.getString("other_state"));
        boolean neverToBePaid = PayoutState.REJECTED.name().equals(row.getString("state")) && row.getInt("attempts") == 0;
        String wrong = null;
        if (row.getString("other_state") == null) {
            wrong = "which the ledger does not have";
        } else if (!Objects.equals(row.getString("root"), row.getString("other_root"))) {
            wrong = "which was dropped for " + row.getString("other_root") + " where this one was for " + row.getString("root");
        } else if (!neverToBePaid && other != PayoutState.FAILED && other != PayoutState.REJECTED) {
            wrong = "which is " + other + " and was not to be paid again";
        }
        if (wrong != null) {
            findings.accept(new Finding(Check.MENDED, "payout " + FileFigures.id(row), "it mends " + original + ", " + wrong));
        }
    }

    private void each(String sql, RowReader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setFetchSize(FileAudit.FETCH);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }
}
