package dev.djamopayouts.journey;

import dev.djamopayouts.ledger.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The ledger as SQL shows it, past the code under test; works beside a running owner, in this process or another. */
final class Books {

    /** A payout file. */
    record Entry(long id, String answerName, String sha256, String state, long rows, boolean closed, String sender) {

        boolean isAccepted() {
            return state.equals("ACCEPTED") || state.equals("SETTLED");
        }
    }

    /** A payout. */
    record Row(long file, long line, String reference, String msisdn, long amount, String state, String djamoId, int attempts) {

        boolean isBooked() {
            return List.of("COMPLETED", "FAILED", "PENDING").contains(state);
        }
    }

    @FunctionalInterface
    private interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private final String url;

    Books(String url) {
        this.url = url;
    }

    String url() {
        return url;
    }

    List<Entry> entries() {
        return all("SELECT * FROM payout_file ORDER BY id", row -> new Entry(row.getLong("id"), row.getString("answer_name"),
                row.getString("sha256"), row.getString("state"), row.getLong("row_count"), row.getObject("closed_at") != null,
                row.getString("sender")));
    }

    List<Row> rows() {
        return all("SELECT * FROM payout ORDER BY file_id, line_no", row -> new Row(row.getLong("file_id"), row.getLong("line_no"),
                row.getString("reference"), row.getString("msisdn"), row.getLong("amount"), row.getString("state"),
                row.getString("djamo_id"), row.getInt("attempts")));
    }

    List<Row> rows(String state) {
        return rows().stream().filter(row -> row.state().equals(state)).toList();
    }

    /** What is left to do, in words. */
    List<String> work() {
        return all("SELECT state, COUNT(*) AS n, MAX(tries) AS tries, MAX(due_at) AS due, MAX(detail) AS detail FROM payout"
                + " WHERE due_at IS NOT NULL GROUP BY state", row -> row.getString("state") + " " + row.getLong("n") + " tries "
                + row.getLong("tries") + " due in " + (row.getLong("due") - System.currentTimeMillis()) + " ms " + row.getString("detail"));
    }

    long answersWaiting() {
        return number("SELECT COUNT(*) FROM answer WHERE delivered_at IS NULL");
    }

    long number(String sql) {
        return all(sql, row -> row.getLong(1)).get(0);
    }

    /** Changes the ledger as nobody should, for a test of what happens then. */
    void change(String sql) throws SQLException {
        try (Connection connection = open(); Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private <T> List<T> all(String sql, Reader<T> reader) {
        try (Connection connection = open(); Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<T> all = new ArrayList<>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** A connection of a neighbour, for whatever a test wants to do to the file. */
    Connection open() throws SQLException {
        return url.startsWith("jdbc:sqlite:") ? DriverManager.getConnection(url + "?busy_timeout=10000")
                : DriverManager.getConnection(url, TestPostgres.USER, null);
    }
}
