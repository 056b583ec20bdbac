package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Ruling;
import dev.djamopayouts.payout.Words;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What runs all day long finds its rows by an index: no statement grows slower with the files that are done. */
@OnSqlite
class QueryPlanTest {

    /** Indexes that hold only what is open or waits, so that reading all of one reads no history. */
    private static final List<String> SMALL = List.of("payout_file_open", "answer_due", "payout_alarm");

    @TempDir
    Path folder;

    private final Set<String> statements = new ConcurrentSkipListSet<>();

    @Test
    void no_statement_of_the_daily_work_reads_a_whole_table() throws SQLException {
        SQLiteDataSource source = new SQLiteDataSource();
        try (Books books = new Books(folder)) {
            source.setUrl(books.url);
            books.accepted("a.csv", 3);
            books.accepted("b.csv", List.of(Books.refused(2, "X")));
            DataSource listening = listening(source);
            try (GroupCommit commits = new GroupCommit(new WriterConnection(listening, Database.SQLITE, Clock.systemUTC(), "test"))) {
                work(books, commits, listening);
            }
        }
        assertThat(statements).hasSizeGreaterThan(20);
        List<String> scans = new ArrayList<>();
        try (Connection connection = source.getConnection()) {
            for (String sql : statements) {
                // The check sorts the few hundred rows that it looks ahead.
                boolean bounded = sql.contains("GROUP BY msisdn");
                if (sql.contains("batch_limit IS NOT NULL")) {
                    assertThat(plan(connection, sql)).as("what a refused batch left is found without passing over all the others")
                            .singleElement().asString().contains("payout_batch_limit");
                }
                plan(connection, sql).stream().filter(line -> readsAll(line) && !(bounded && line.startsWith("USE TEMP"))).forEach(line -> scans.add(line + " in " + sql));
            }
        }
        assertThat(scans).isEmpty();
    }

    private static void work(Books books, GroupCommit commits, DataSource source) {
        Claims claims = new Claims(commits, source, Database.SQLITE, books.clock, 1_000);
        Payouts payouts = new Payouts(commits, source, claims, Database.SQLITE, new WorkBell(), books.clock);
        Outcomes outcomes = new Outcomes(commits, claims, source, Database.SQLITE, books.clock);
        Answers answers = new Answers(commits, source, Database.SQLITE, books.clock, 1_000);
        record(payouts, Stage.CHECK, new Outcome.Checked());
        PayoutBatch batch = payouts.claimBatches(1, 10, 0).get(0);
        payouts.record(batch.payouts().stream().map(payout -> new Concluded(payout, new Outcome.RefusedInBatch("", 2, true, 0), Books.ANSWERED)).toList());
        record(payouts, Stage.RESOLVE, new Outcome.NotSent("absent", 0));
        notifications(new Notifications(commits, source, new WorkBell(), books.clock));
        record(payouts, Stage.SUBMIT, books.inDoubt());
        List<Payout> doubtful = payouts.claim(Stage.RESOLVE, 10, 0);
        payouts.record(doubtful.get(0), books.accepted(doubtful.get(0)), Books.ANSWERED);
        payouts.record(doubtful.get(1), new Outcome.Rejected(new Reason(ReasonCode.NARR, new Words("refused", "refusé"))), Books.ANSWERED);
        payouts.record(doubtful.get(2), new Outcome.Failed(Books.booked(doubtful.get(2)), new Reason(ReasonCode.NARR, "")),
                Books.ANSWERED);
        List<Payout> pending = payouts.claim(Stage.TRACK, 10, 0);
        payouts.record(pending.get(0), new Outcome.Completed(Books.booked(pending.get(0))), Books.ANSWERED);
        mend(books, commits);
        outcomes.settle();
        outcomes.claim(1).forEach(payout -> outcomes.tryAgain(payout, books.clock.millis()).join());
        for (List<SettledPayout> some = outcomes.claim(10); !some.isEmpty(); some = outcomes.claim(10)) {
            some.forEach(outcomes::delivered);
        }
        answers.claim(Answers.Destination.FOLDER, 1).forEach(answer -> answers.tryAgain(answer, books.clock.millis()));
        answers.claim(Answers.Destination.FOLDER, 10).forEach(answers::delivered);
        answers.waiting();
        outcomes.settle();
        Figures figures = new Figures(source, books.clock);
        figures.byState();
        figures.byState(1);
        figures.unaccounted();
        figures.unaccountedFrancs();
        figures.oldestDoubtMillis();
        figures.alarms();
        figures.waitingForPerson();
        figures.held();
        figures.waiting(10);
        assertThat(figures.openFiles()).isZero();
        payouts.takeOver();
    }

    /** The second row of the first file was refused, the third one failed, the row of the second file could not be read. */
    private static void mend(Books books, GroupCommit commits) {
        long half = books.take("half.csv").entry().id();
        commits.write(connection -> {
            new PayoutInsert(commits.writer(), half, Language.ENGLISH, books.clock.millis(), Set.of()).insert(List.of(books.row(2, "a.csv-2"),
                    books.row(3, "a.csv-3"), books.row(4, "a.csv-4"), books.row(5, "X"), books.row(6, "new"), books.row(7, "new")));
            return null;
        });
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE mends_file IS NOT NULL")).isGreaterThan(2);
        books.ledger().files().refuse(books.ledger().files().find(half).orElseThrow(), "{}");
    }

    private static void notifications(Notifications notifications) {
        Ruling nothing = new Ruling.Applies(new Outcome.NotYet("Djamo told of it", 0), null);
        for (Ruling ruling : List.of(nothing, new Ruling.Repeats(), new Ruling.Contradicts("otherwise"))) {
            notifications.take(new Notice("txn_9", "transactions/started", "b.csv-2", null, null), payout -> ruling);
            notifications.take(new Notice("txn_8", "transactions/started", "a.csv-2", null, null), payout -> ruling);
        }
        notifications.kept().unknown();
    }

    private static void record(Payouts payouts, Stage stage, Outcome outcome) {
        for (Payout payout : payouts.claim(stage, 10, 0)) {
            payouts.record(payout, outcome, Books.ANSWERED);
        }
    }

    private static boolean readsAll(String line) {
        boolean table = line.matches("SCAN (payout|payout_file|answer|customer_check|p|f|asked)\\b.*");
        return table && SMALL.stream().noneMatch(line::contains) || line.contains("USE TEMP B-TREE FOR ORDER BY")
                || line.contains("AUTOMATIC");
    }

    private static List<String> plan(Connection connection, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql); ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                lines.add(rows.getString("detail"));
            }
        }
        return lines;
    }

    /** Hands every statement on, and remembers it. */
    private DataSource listening(DataSource source) {
        return Spy.on(DataSource.class, source, (name, result, arguments) ->
                name.equals("getConnection") ? Spy.on(Connection.class, (Connection) result, this::remember) : result);
    }

    private Object remember(String name, Object result, Object[] arguments) {
        if (name.equals("prepareStatement")) {
            statements.add((String) arguments[0]);
        }
        return result;
    }
}
