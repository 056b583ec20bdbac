package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.ReferenceLookup;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Payouts in doubt where Djamo offers no lookup by reference: over real HTTP, and page by page where a list misbehaves. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListingTest {

    private static final String LIST = "GET /v1/transactions";
    private static final String FIND = "GET /v1/transactions?reference=";

    private final Sample.StoppedClock clock = new Sample.StoppedClock(1_000_000);
    private final Listing listing = new Listing(clock::nanos, clock);

    private static Payout inDoubt(String reference) {
        return Sample.payout(PayoutState.UNKNOWN, reference, Sample.MSISDN, new Payout.Progress(1, 1, null, Doubt.LOST_ANSWER, 1));
    }

    private static DjamoSandbox without(ReferenceLookup lookup) {
        return DjamoSandbox.start(SandboxOptions.builder().referenceLookup(lookup).build());
    }

    @ParameterizedTest
    @EnumSource(value = ReferenceLookup.class, names = "OFFERED", mode = EnumSource.Mode.EXCLUDE)
    void without_a_lookup_what_was_booked_is_found_on_the_third_page_and_one_reading_serves_all_who_asked(ReferenceLookup lookup) {
        try (DjamoSandbox sandbox = without(lookup); Line line = new Line(sandbox.baseUrl())) {
            String id = line.transfer("OLDEST", Sample.MSISDN).value().id();
            IntStream.range(0, 205).forEach(i -> line.transfer("R-" + i, Sample.MSISDN));
            for (String reference : List.of("OLDEST", "R-3", "NEVER")) {
                assertThat(line.lookup(inDoubt(reference)).meaning()).as("not known yet").isEqualTo(Meaning.NOT_REACHED);
            }
            assertThat(line.listing.isDue()).isTrue();
            line.readList();
            assertThat(line.lookup(inDoubt("OLDEST")).value()).extracting(Transaction::id).containsExactly(id);
            assertThat(line.lookup(inDoubt("R-3")).value()).hasSize(1);
            assertThat(line.lookup(inDoubt("NEVER")).value()).isEmpty();
            assertThat(sandbox.book().calls(LIST)).as("pages").isEqualTo(3);
            assertThat(sandbox.book().calls(FIND)).as("found out once for a while").isEqualTo(1);
            assertThat(line.listing.isDue()).isFalse();
        }
    }

    @Test
    void a_reading_that_found_everybody_ends_early_and_where_a_lookup_is_offered_no_list_is_read() {
        try (DjamoSandbox sandbox = without(ReferenceLookup.NOT_FOUND); Line line = new Line(sandbox.baseUrl())) {
            IntStream.range(0, 205).forEach(i -> line.transfer("R-" + i, Sample.MSISDN));
            line.lookup(inDoubt("R-204"));
            line.readList();
            assertThat(line.lookup(inDoubt("R-204")).value()).hasSize(1);
            assertThat(sandbox.book().calls(LIST)).isEqualTo(1);
        }
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            line.transfer("R-1", Sample.MSISDN);
            assertThat(line.lookup(inDoubt("R-2")).value()).isEmpty();
            assertThat(line.listing.isDue()).isFalse();
        }
    }

    private static Answer<Page> page(long count, String next, String... references) {
        List<Transaction> transactions = List.of(references).stream().map(reference -> new Transaction("txn_" + reference, reference,
                Sample.MSISDN, 50_000L, 500L, Transaction.Status.COMPLETED, null, null)).toList();
        return Answer.told(new Page(transactions, count, next, next == null), new Evidence(200, null));
    }

    /** Asks, reads those pages, and asks again. */
    private Answer<List<Transaction>> read(String reference, List<Answer<Page>> pages) {
        listing.lookUp(inDoubt(reference));
        for (Answer<Page> page : pages) {
            listing.nextCall();
            listing.take(page);
            clock.advance(1_000);
        }
        return listing.lookUp(inDoubt(reference));
    }

    @Test
    void absence_is_told_as_of_the_moment_the_reading_began() {
        long begun = clock.millis();
        Answer<List<Transaction>> absent = read("A", List.of(page(3, "2", "X", "Y"), page(3, null, "Y", "Z")));
        assertThat(absent.value()).isEmpty();
        assertThat(absent.askedAtMillis()).isEqualTo(begun);
    }

    @Test
    void whoever_asks_while_it_is_read_waits_for_the_next_reading() {
        listing.lookUp(inDoubt("A"));
        listing.nextCall();
        assertThat(listing.lookUp(inDoubt("B")).meaning()).isEqualTo(Meaning.NOT_REACHED);
        clock.advance(5_000);
        listing.take(page(1, null, "X"));
        assertThat(listing.lookUp(inDoubt("A")).value()).isEmpty();
        assertThat(listing.lookUp(inDoubt("B")).meaning()).isEqualTo(Meaning.NOT_REACHED);
        assertThat(listing.isDue()).as("as long a rest as the reading took").isFalse();
        clock.advance(5_000);
        assertThat(listing.isDue()).isTrue();
    }

    @Test
    void a_transaction_that_moved_to_the_next_page_is_one_transaction() {
        assertThat(read("A", List.of(page(4, "2", "X", "B"), page(4, "3", "B", "A"), page(4, null, "A", "Z"))).value()).hasSize(1);
    }

    @Test
    void a_list_that_breaks_off_proves_nothing_and_says_why() {
        assertThat(read("A", List.of(page(9, "2", "X"), page(9, "2", "Y"))).text()).contains("go round in a circle");
        clock.advance(60_000);
        assertThat(read("A", List.of(page(9, "2", "X"), page(9, null, "Y"))).text()).contains("promised 9 transactions and gave 2");
        clock.advance(60_000);
        Answer<Page> bare = Answer.told(new Page(List.of(), 0, null, false), new Evidence(200, null));
        assertThat(read("A", List.of(bare)).text()).contains("knows no cursors");
        assertThat(listing.lookUp(inDoubt("A")).meaning()).as("counted, so that a person is told in the end").isEqualTo(Meaning.LOST);
        clock.advance(60_000);
        assertThat(read("A", List.of(page(1, null, "X"))).value()).as("a good reading afterwards").isEmpty();
    }

    @Test
    void a_page_that_fails_is_asked_for_again_a_few_times_and_waiting_for_the_API_costs_no_try() {
        listing.lookUp(inDoubt("A"));
        listing.nextCall();
        assertThat(listing.take(page(3, "2", "X"))).as("goes on").isTrue();
        for (int i = 0; i < 20; i++) {
            assertThat(listing.nextCall().query()).isEqualTo("limit=100&cursor=2");
            assertThat(listing.take(Answer.of(Meaning.NOT_REACHED, "closed", Evidence.NONE))).isFalse();
            assertThat(listing.isDue()).isTrue();
        }
        for (int i = 0; i < 5; i++) {
            assertThat(listing.isDue()).isTrue();
            listing.nextCall();
            listing.take(Answer.of(Meaning.LOST, "HTTP 500", Evidence.NONE));
        }
        assertThat(listing.lookUp(inDoubt("A")).text()).contains("cannot be read to its end: HTTP 500");
        assertThat(listing.nextCall().query()).as("from the beginning").isEqualTo("limit=100");
    }
}
