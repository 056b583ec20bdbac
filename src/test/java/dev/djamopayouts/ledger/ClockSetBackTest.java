package dev.djamopayouts.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Payout;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was claimed while the clock was ahead is looked up in time once it was set back. */
@OnSqlite
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClockSetBackTest {

    private static final long YEAR = 365 * 86_400_000L;

    @AutoClose
    private Books books;

    @BeforeEach
    void opens(@TempDir Path folder) {
        books = new Books(folder);
    }

    @Test
    void a_claim_made_while_the_clock_was_ahead_ends_a_lease_after_it_was_set_back() {
        Payout sent = sentWhileAheadBy(YEAR);
        assertThat(books.claim(Stage.RESOLVE)).as("whoever holds it may be sending it").isEmpty();
        books.clock.advance(Books.LEASE - 1);
        assertThat(books.claim(Stage.RESOLVE)).isEmpty();
        books.clock.advance(1);
        Payout doubtful = books.claimOne(Stage.RESOLVE);
        assertThat(doubtful.id()).isEqualTo(sent.id());
        assertThat(doubtful.progress().doubtSinceMillis()).isEqualTo(books.clock.millis());
    }

    @Test
    void whoever_holds_a_claim_made_while_the_clock_was_ahead_may_still_record() {
        Payout sent = sentWhileAheadBy(YEAR);
        assertThat(books.claim(Stage.RESOLVE)).isEmpty();
        assertThat(books.record(sent, books.accepted(sent))).isTrue();
    }

    @Test
    void whoever_takes_over_what_was_claimed_while_the_clock_was_ahead_has_the_doubt_end_in_time() {
        sentWhileAheadBy(YEAR);
        books.reopen();
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubtSinceMillis()).isEqualTo(books.clock.millis() + Books.LEASE);
    }

    @Test
    void whoever_takes_over_what_came_in_doubt_while_the_clock_was_ahead_has_the_doubt_end_in_time() {
        books.accepted("a.csv", 1);
        books.checkAll();
        books.clock.advance(YEAR);
        books.record(books.claimOne(Stage.SUBMIT), books.inDoubt());
        books.clock.advance(-YEAR);
        books.reopen();
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubtSinceMillis()).isEqualTo(books.clock.millis() + Books.LEASE);
    }

    @Test
    void a_clock_that_was_set_back_by_less_than_a_lease_changes_no_claim() {
        Payout sent = sentWhileAheadBy(Books.LEASE);
        books.clock.advance(Books.LEASE);
        assertThat(books.claim(Stage.RESOLVE)).isEmpty();
        books.clock.advance(-Books.LEASE);
        books.reopen();
        assertThat(books.claimOne(Stage.RESOLVE).progress().doubtSinceMillis()).isEqualTo(sent.claim().expiresAtMillis());
    }

    private Payout sentWhileAheadBy(long millis) {
        books.accepted("a.csv", 1);
        books.checkAll();
        books.clock.advance(millis);
        Payout sent = books.claimOne(Stage.SUBMIT);
        books.clock.advance(-millis);
        return sent;
    }
}
