package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.djamopayouts.ledger.Desk.Decided;
import dev.djamopayouts.ledger.Desk.Result;
import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.Decision.Verdict;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person decides at the desk, beside an owner that goes on working. */
class DeskTest {

    private static final String AWA = "+2250707123456";
    private static final long FAR = Long.MAX_VALUE / 2;

    @TempDir
    Path folder;

    private Books books;
    private Ledger desk;

    @BeforeEach
    void open() {
        books = new Books(folder);
        desk = Ledger.open(books.place(), Ledger.Access.DESK, Books.LEASE, books.clock);
    }

    @AfterEach
    void close() {
        assertThat(books.findings()).as("what the audit finds").isEmpty();
        desk.close();
        books.close();
    }

    private static Decision decision(Verdict verdict) {
        return new Decision(verdict, verdict == Verdict.PAID ? "txn_desk" : null, "awa", "the support said so");
    }

    private Decided decide(PayoutId id, Verdict verdict) {
        return desk.desk().decide(id, decision(verdict));
    }

    /** A payout whose answer was lost, in that doubt, looked at again only in a long time. */
    private Payout doubtful(Doubt doubt) {
        books.accepted("may.csv", 1);
        books.checkAll();
        Payout sent = books.claimOne(Stage.SUBMIT);
        books.record(sent, new Outcome.InDoubt(doubt, "Djamo holds it otherwise" + (doubt == Doubt.CONFLICT ? Doubt.FOR_A_PERSON : ""), FAR));
        return sent;
    }

    private PayoutFileEntry held(int rows) {
        List<NewPayout> all = new ArrayList<>();
        for (int line = 2; line < rows + 2; line++) {
            all.add(Books.row(line, "H-" + line, AWA, 50_000));
        }
        PayoutFileEntry entry = books.take("may.csv").entry();
        books.ledger().files().add(entry.id(), all, new Suspicion(Suspicion.Then.HOLD, 1_000));
        books.accept(entry);
        return entry;
    }

    private SettledPayout row(PayoutId id) {
        List<SettledPayout> found = new ArrayList<>();
        books.ledger().outcomes().eachRow(id.fileId(), found::add);
        return found.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Doubt.class)
    void a_payout_in_any_doubt_is_decided_as_paid_and_the_owner_delivers_it_and_settles_its_file(Doubt doubt) {
        PayoutId id = doubtful(doubt).id();

        Decided decided = decide(id, Verdict.PAID);

        assertThat(decided.result()).isEqualTo(Result.MADE);
        assertThat(decided.before().doubt()).isEqualTo(doubt);
        assertThat(decided.after().state()).isEqualTo(PayoutState.COMPLETED);
        SettledPayout paid = row(id);
        assertThat(paid.djamoId()).isEqualTo("txn_desk");
        assertThat(paid.reason()).isNull();
        assertThat(paid.remark()).isEqualTo("paid, decided by awa: the support said so"
                + (doubt == Doubt.CONFLICT ? "; Djamo holds it otherwise" : ""));
        assertThat(paid.finalAt()).isEqualTo(books.clock.millis());
        assertThat(books.ledger().outcomes().claim(10)).extracting(SettledPayout::id).containsExactly(id);
        assertThat(books.ledger().outcomes().settle()).hasSize(1);
        assertThat(books.text("SELECT decided_by || '|' || why || '|' || verdict || '|' || djamo_id || '|' || state_before || '|'"
                + " || doubt_before FROM decision")).isEqualTo("awa|the support said so|PAID|txn_desk|UNKNOWN|" + doubt);
        assertThat(books.ledger().figures().waitingForPerson()).isZero();
        assertThat(books.ledger().figures().oldestDoubtMillis()).isZero();
    }

    @Test
    void decided_as_not_paid_it_is_failed_and_its_reference_stays_used_up() {
        PayoutId id = doubtful(Doubt.CONFLICT).id();
        assertThat(decide(id, Verdict.NOT_PAID).after().state()).isEqualTo(PayoutState.FAILED);
        assertThat(row(id).reason()).hasToString("NARR not paid, decided by awa: the support said so");
        PayoutFileEntry again = books.accepted("again.csv", List.of(Books.row(2, "may.csv-2", AWA, 9_000)));
        assertThat(row(new PayoutId(again.id(), 2)).reference()).isEqualTo("may.csv-2~2");
        assertThat(row(id).reference()).isEqualTo("may.csv-2");
    }

    @Test
    void a_look_that_was_under_way_changes_nothing_afterwards() {
        doubtful(Doubt.LOST_ANSWER);
        books.clock.advance(FAR);
        Payout looking = books.claimOne(Stage.RESOLVE);
        assertThat(decide(looking.id(), Verdict.NOT_PAID).after().epoch()).isGreaterThan(looking.claim().epoch());
        assertThat(books.record(looking, new Outcome.NotSent("absent", 0))).isFalse();
        assertThat(books.record(looking, new Outcome.Completed(Books.booked(looking)))).isFalse();
        assertThat(books.state(looking.id())).isEqualTo(PayoutState.FAILED);
        assertThat(books.claim(Stage.SUBMIT)).isEmpty();
    }

    @Test
    void the_same_once_more_is_well_and_the_contrary_is_refused() {
        PayoutId id = doubtful(Doubt.CONFLICT).id();
        decide(id, Verdict.PAID);
        assertThat(decide(id, Verdict.PAID).result()).isEqualTo(Result.MADE_BEFORE);
        assertThat(decide(id, Verdict.NOT_PAID).result()).isEqualTo(Result.REFUSED);
        assertThat(desk.desk().decide(id, new Decision(Verdict.PAID, "txn_other", "awa", "x")).result()).isEqualTo(Result.REFUSED);
        assertThat(row(id).djamoId()).isEqualTo("txn_desk");
        assertThat(books.number("SELECT COUNT(*) FROM decision")).isEqualTo(1);
    }

    @Test
    void what_is_not_in_doubt_and_not_held_is_refused() {
        PayoutFileEntry file = books.accepted("may.csv", 1);
        PayoutId id = new PayoutId(file.id(), 2);
        for (Verdict verdict : Verdict.values()) {
            assertThat(decide(id, verdict).result()).as("RECEIVED %s", verdict).isEqualTo(Result.REFUSED);
        }
        books.checkAll();
        Payout sending = books.claimOne(Stage.SUBMIT);
        for (Verdict verdict : Verdict.values()) {
            assertThat(decide(id, verdict).result()).as("SUBMITTING %s", verdict).isEqualTo(Result.REFUSED);
        }
        assertThat(books.record(sending, books.accepted(sending))).as("its claim holds").isTrue();
        assertThat(decide(id, Verdict.NOT_PAID).result()).as("PENDING").isEqualTo(Result.REFUSED);
        assertThat(books.number("SELECT COUNT(*) FROM decision")).isZero();
    }

    @Test
    void a_transaction_that_another_payout_has_is_named() {
        PayoutFileEntry paid = books.accepted("april.csv", 1);
        books.payAll();
        PayoutId id = doubtful(Doubt.CONFLICT).id();
        assertThat(desk.desk().otherWith("txn_1-2", id)).contains(new PayoutId(paid.id(), 2));
        assertThat(desk.desk().otherWith("txn_9-9", id)).isEmpty();
    }

    @Test
    void held_payouts_are_released_all_together_and_go_on_to_be_paid() {
        PayoutFileEntry file = held(1_203);
        assertThat(desk.desk().decideAll(file.id(), decision(Verdict.RELEASED))).isEqualTo(1_202);
        assertThat(desk.desk().decideAll(file.id(), decision(Verdict.RELEASED))).isZero();
        assertThat(books.number("SELECT COUNT(*) FROM decision WHERE verdict = 'RELEASED'")).isEqualTo(1_202);
        assertThat(books.number("SELECT COUNT(*) FROM payout WHERE state = 'RECEIVED'")).isEqualTo(1_203);
        for (int i = 0; i < 2; i++) {
            books.payAll();
        }
        assertThat(books.ledger().outcomes().settle()).hasSize(1);
        assertThat(row(new PayoutId(file.id(), 1_204)).remark()).isEqualTo("the same amount to the same number as may.csv line 2"
                + " (payout 1-2); released by awa: the support said so");
    }

    @Test
    void a_held_payout_that_is_rejected_gives_its_reference_back_and_its_file_settles() {
        PayoutFileEntry file = held(2);
        PayoutId id = new PayoutId(file.id(), 3);
        books.payAll();
        assertThat(books.ledger().outcomes().settle()).as("while one is held").isEmpty();
        assertThat(decide(id, Verdict.REJECTED).after().state()).isEqualTo(PayoutState.REJECTED);
        assertThat(decide(id, Verdict.REJECTED).result()).isEqualTo(Result.MADE_BEFORE);
        assertThat(decide(id, Verdict.RELEASED).result()).isEqualTo(Result.REFUSED);
        assertThat(row(id).reason()).hasToString("AM05 the same amount to the same number as may.csv line 2 (payout 1-2);"
                + " rejected by awa: the support said so");
        assertThat(books.ledger().outcomes().settle()).hasSize(1);
        PayoutFileEntry again = books.accepted("again.csv", List.of(Books.row(2, "H-3", AWA, 9_000)));
        assertThat(books.state(new PayoutId(again.id(), 2))).isEqualTo(PayoutState.RECEIVED);
    }

    @Test
    void a_held_payout_survives_a_restart_of_the_owner() {
        PayoutId id = new PayoutId(held(2).id(), 3);
        books.reopen();
        assertThat(books.state(id)).isEqualTo(PayoutState.HELD);
        assertThat(books.claim(Stage.CHECK)).hasSize(1);
        decide(id, Verdict.RELEASED);
        books.reopen();
        // The claim of the other payout to the number is an instance's that stopped: its lease ends first.
        books.clock.advance(Books.LEASE);
        assertThat(books.claim(Stage.CHECK)).hasSize(1);
    }

    @Test
    void nothing_is_decided_about_a_file_that_is_still_being_received() {
        PayoutFileEntry entry = books.take("may.csv").entry();
        books.ledger().files().add(entry.id(), List.of(Books.row(2, "A", AWA, 9_000), Books.row(3, "B", AWA, 9_000)),
                new Suspicion(Suspicion.Then.HOLD, 1_000));
        assertThat(decide(new PayoutId(entry.id(), 3), Verdict.RELEASED).result()).isEqualTo(Result.REFUSED);
        assertThat(desk.desk().decideAll(entry.id(), decision(Verdict.RELEASED))).isZero();
    }

    @Test
    void the_desk_does_nothing_but_decide() {
        PayoutFileEntry file = books.accepted("may.csv", 2);
        books.checkAll();
        books.claim(Stage.SUBMIT);
        desk.close();
        desk = Ledger.open(books.place(), Ledger.Access.DESK, Books.LEASE, books.clock);
        assertThat(books.claim(Stage.RESOLVE)).as("a claim of the owner's was not taken over").isEmpty();
        assertThat(books.state(new PayoutId(file.id(), 2))).isEqualTo(PayoutState.SUBMITTING);
    }

    @Test
    @OnSqlite
    void a_ledger_that_is_busy_is_waited_for_and_then_refused_with_nothing_changed() throws Exception {
        PayoutId id = doubtful(Doubt.CONFLICT).id();
        try (Connection other = DriverManager.getConnection(books.url, TestPostgres.USER, null); Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThatThrownBy(() -> decide(id, Verdict.PAID)).isInstanceOf(LedgerFailed.class)
                    .hasMessageContaining("the ledger was busy for too long, and this was not written; give the command once more");
            statement.execute("ROLLBACK");
        }
        assertThat(books.state(id)).isEqualTo(PayoutState.UNKNOWN);
        assertThat(decide(id, Verdict.PAID).result()).isEqualTo(Result.MADE);
    }

    @Test
    void the_desk_makes_no_ledger_and_says_what_is_missing_in_an_old_one() throws Exception {
        String none = "jdbc:sqlite:" + folder.resolve("none.db");
        assertThatThrownBy(() -> Ledger.open(new Ledger.Place(none, null, null), Ledger.Access.DESK, 1)).isInstanceOf(LedgerFailed.class)
                .hasMessageContaining("there is no ledger at");
        PayoutId id = doubtful(Doubt.CONFLICT).id();
        try (Connection other = DriverManager.getConnection(books.url, TestPostgres.USER, null); Statement statement = other.createStatement()) {
            statement.execute("DROP TABLE decision");
        }
        assertThatThrownBy(() -> decide(id, Verdict.PAID)).hasMessageContaining("start the runtime of this version once");
    }
}
