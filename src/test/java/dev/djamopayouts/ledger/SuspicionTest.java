package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.PayoutFiles.Count;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A row of the same amount to the same number as an earlier one is found, and paid, held or rejected as is set. */
class SuspicionTest {

    private static final long DAY = 86_400_000;
    private static final String AWA = "+2250707123456";
    private static final String KOFFI = "+2250707123457";

    @TempDir
    Path folder;

    private Books books;

    @BeforeEach
    void open() {
        books = new Books(folder);
    }

    @AfterEach
    void close() {
        books.close();
    }

    private PayoutFileEntry received(String name, Suspicion suspicion, NewPayout... rows) {
        PayoutFileEntry entry = books.take(name).entry();
        books.ledger().files().add(entry.id(), List.of(rows), suspicion);
        return entry;
    }

    private PayoutFileEntry file(String name, Suspicion.Then then, NewPayout... rows) {
        PayoutFileEntry entry = received(name, new Suspicion(then, DAY), rows);
        books.accept(entry);
        return entry;
    }

    private static NewPayout row(long line, String reference, String msisdn, long francs) {
        return Books.row(line, reference, msisdn, francs);
    }

    private SettledPayout row(PayoutFileEntry file, long line) {
        List<SettledPayout> found = new java.util.ArrayList<>();
        books.ledger().outcomes().eachRow(file.id(), found::add);
        return found.stream().filter(row -> row.id().lineNo() == line).findFirst().orElseThrow();
    }

    @Test
    void within_one_file_all_but_the_first_are_held_and_name_the_first() {
        PayoutFileEntry file = file("may.csv", Suspicion.Then.HOLD, row(2, "A", AWA, 50_000), row(3, "B", KOFFI, 50_000),
                row(4, "C", AWA, 60_000), row(5, "D", AWA, 50_000), row(6, "E", AWA, 50_000));
        for (long line : new long[] {5, 6}) {
            assertThat(row(file, line).state()).isEqualTo(PayoutState.HELD);
            assertThat(row(file, line).reason()).isEqualTo(new Reason(ReasonCode.AM05,
                    "the same amount to the same number as may.csv line 2 (payout 1-2)"));
        }
        assertThat(books.ledger().files().count(file.id())).usingRecursiveComparison().ignoringFields("digest").isEqualTo(new Count(5, 5, 260_000, 260_000, 2, 2, null));
        assertThat(books.claim(Stage.CHECK)).extracting(payout -> payout.id().lineNo()).doesNotContain(5L, 6L);
        assertThat(books.ledger().figures().held()).isEqualTo(2);
        assertThat(books.ledger().figures().unaccounted()).isZero();
    }

    @Test
    void in_a_later_chunk_of_one_file_too() {
        PayoutFileEntry file = received("may.csv", new Suspicion(Suspicion.Then.HOLD, DAY), row(2, "A", AWA, 50_000));
        books.ledger().files().add(file.id(), List.of(row(3, "B", AWA, 50_000)), new Suspicion(Suspicion.Then.HOLD, DAY));
        assertThat(row(file, 3).state()).isEqualTo(PayoutState.HELD);
    }

    @Test
    void across_files_it_is_found_within_the_window_and_not_after() {
        file("may.csv", Suspicion.Then.HOLD, row(2, "A", AWA, 50_000));
        books.clock.advance(DAY);
        PayoutFileEntry second = file("bonus.csv", Suspicion.Then.HOLD, row(2, "B", AWA, 50_000));
        assertThat(row(second, 2).state()).isEqualTo(PayoutState.HELD);
        assertThat(row(second, 2).reason().text()).contains("as may.csv line 2 (payout 1-2)");

        books.clock.advance(DAY + 1);
        PayoutFileEntry third = file("june.csv", Suspicion.Then.HOLD, row(2, "C", AWA, 50_000));
        assertThat(row(third, 2).state()).isEqualTo(PayoutState.RECEIVED);
    }

    @Test
    void paid_anyway_it_is_still_reported_when_it_is_paid() {
        PayoutFileEntry file = file("may.csv", Suspicion.Then.PAY, row(2, "A", AWA, 50_000), row(3, "B", AWA, 50_000));
        assertThat(books.ledger().files().count(file.id())).usingRecursiveComparison().ignoringFields("digest").isEqualTo(new Count(2, 2, 100_000, 100_000, 0, 1, null));
        for (int i = 0; i < 2; i++) {
            books.payAll();
        }
        SettledPayout paid = row(file, 3);
        assertThat(paid.state()).isEqualTo(PayoutState.COMPLETED);
        assertThat(paid.reason()).isNull();
        assertThat(paid.remark()).isEqualTo("the same amount to the same number as may.csv line 2 (payout 1-2)");
        assertThat(row(file, 2).remark()).isNull();
    }

    @Test
    void rejected_it_names_the_first_and_gives_its_reference_back() {
        PayoutFileEntry file = file("may.csv", Suspicion.Then.REJECT, row(2, "A", AWA, 50_000), row(3, "B", AWA, 50_000));
        assertThat(row(file, 3).state()).isEqualTo(PayoutState.REJECTED);
        assertThat(row(file, 3).remark()).isEqualTo("the same amount to the same number as may.csv line 2 (payout 1-2);"
                + " if it is another payment, drop it again when 24 hours have passed");
        assertThat(books.ledger().files().count(file.id())).usingRecursiveComparison().ignoringFields("digest").isEqualTo(new Count(2, 1, 50_000, 100_000, 0, 1, null));
        PayoutFileEntry again = file("again.csv", Suspicion.Then.PAY, row(2, "B", AWA, 50_000));
        assertThat(row(again, 2).state()).isEqualTo(PayoutState.RECEIVED);
    }

    @Test
    void what_was_not_paid_counts_for_nothing() {
        PayoutFileEntry first = file("may.csv", Suspicion.Then.HOLD, row(2, "A", AWA, 50_000), row(3, "B", KOFFI, 50_000));
        books.checkAll();
        for (Payout payout : books.claim(Stage.SUBMIT)) {
            books.record(payout, payout.id().lineNo() == 2 ? Books.rejected()
                    : new Outcome.Failed(Books.booked(payout), new Reason(ReasonCode.NARR, "closed")));
        }
        PayoutFileEntry mended = file("mended.csv", Suspicion.Then.HOLD, row(2, "C", AWA, 50_000), row(3, "D", KOFFI, 50_000));
        assertThat(row(first, 3).state()).isEqualTo(PayoutState.FAILED);
        assertThat(List.of(row(mended, 2).state(), row(mended, 3).state())).containsOnly(PayoutState.RECEIVED);
    }

    @Test
    void a_window_of_nothing_looks_for_none() {
        PayoutFileEntry file = received("may.csv", new Suspicion(Suspicion.Then.REJECT, 0), row(2, "A", AWA, 50_000),
                row(3, "B", AWA, 50_000));
        assertThat(row(file, 3).remark()).isNull();
    }

    @Test
    void a_file_that_is_received_again_after_a_stop_finds_the_same() {
        file("may.csv", Suspicion.Then.HOLD, row(2, "A", AWA, 50_000));
        books.clock.advance(DAY - 1);
        PayoutFiles.Drop drop = books.drop("bonus.csv", "bonus");
        PayoutFileEntry half = books.ledger().files().take(drop).entry();
        Suspicion hold = new Suspicion(Suspicion.Then.HOLD, DAY);
        List<NewPayout> rows = List.of(row(2, "B", AWA, 50_000), row(3, "C", KOFFI, 7_000), row(4, "D", KOFFI, 7_000));
        books.ledger().files().add(half.id(), rows, hold);
        List<String> before = stories(half);
        books.reopen();
        books.clock.advance(10 * DAY);
        PayoutFileEntry again = books.ledger().files().take(drop).entry();
        assertThat(again.id()).isEqualTo(half.id());
        books.ledger().files().add(again.id(), rows, hold);
        assertThat(stories(again)).isEqualTo(before).hasSize(3);
        assertThat(row(again, 4).reason().text()).contains("bonus.csv line 3 (payout 2-3)");
        assertThat(books.state(new PayoutId(again.id(), 2))).isEqualTo(PayoutState.HELD);
    }

    @Test
    void a_file_of_many_blocks_is_held_against_all_of_itself_and_counted_as_it_stands() {
        PayoutFileEntry file = books.take("many.csv").entry();
        RowIntake intake = books.ledger().files().intake(file.id(), new Suspicion(Suspicion.Then.HOLD, DAY), 0);
        List<NewPayout> rows = new java.util.ArrayList<>();
        for (long line = 2; line < 60_002; line++) {
            // Two of an early chunk of the first block, one of its last chunk, and one of the rest.
            boolean alike = List.of(9_000L, 9_001L, 50_003L, 59_990L).contains(line);
            rows.add(row(line, "R" + line, AWA, alike ? 77 : 1_000 + line));
        }
        for (int first = 0; first < rows.size(); first += 4_000) {
            intake.add(rows.subList(first, first + 4_000));
        }
        Count counted = intake.count();
        assertThat(counted).isEqualTo(books.ledger().files().count(file.id()));
        assertThat(List.of(counted.rows(), counted.held(), counted.alike())).containsExactly(60_000L, 3L, 3L);
        assertThat(row(file, 59_990).remark()).endsWith("many.csv line 9000 (payout 1-9000)");
    }

    @Test
    void a_file_that_was_refused_is_like_nothing() {
        PayoutFileEntry refused = received("may.csv", new Suspicion(Suspicion.Then.HOLD, DAY), row(2, "A", AWA, 50_000), row(3, "B", KOFFI, 7_000));
        books.ledger().files().refuse(refused, "{}");
        assertThat(books.number("SELECT COUNT(*) FROM payout_alike")).isZero();
        assertThat(row(file("june.csv", Suspicion.Then.HOLD, row(2, "A", AWA, 50_000)), 2).state()).isEqualTo(PayoutState.RECEIVED);
    }

    private List<String> stories(PayoutFileEntry file) {
        List<String> stories = new java.util.ArrayList<>();
        books.ledger().outcomes().eachRow(file.id(), row -> stories.add(row.id() + " " + row.state() + " " + row.remark()));
        return stories;
    }
}
