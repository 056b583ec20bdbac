package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** How events come into the trail: with their commit or not at all, one after another, whoever writes. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TrailTest {

    @TempDir
    Path folder;

    @Test
    void a_write_that_fails_leaves_no_event_and_its_neighbours_leave_theirs_once() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(32);
        try (Books books = new Books(folder)) {
            PayoutFileEntry file = books.accepted("a.csv", 30);
            long before = events(books);
            List<Payout> claimed = books.claim(Stage.CHECK);
            List<Future<Boolean>> good = new ArrayList<>();
            List<Future<Object>> bad = new ArrayList<>();
            for (Payout payout : claimed) {
                good.add(callers.submit(() -> books.record(payout, new Outcome.Checked())));
                bad.add(callers.submit(() -> books.ledger().onWriter(connection -> {
                    appendTo(books, file);
                    throw new SQLException("this piece is bad");
                })));
            }
            for (Future<Boolean> each : good) {
                assertThat(each.get()).isTrue();
            }
            for (Future<Object> each : bad) {
                assertThatThrownBy(each::get).cause().isInstanceOf(LedgerFailed.class);
            }
            assertThat(events(books)).isEqualTo(before + 30);
            assertThat(books.findings()).isEmpty();
        } finally {
            callers.shutdownNow();
        }
    }

    private static void appendTo(Books books, PayoutFileEntry file) {
        books.ledger().trail().append(Event.ofFile(file.id(), Event.Kind.DECIDED, FileState.ACCEPTED, FileState.ACCEPTED, "never"));
    }

    @Test
    void an_event_outside_of_a_write_is_refused() {
        try (Books books = new Books(folder)) {
            PayoutFileEntry file = books.accepted("a.csv", 1);
            assertThatThrownBy(() -> appendTo(books, file)).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to the write that makes it");
        }
    }

    @Test
    void two_writers_at_once_make_one_trail_without_a_gap() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(24);
        try (Books books = new Books(folder); GroupCommit other = otherWriter(books)) {
            PayoutFileEntry file = books.accepted("a.csv", 400);
            List<Payout> claimed = books.claim(Stage.CHECK);
            List<Future<?>> all = new ArrayList<>();
            for (Payout payout : claimed) {
                all.add(callers.submit(() -> books.record(payout, new Outcome.Checked())));
                all.add(callers.submit(() -> other.write(connection -> {
                    other.trail().append(Event.ofFile(file.id(), Event.Kind.DECIDED, FileState.ACCEPTED, FileState.ACCEPTED, "looked at"));
                    return null;
                })));
            }
            for (Future<?> each : all) {
                each.get();
            }
            assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'DECIDED' AND instance = 'other'")).isEqualTo(400);
            assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'CONCLUDED'")).isEqualTo(400);
            assertThat(books.findings()).isEmpty();
        } finally {
            callers.shutdownNow();
        }
    }

    /** Another instance on PostgreSQL, a command beside the runtime on SQLite. */
    private static GroupCommit otherWriter(Books books) {
        Database database = Database.of(books.url);
        return switch (database) {
            case SQLITE -> {
                SQLiteDataSource source = new SQLiteDataSource();
                source.setUrl(books.url);
                source.setBusyTimeout(20_000);
                yield new GroupCommit(new WriterConnection(source, database, Clock.systemUTC(), "other"));
            }
            case POSTGRESQL -> new GroupCommit(new WriterConnection(database.pool(books.place(), Ledger.Access.OWNER), database,
                    Clock.systemUTC(), "other"));
        };
    }

    @Test
    void a_trail_without_its_head_lets_nothing_be_done_that_cannot_be_proved() {
        try (Books books = new Books(folder)) {
            books.change("DELETE FROM event_head");
            assertThatThrownBy(() -> books.accepted("a.csv", 1)).isInstanceOf(LedgerFailed.class)
                    .hasMessageContaining("has lost its head").hasMessageContaining("restore the ledger");
        }
    }

    @Test
    void a_ledger_from_before_the_trail_is_entered_as_it_is_found_and_held_to_that() {
        try (Books books = new Books(folder)) {
            books.accepted("done.csv", 2);
            books.payAll();
            books.accepted("new.csv", List.of(books.row(2, "N"), Books.refused(3, "O")));
            books.checkAll();
            books.record(books.claimOne(Stage.SUBMIT), books.inDoubt());
            books.ledger().files().duplicate(books.take("copy.csv").entry(), "{}");
            books.change("DELETE FROM event");
            books.change("UPDATE event_head SET seq = 0, hash = 'the trail begins'");

            books.reopen();
            assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'FOUND'")).isEqualTo(3);
            assertThat(books.findings()).isEmpty();
            books.reopen();
            books.claim(Stage.RESOLVE).forEach(payout -> books.record(payout, books.accepted(payout)));
            books.payAll();
            books.ledger().outcomes().settle();
            assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'FOUND'")).as("found once").isEqualTo(3);
            assertThat(books.findings()).isEmpty();

            books.change("UPDATE payout SET state = 'FAILED' WHERE file_id = 1 AND line_no = 2");
            assertThat(books.findings()).extracting(Audit.Finding::check).contains(Audit.Check.ROWS);
        }
    }

    @Test
    void a_ledger_from_before_the_trail_that_was_killed_while_it_sent_is_entered_whole() {
        try (Books books = new Books(folder)) {
            books.accepted("a.csv", 3);
            books.checkAll();
            books.claimOne(Stage.SUBMIT);
            books.change("DELETE FROM event");
            books.change("UPDATE event_head SET seq = 0, hash = 'the trail begins'");

            books.reopen();
            assertThat(books.number("SELECT COUNT(*) FROM event WHERE kind = 'FOUND'")).isEqualTo(1);
            assertThat(books.findings()).isEmpty();
        }
    }

    private static long events(Books books) {
        return books.number("SELECT COUNT(*) FROM event");
    }
}
