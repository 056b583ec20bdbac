package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.djamopayouts.payout.PayoutState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LedgerTest {

    @TempDir
    Path folder;

    @Test
    void a_ledger_is_made_from_nothing_and_found_again() {
        Path deep = folder.resolve("not/there/yet");
        try (Books books = new Books(deep)) {
            books.accepted("a.csv", 3);
            books.reopen();
            assertThat(books.ledger().figures().byState().get(PayoutState.RECEIVED).rows()).isEqualTo(3);
            assertThat(books.number("SELECT COUNT(*) FROM flyway_schema_history WHERE success")).isPositive();
        }
    }

    @Test
    @OnSqlite
    void every_commit_reaches_the_disk_before_it_counts() throws SQLException {
        try (Books books = new Books(folder); HikariDataSource pool = Database.SQLITE.pool(books.place(), Ledger.Access.OWNER);
                Connection connection = pool.getConnection()) {
            assertThat(pragma(connection, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(connection, "synchronous")).as("2 is FULL").isEqualTo("2");
            assertThat(pragma(connection, "foreign_keys")).isEqualTo("1");
        }
    }

    private static String pragma(Connection connection, String name) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("PRAGMA " + name)) {
            return row.getString(1);
        }
    }

    @Test
    void a_reader_reads_beside_a_running_owner_and_writes_nothing() {
        try (Books books = new Books(folder)) {
            books.accepted("a.csv", 3);
            try (Ledger reader = Ledger.open(books.place(), Ledger.Access.READER, 1)) {
                assertThat(reader.files().find("a.csv")).isPresent();
                assertThatThrownBy(() -> Ledger.read(Database.of(books.url).pool(books.place(), Ledger.Access.READER), connection -> {
                    try (Statement statement = connection.createStatement()) {
                        return statement.executeUpdate("DELETE FROM payout");
                    }
                })).isInstanceOf(LedgerFailed.class);
            }
            books.accepted("b.csv", 1);
        }
    }

    @Test
    void a_reader_makes_no_ledger_and_says_where_it_looked() {
        assertThatThrownBy(() -> Ledger.open(new Ledger.Place("jdbc:sqlite:" + folder.resolve("none.db"), null, null), Ledger.Access.READER, 1))
                .isInstanceOf(LedgerFailed.class).hasMessageContaining(folder.resolve("none.db").toString())
                .hasMessageContaining("is payouts.data right");
        assertThat(folder.resolve("none.db")).doesNotExist();
    }

    @Test
    @OnSqlite
    void a_ledger_that_another_program_holds_for_a_moment_rides_it_out() throws Exception {
        try (Books books = new Books(folder); Connection other = DriverManager.getConnection(books.url);
                Statement statement = other.createStatement()) {
            PayoutFileEntry before = books.accepted("before.csv", 2);
            statement.execute("BEGIN EXCLUSIVE");
            CompletableFuture<PayoutFileEntry> accepted = CompletableFuture.supplyAsync(() -> books.accepted("during.csv", 2));
            assertThat(books.ledger().files().find(before.id())).as("reading goes on").isPresent();
            assertThat(accepted).isNotDone();
            statement.execute("ROLLBACK");
            accepted.get(20, TimeUnit.SECONDS);
            assertThat(books.ledger().figures().byState().get(PayoutState.RECEIVED).rows()).isEqualTo(4);
        }
    }

    @Test
    @OnSqlite
    void the_proof_of_writing_writes_and_leaves_nothing() {
        try (Books books = new Books(folder)) {
            long before = books.number("PRAGMA data_version");
            books.ledger().proveWritable();
            assertThat(before).isPositive();
            assertThat(books.number("SELECT COUNT(*) FROM customer_check")).isZero();
        }
    }
}
