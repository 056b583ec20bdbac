package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.TotalsBook.Received;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Reference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TotalsBookTest {

    private static final long WAIT = Duration.ofMinutes(30).toMillis();

    @TempDir
    Path folder;

    private Books books;
    private int drops;

    @BeforeEach
    void opens() {
        books = new Books(folder);
    }

    @AfterEach
    void closes() {
        books.close();
    }

    private TotalsBook totals() {
        return books.ledger().files().totals();
    }

    private GivenTotals given(String name, long rows, long francs, String sha256) {
        drops++;
        return new GivenTotals("totals-" + drops, "folder", null, name, rows, francs, sha256, books.clock.millis());
    }

    private Received receive(GivenTotals given) {
        return totals().receive(given, WAIT);
    }

    private PayoutFileEntry taken(String name, String inbox) {
        drops++;
        return books.ledger().files().take(new PayoutFiles.Drop("drop-of-" + drops, inbox, name, "sha-" + drops, 1)).entry();
    }

    private void accept(PayoutFileEntry file, int rows) {
        for (int line = 2; line < rows + 2; line++) {
            books.ledger().files().add(file.id(), List.of(books.row(line, file.id() + "-" + line)));
        }
        books.accept(file);
    }

    private String fates() {
        return books.text("SELECT " + (books.url.startsWith("jdbc:sqlite") ? "group_concat(COALESCE(fate, 'WAITS'), ' ')"
                : "string_agg(COALESCE(fate, 'WAITS'), ' ' ORDER BY drop_id)") + " FROM (SELECT * FROM control_totals ORDER BY drop_id) AS t");
    }

    @Test
    void totals_wait_for_the_file_of_their_name_and_inbox_and_for_no_other() {
        GivenTotals given = given("a.csv", 2, 10_005, null);
        assertThat(receive(given)).isEqualTo(new Received(false, null));
        books.reopen();
        assertThat(totals().waitingFor(taken("a.csv", "folder"))).contains(given);
        assertThat(totals().waitingFor(taken("a.csv", "sftp"))).isEmpty();
        assertThat(totals().waitingFor(taken("A.csv", "folder"))).isEmpty();
        assertThat(totals().waitingFor(taken("a.csv.2", "folder"))).isEmpty();
    }

    @Test
    void of_several_the_last_ones_count_and_a_drop_that_comes_again_changes_nothing() {
        GivenTotals first = given("a.csv", 2, 10_005, null);
        GivenTotals second = given("a.csv", 3, 15_009, "f".repeat(64));
        receive(first);
        assertThat(receive(second).replaced()).isTrue();
        assertThat(receive(first).replaced()).as("after a crash").isFalse();
        assertThat(receive(second).replaced()).isFalse();
        assertThat(totals().waitingFor(taken("a.csv", "folder"))).contains(second);
        assertThat(fates()).isEqualTo("REPLACED WAITS");
    }

    @Test
    void an_accepted_file_uses_them_up_a_refused_one_leaves_them_for_its_mended_copy() {
        receive(given("a.csv", 2, 10_005, null));
        PayoutFileEntry refused = taken("a.csv", "folder");
        books.ledger().files().refuse(refused, "{}");
        PayoutFileEntry file = taken("a.csv", "folder");
        assertThat(totals().waitingFor(file)).isPresent();
        accept(file, 2);
        assertThat(totals().waitingFor(file)).isEmpty();
        assertThat(books.text("SELECT detail FROM event WHERE kind = 'ANSWERED' AND to_state = 'ACCEPTED'")).endsWith(" totals=sidecar");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void an_old_copy_does_not_take_away_the_totals_of_the_next_file_of_its_name() {
        accept(drop("a.csv", "old"), 2);
        books.clock.advance(WAIT + 1);
        GivenTotals next = given("a.csv", 1, 5_002, null);
        receive(next);
        books.ledger().files().duplicate(drop("a.csv", "old"), "{}");
        assertThat(totals().waitingFor(drop("a.csv", "new"))).contains(next);
        receive(given("a.csv", 2, 10_005, "packed"));
        books.ledger().files().duplicate(books.ledger().files().take(new PayoutFiles.Drop("drop-packed", "folder", "a.csv", "packed", "old",
                1, null, Language.ENGLISH)).entry(), "{}");
        assertThat(fates()).as("the copy's own are used up with it").isEqualTo("REPLACED USED");
        assertThat(books.findings()).isEmpty();
    }

    private PayoutFileEntry drop(String name, String sha256) {
        drops++;
        return books.ledger().files().take(new PayoutFiles.Drop("drop-of-" + drops, "folder", name, sha256, 1)).entry();
    }

    @Test
    void a_file_with_a_line_of_totals_says_so_in_the_trail_and_keeps_it() {
        PayoutFileEntry file = taken("a.csv", "folder");
        totals().keepTrailer(file, "2\t-1\tTOTAL\t");
        receive(given("a.csv", 1, 5_002, null));
        file = books.ledger().files().take(new PayoutFiles.Drop("drop-of-1", "folder", "a.csv", "sha-1", 1)).entry();
        accept(file, 1);
        assertThat(totals().trailer(file.id())).contains("2\t-1\tTOTAL\t");
        assertThat(books.text("SELECT detail FROM event WHERE kind = 'ANSWERED'")).endsWith(" totals=trailer+sidecar");
        assertThat(books.findings()).isEmpty();
        books.change("UPDATE payout SET amount = 1");
        assertThat(books.findings()).as("what follows the digest hides nothing").isNotEmpty();
    }

    @Test
    void a_duplicate_uses_up_those_it_agrees_with_or_they_would_refuse_the_next_file_of_that_name() {
        PayoutFileEntry first = books.accepted("b.csv", 1);
        receive(given("a.csv", 1, 5_002, null));
        PayoutFileEntry copy = books.ledger().files().take(new PayoutFiles.Drop("copy", "folder", "a.csv", first.sha256(), 1)).entry();
        books.ledger().files().duplicate(copy, "{}");
        assertThat(fates()).isEqualTo("USED");
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void totals_that_come_soon_after_a_file_without_any_are_late_and_say_whether_they_agree() {
        PayoutFileEntry file = taken("a.csv", "folder");
        accept(file, 2);
        Received agreeing = receive(given("a.csv", 2, 10_005, null));
        assertThat(agreeing.lateFor().file().id()).isEqualTo(file.id());
        GivenTotals wrongRows = given("a.csv", 3, 10_005, null);
        assertThat(receive(wrongRows).lateFor().agreesWith(wrongRows)).isFalse();
        assertThat(receive(wrongRows).lateFor()).as("the same again after a crash").isNotNull();
        assertThat(receive(given("a.csv", 2, 10_006, null)).lateFor()).isNotNull();
        assertThat(receive(given("a.csv", 2, 10_005, "f".repeat(64))).lateFor()).isNotNull();
        assertThat(receive(given("a.csv", 2, 10_005, file.sha256())).lateFor()).isNotNull();
        assertThat(fates()).isEqualTo("LATE CONTRADICTED CONTRADICTED CONTRADICTED LATE");
        assertThat(books.ledger().figures().totals().contradicted()).isEqualTo(3);
        assertThat(books.ledger().figures().totals().contradicted(10)).extracting(TotalsFigures.Contradicted::file).containsOnly("a.csv");
    }

    @Test
    void an_amount_that_could_not_be_read_proves_no_late_totals() {
        PayoutFileEntry file = taken("a.csv", "folder");
        books.ledger().files().add(file.id(), List.of(books.row(2, "R"), new NewPayout(3, "cells", new Reference("S"), null, null, "",
                new Reason(ReasonCode.FF01, "no amount"))));
        books.accept(file);
        GivenTotals given = given("a.csv", 2, 5_002, null);
        LateFor late = receive(given).lateFor();
        assertThat(late.unread()).isEqualTo(1);
        assertThat(late.agreesWith(given)).isFalse();
    }

    @Test
    void totals_that_come_long_after_or_after_a_file_that_had_some_are_those_of_the_next() {
        accept(taken("a.csv", "folder"), 1);
        books.clock.advance(WAIT + 1);
        assertThat(receive(given("a.csv", 1, 5_002, null)).lateFor()).isNull();
        accept(taken("a.csv", "folder"), 1);
        assertThat(receive(given("a.csv", 1, 5_002, null)).lateFor()).as("that file had some").isNull();
        assertThat(fates()).isEqualTo("USED WAITS");
    }

    @Test
    void the_hash_shows_late_ones_however_late() {
        PayoutFileEntry file = taken("a.csv", "folder");
        accept(file, 1);
        books.clock.advance(10 * WAIT);
        assertThat(receive(given("a.csv", 1, 5_002, file.sha256())).lateFor()).isNotNull();
    }

    @Test
    void a_file_waits_until_its_totals_come_or_the_wait_is_over() {
        PayoutFileEntry file = taken("a.csv", "folder");
        assertThat(totals().isAwaited("drop-of-1", WAIT)).as("only interrupted").isFalse();
        totals().await(file);
        books.reopen();
        assertThat(totals().isAwaited("drop-of-1", WAIT)).isTrue();
        assertThat(books.ledger().figures().totals().awaiting(10)).extracting(PayoutFileEntry::id).containsExactly(file.id());
        books.clock.advance(WAIT - 1);
        assertThat(totals().isAwaited("drop-of-1", WAIT)).isTrue();
        books.clock.advance(1);
        assertThat(totals().isAwaited("drop-of-1", WAIT)).isFalse();
        assertThat(totals().isAwaited("drop-of-1", 2 * WAIT)).isTrue();
        receive(given("a.csv", 1, 5_002, null));
        assertThat(totals().isAwaited("drop-of-1", 2 * WAIT)).isFalse();
        PayoutFileEntry again = books.ledger().files().take(new PayoutFiles.Drop("drop-of-1", "folder", "a.csv", "sha-1", 1)).entry();
        accept(again, 1);
        assertThat(books.ledger().figures().totals().awaiting(10)).isEmpty();
        assertThat(books.findings()).isEmpty();
    }

    @Test
    void neither_a_file_that_waits_nor_totals_keep_another_instance_from_receiving() {
        totals().await(taken("a.csv", "folder"));
        assertThat(books.number("SELECT COUNT(*) FROM lease WHERE name = 'receive' AND expires_at > " + books.clock.millis())).isZero();
        receive(given("b.csv", 1, 1, null));
        assertThat(books.number("SELECT COUNT(*) FROM lease WHERE name = 'receive' AND expires_at > " + books.clock.millis())).isZero();
    }

    @Test
    void totals_without_a_file_are_told_once_and_stay() {
        GivenTotals given = given("a.csv", 1, 5_002, null);
        receive(given);
        TotalsFigures figures = books.ledger().figures().totals();
        assertThat(figures.untold(WAIT, 10)).isEmpty();
        assertThat(figures.orphans(WAIT, 10)).isEmpty();
        books.clock.advance(WAIT);
        assertThat(figures.untold(WAIT, 10)).containsExactly(given);
        totals().told(given);
        assertThat(figures.untold(WAIT, 10)).isEmpty();
        assertThat(figures.orphans(WAIT, 10)).containsExactly(given);
        assertThat(totals().waitingFor(taken("a.csv", "folder"))).isPresent();
    }
}
