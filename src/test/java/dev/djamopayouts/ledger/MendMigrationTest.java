package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger from before rows could be mended: what it sent stays used up, and its unpaid rows can be dropped again. */
class MendMigrationTest {

    private static final String ROW = "INSERT INTO payout (file_id, line_no, cells, reference, holds_reference, msisdn, amount, state,"
            + " attempts, reason_code, djamo_id, final_at) VALUES ";

    @TempDir
    Path folder;

    @Test
    void an_older_ledger_takes_back_what_it_gave_away_after_sending_and_goes_on() throws SQLException {
        String url = "postgresql".equals(System.getProperty("ledger.database")) ? TestPostgres.newDatabase()
                : "jdbc:sqlite:" + folder.resolve("ledger.db");
        older(url);
        try (Ledger ledger = Ledger.open(new Ledger.Place(url, TestPostgres.USER, null), Ledger.Access.OWNER, Books.LEASE)) {
            assertThat(held(ledger)).as("the last that was sent, where nobody took it since").containsExactly("1-2 A 0", "1-3 B 0", "1-4 C 0",
                    "1-5 D 1", "2-2 A 1", "2-3 C 1");
            assertThat(ledger.<Long>onWriter(connection -> {
                try (Statement statement = connection.createStatement(); var row = statement.executeQuery(
                        "SELECT SUM(file_id * 10 + line_no) FROM payout_alike")) {
                    row.next();
                    return row.getLong(1);
                }
            })).as("what another payment may look like: 2-3 alone was paid").isEqualTo(23);
            PayoutFileEntry entry = ledger.files().take(new PayoutFiles.Drop("drop", "folder", "mended.csv", "sha-3", 100)).entry();
            List<NewPayout> rows = new ArrayList<>();
            for (String reference : List.of("A", "B", "C", "D")) {
                rows.add(Books.row(rows.size() + 2, reference, "+225070712345" + rows.size(), 9_000));
            }
            ledger.files().add(entry.id(), rows);
            ledger.files().accept(entry, "form", "csv", ledger.files().count(entry.id()), "{}");
            List<String> added = new ArrayList<>();
            ledger.outcomes().eachRow(entry.id(), row -> added.add(row.reference() + " " + row.state() + " " + row.remark()));
            assertThat(added).containsExactly(
                    "A~2 RECEIVED mended from june.csv line 2 (payout 2-2), under the reference A~2 since A was sent before",
                    "B RECEIVED mended from may.csv line 3 (payout 1-3)", added.get(2),
                    "D~2 RECEIVED mended from may.csv line 5 (payout 1-5), under the reference D~2 since D was sent before");
            assertThat(added.get(2)).startsWith("C REJECTED the reference was used before: june.csv line 3 (payout 2-3)").contains("COMPLETED");
            List<Audit.Finding> findings = new ArrayList<>();
            ledger.audit().verify(null, findings::add);
            assertThat(findings).isEmpty();
        }
    }

    private static List<String> held(Ledger ledger) {
        return ledger.onWriter(connection -> {
            try (Statement statement = connection.createStatement(); var rows = statement.executeQuery(
                    "SELECT file_id || '-' || line_no || ' ' || reference || ' ' || holds_reference FROM payout ORDER BY file_id, line_no")) {
                List<String> all = new ArrayList<>();
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
                return all;
            }
        });
    }

    private static void older(String url) throws SQLException {
        Flyway.configure().dataSource(url, TestPostgres.USER, null).locations("classpath:db/migration").target("6").load().migrate();
        try (Connection connection = DriverManager.getConnection(url, TestPostgres.USER, null); Statement statement = connection.createStatement()) {
            file(statement, 1, "may.csv", 4);
            file(statement, 2, "june.csv", 2);
            statement.execute(ROW + "(1, 2, 'c', 'A', 0, '+2250700000001', 5000, 'REJECTED', 1, 'NARR', NULL, 1)");
            statement.execute(ROW + "(1, 3, 'c', 'B', 0, '+2250700000002', 5000, 'REJECTED', 0, 'BE06', NULL, 1)");
            statement.execute(ROW + "(1, 4, 'c', 'C', 0, '+2250700000003', 5000, 'REJECTED', 1, 'NARR', NULL, 1)");
            statement.execute(ROW + "(1, 5, 'c', 'D', 1, '+2250700000004', 5000, 'FAILED', 1, 'NARR', 'txn_d', 1)");
            statement.execute(ROW + "(2, 2, 'c', 'A', 0, '+2250700000001', 5000, 'REJECTED', 1, 'NARR', NULL, 1)");
            statement.execute(ROW + "(2, 3, 'c', 'C', 1, '+2250700000003', 5000, 'COMPLETED', 1, NULL, 'txn_c', 1)");
        }
    }

    private static void file(Statement statement, int id, String name, int rows) throws SQLException {
        statement.execute("INSERT INTO payout_file (id, drop_id, inbox, name, answer_name, sha256, bytes, state, row_count, valid_count,"
                + " amount_total, valid_total, received_at, accepted_at) VALUES (" + id + ", 'd" + id + "', 'folder', '" + name + "', '" + name
                + "', 'sha-" + id + "', 9, 'ACCEPTED', " + rows + ", " + rows + ", " + rows * 5_000 + ", " + rows * 5_000 + ", 1, 1)");
        statement.execute("INSERT INTO answer (file_id, kind, destination, name, content, due_at) VALUES (" + id + ", 'ack', 'folder', '" + name
                + ".ack.json', '{}', 1)");
    }
}
