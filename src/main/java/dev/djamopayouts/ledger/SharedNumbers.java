package dev.djamopayouts.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/**
 * A few numbers under a name, changed by one instance after the other, for PostgreSQL. They are no books: the latest change
 * may be gone after a crash of the database, and nobody waits for a disk.
 */
public final class SharedNumbers {

    private final DataSource source;

    SharedNumbers(DataSource source) {
        this.source = source;
    }

    /**
     * Changes the numbers with nobody else in between.
     *
     * @param change gets what is there, nothing at first, and gives what shall be there
     * @return what was there before
     * @throws LedgerFailed where the database cannot be reached
     */
    public long[] change(String name, UnaryOperator<long[]> change) {
        return Ledger.read(source, connection -> {
            connection.setAutoCommit(false);
            execute(connection, "SET LOCAL synchronous_commit = off");
            long[] before = locked(connection, name);
            long[] after = change.apply(before);
            if (!Arrays.equals(before, after)) {
                keep(connection, name, after);
            }
            connection.commit();
            return before;
        });
    }

    private static long[] locked(Connection connection, String name) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO shared_numbers (name, numbers) VALUES (?, '') ON CONFLICT (name) DO NOTHING")) {
            insert.setString(1, name);
            insert.executeUpdate();
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT numbers FROM shared_numbers WHERE name = ? FOR UPDATE")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                String numbers = row.getString(1);
                return numbers.isEmpty() ? new long[0] : Arrays.stream(numbers.split(",")).mapToLong(Long::parseLong).toArray();
            }
        }
    }

    private static void keep(Connection connection, String name, long[] numbers) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE shared_numbers SET numbers = ? WHERE name = ?")) {
            update.setString(1, Arrays.stream(numbers).mapToObj(Long::toString).collect(Collectors.joining(",")));
            update.setString(2, name);
            update.executeUpdate();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
