package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.djamopayouts.djamo.Meanings;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL plans by statistics that are minutes old: of a file that just came they say that it has no rows, and of one that
 * is done that its rows still wait. Whatever they say, a claim reads what it claims and no more.
 */
@EnabledIfSystemProperty(named = "ledger.database", matches = "postgresql")
class PostgresPlanTest {

    private static final int ROWS = 3_000;

    @TempDir
    Path folder;

    /** Each with the statement it is for. */
    private final List<String> plans = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatever_the_statistics_missed_it_is_worked_on_by_its_keys(boolean checkedMeanwhile) {
        try (Books books = new Books(folder)) {
            books.accepted("old.csv", ROWS);
            execute(books, "ALTER TABLE payout SET (autovacuum_enabled = off)");
            if (checkedMeanwhile) {
                execute(books, "ANALYZE");
                books.checkAll();
            } else {
                books.checkAll();
                execute(books, "ANALYZE");
            }
            books.accepted("new.csv", ROWS);
            try (HikariDataSource pool = Database.POSTGRESQL.pool(books.place(), Ledger.Access.OWNER)) {
                DataSource listening = Spy.on(DataSource.class, pool, (name, result, arguments) ->
                        name.equals("getConnection") ? listening((Connection) result) : result);
                try (GroupCommit commits = new GroupCommit(new WriterConnection(listening, Database.POSTGRESQL, books.clock, "test"))) {
                    work(books, commits, listening);
                }
            }
        }
        assertThat(plans).hasSizeGreaterThan(20);
        assertThat(plans).filteredOn(PostgresPlanTest::readsMore).isEmpty();
    }

    private static void work(Books books, GroupCommit commits, DataSource source) {
        Claims claims = new Claims(commits, source, Database.POSTGRESQL, books.clock, 1_000);
        Payouts payouts = new Payouts(commits, source, claims, Database.POSTGRESQL, new WorkBell(), books.clock);
        Outcomes outcomes = new Outcomes(commits, claims, source, Database.POSTGRESQL, books.clock);
        payouts.shareKnown(100, 86_400_000, Meanings::notACustomer);
        List<Payout> checked = payouts.claim(Stage.CHECK, 100, 0);
        assertThat(checked).hasSize(100);
        checked.forEach(payout -> payouts.record(payout, new Outcome.Checked(), Books.ANSWERED));
        assertThat(payouts.claimBatches(2, 20, 0)).hasSize(2);
        List<Payout> sent = payouts.claim(Stage.SUBMIT, 50, 0);
        assertThat(sent).hasSize(50);
        payouts.record(sent.get(0), books.inDoubt(), Books.ANSWERED);
        sent.subList(1, 50).forEach(payout -> payouts.record(payout, books.accepted(payout), Books.ANSWERED));
        payouts.claim(Stage.RESOLVE, 10, 0);
        List<Payout> tracked = payouts.claim(Stage.TRACK, 10, 0);
        tracked.forEach(payout -> payouts.record(payout, new Outcome.Completed(Books.booked(payout)), Books.ANSWERED));
        outcomes.claim(10).forEach(outcomes::delivered);
        outcomes.settle();
        receive(books, new PayoutFiles(commits, source, Database.POSTGRESQL, new Leases(commits, source, books.clock, "test"), new WorkBell(),
                books.clock));
    }

    private static void receive(Books books, PayoutFiles files) {
        PayoutFileEntry entry = files.take(books.drop("refused.csv", "refused")).entry();
        List<NewPayout> rows = new ArrayList<>();
        for (int line = 2; line < 602; line++) {
            rows.add(books.row(line, "refused-" + line));
        }
        files.add(entry.id(), rows, new Suspicion(Suspicion.Then.HOLD, 86_400_000));
        files.refuse(entry, "{}");
    }

    /** Whether it passes over rows of a table, or of a file, to find the few that it wants. */
    private static boolean readsMore(String plan) {
        return plan.matches("(?s).*(Seq Scan on (payout|customer_check|event)\\b|Join Filter|Hash Join|Merge Join).*")
                || plan.matches("(?s).*Index (Only )?Scan using payout_pkey on payout[^\n]*\n *Index Cond: \\((?![^\n]*line_no)[^\n]*\n *Filter.*");
    }

    private Connection listening(Connection connection) {
        return Spy.on(Connection.class, connection, (name, result, arguments) ->
                name.equals("prepareStatement") ? listening(connection, (PreparedStatement) result) : result);
    }

    private PreparedStatement listening(Connection connection, PreparedStatement statement) {
        return Spy.on(PreparedStatement.class, statement, (name, result, arguments) -> {
            if (name.equals("executeQuery") || name.equals("executeUpdate")) {
                explain(connection, statement.toString());
            }
            return result;
        });
    }

    /** The driver's statement shows itself with its parameters. */
    private void explain(Connection connection, String shown) {
        String sql = shown.replaceFirst("^.* wrapping ", "");
        try (Statement explain = connection.createStatement(); ResultSet lines = explain.executeQuery("EXPLAIN " + sql)) {
            StringBuilder plan = new StringBuilder(sql).append('\n');
            while (lines.next()) {
                plan.append(lines.getString(1)).append('\n');
            }
            plans.add(plan.toString());
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static void execute(Books books, String sql) {
        books.ledger().onWriter(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(sql);
            }
        });
    }
}
