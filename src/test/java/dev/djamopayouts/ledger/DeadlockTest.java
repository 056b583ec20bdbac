package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Two instances whose transactions wait for each other: PostgreSQL takes one of them back. */
@EnabledIfSystemProperty(named = "ledger.database", matches = "postgresql")
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeadlockTest {

    private static final String WAITS = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

    @Test
    void a_write_that_the_database_took_back_to_let_another_go_on_is_done_again() throws Exception {
        Ledger.Place place = new Ledger.Place(TestPostgres.newDatabase(), TestPostgres.USER, null);
        try (HikariDataSource pool = Database.POSTGRESQL.pool(place, Ledger.Access.OWNER);
                GroupCommit commits = new GroupCommit(new WriterConnection(pool, Database.POSTGRESQL, Clock.systemUTC(), "test"));
                Connection other = DriverManager.getConnection(place.url(), TestPostgres.USER, null);
                Connection beside = DriverManager.getConnection(place.url(), TestPostgres.USER, null)) {
            other.setAutoCommit(false);
            boolean oursGaveWay = false;
            for (int round = 0; round < 5 && !oursGaveWay; round++) {
                run(beside, "DROP TABLE IF EXISTS t", "CREATE TABLE t (n INT PRIMARY KEY, by TEXT)", "INSERT INTO t VALUES (1, ''), (2, '')");
                oursGaveWay = waitForEachOther(commits, other, beside);
            }
            assertThat(oursGaveWay).as("in one of the rounds").isTrue();
        }
    }

    /** False where the database took back the other one: ours had waited for longer than it looks away. */
    private static boolean waitForEachOther(GroupCommit commits, Connection other, Connection beside) throws Exception {
        run(other, "UPDATE t SET by = by || 'other ' WHERE n = 1");
        CompletableFuture<Integer> ours = commits.submit(connection -> {
            run(connection, "UPDATE t SET by = by || 'ours ' WHERE n = 2", "UPDATE t SET by = by || 'ours ' WHERE n = 1");
            return 1;
        });
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> number(beside, WAITS) == 1);
        boolean otherStands = true;
        try {
            run(other, "UPDATE t SET by = by || 'other ' WHERE n = 2");
            other.commit();
        } catch (SQLException e) {
            otherStands = false;
            other.rollback();
        }
        assertThat(ours.get()).isEqualTo(1);
        assertThat(number(beside, "SELECT COUNT(*) FROM t WHERE by = '" + (otherStands ? "other ours " : "ours ") + "'")).as("of both rows").isEqualTo(2);
        return otherStands;
    }

    private static void run(Connection connection, String... sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String each : sql) {
                statement.execute(each);
            }
        }
    }

    private static int number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getInt(1);
        }
    }
}
