package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.payout.Words;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MeaningsTest {

    private static final Pacing PACING = new Pacing(new Backoff(1_000, 60_000, bound -> 0), 30_000, 3, 2_000, 600_000);

    private final Sample.StoppedClock clock = new Sample.StoppedClock(Sample.DOUBT_SINCE);
    private final Meanings meanings = new Meanings(PACING, clock);

    private static <T> Answer<T> answer(Meaning meaning) {
        return new Answer<>(meaning, null, "HTTP text", 7_000, new Evidence(meaning == Meaning.NOT_REACHED ? 0 : 500, "c"));
    }

    private <T> Answer<T> told(T value) {
        return Answer.told(value, new Evidence(200, "c")).askedAt(clock.millis());
    }

    private static Transaction transaction(Transaction.Status status) {
        return new Transaction("txn_1", "REF-1", Sample.MSISDN, 50_000L, 500L, status, "closed", null);
    }

    private Payout received() {
        return Sample.payout(PayoutState.RECEIVED, "REF-1", Sample.MSISDN, new Payout.Progress(0, 1, null, null, 0));
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,NotYet", "UNPROCESSABLE,NotYet", "UNAUTHORISED,NotYet", "MISSING,NotYet", "REFERENCE_USED,NotYet",
        "TOO_MANY,NotYet", "NOT_REACHED,NotYet", "LOST,NotYet"})
    void after_the_check_only_an_answer_about_the_number_decides(Meaning meaning, String outcome) {
        assertThat(meanings.afterCheck(received(), answer(meaning)).getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(meanings.afterCheck(received(), told(true))).isEqualTo(new Outcome.Checked());
        Outcome no = meanings.afterCheck(received(), told(false));
        assertThat(no.reason().code()).isEqualTo(ReasonCode.BE06);
        assertThat(no.reason().text()).contains("+22507••••••56").doesNotContain(Sample.MSISDN);
    }

    @ParameterizedTest
    @CsvSource({"LOST,2000", "MISSING,2000", "TOO_MANY,2000", "NOT_REACHED,1000", "UNAUTHORISED,1000"})
    void who_fails_waits_longer_each_time_and_who_was_held_back_with_everybody_else_does_not(Meaning meaning, long millis) {
        Payout lookedAtTwice = Sample.payout(PayoutState.RECEIVED, "REF-1", Sample.MSISDN, new Payout.Progress(0, 2, null, null, 0));
        Answer<Boolean> held = new Answer<>(meaning, null, "HTTP text", 0, new Evidence(meaning == Meaning.NOT_REACHED ? 0 : 500, "c"));
        assertThat(meanings.afterCheck(lookedAtTwice, held).dueAtMillis()).isEqualTo(clock.millis() + millis);
    }

    @ParameterizedTest
    @EnumSource(value = Meaning.class, names = {"REFUSED", "UNPROCESSABLE"})
    void a_check_refused_for_the_number_rejects_it_and_one_refused_for_anything_else_blames_nobody(Meaning meaning) {
        Answer<Boolean> number = Answer.of(meaning, "HTTP 400: msisdn must be a valid phone number", new Evidence(400, "c"));
        assertThat(meanings.afterCheck(received(), number).reason().code()).isEqualTo(ReasonCode.AC01);
        Answer<Boolean> company = Answer.of(meaning, "HTTP 400: subCompanyId is unknown", new Evidence(400, "c"));
        assertThat(meanings.afterCheck(received(), company)).isInstanceOf(Outcome.NotYet.class);
    }

    @Test
    void a_refusal_of_what_was_once_in_doubt_is_looked_up_before_it_is_final() {
        Payout sentAgain = Sample.payout(PayoutState.SUBMITTING, "REF-1", Sample.MSISDN,
                new Payout.Progress(2, 1, null, null, Sample.DOUBT_SINCE));
        assertThat(meanings.afterTransfer(sentAgain, answer(Meaning.REFUSED)).doubt()).isEqualTo(Doubt.UNPROCESSABLE);
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,Rejected,", "UNPROCESSABLE,InDoubt,UNPROCESSABLE", "UNAUTHORISED,NotSent,", "MISSING,InDoubt,LOST_ANSWER",
        "REFERENCE_USED,InDoubt,DUPLICATE_REFERENCE", "TOO_MANY,NotSent,", "NOT_REACHED,NotSent,", "LOST,InDoubt,LOST_ANSWER"})
    void after_a_transfer_each_meaning_says_what_is_certain_about_the_money(Meaning meaning, String outcome, Doubt doubt) {
        Outcome concluded = meanings.afterTransfer(Sample.submitting("REF-1", Sample.MSISDN), answer(meaning));
        assertThat(concluded.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(concluded.doubt()).isEqualTo(doubt);
        assertThat(PayoutState.SUBMITTING.mayBecome(concluded.leadsTo(PayoutState.SUBMITTING))).isTrue();
        if (meaning == Meaning.TOO_MANY) {
            assertThat(concluded.dueAtMillis()).as("as long as was asked for").isEqualTo(clock.millis() + 7_000);
        }
    }

    @Test
    void a_refusal_for_lack_of_funds_says_so() {
        for (String text : List.of("HTTP 400: Insufficient balance", "HTTP 400: Solde insuffisant")) {
            Answer<Transaction> answer = Answer.of(Meaning.REFUSED, text, new Evidence(400, "c"));
            assertThat(meanings.afterTransfer(Sample.submitting("REF-1", Sample.MSISDN), answer).reason().code()).isEqualTo(ReasonCode.AM04);
        }
    }

    @ParameterizedTest
    @EnumSource(Transaction.Status.class)
    void what_djamo_says_of_the_transaction_is_adopted_at_every_stage(Transaction.Status status) {
        Class<?> expected = switch (status) {
            case PENDING -> Outcome.Accepted.class;
            case COMPLETED -> Outcome.Completed.class;
            case FAILED -> Outcome.Failed.class;
        };
        List<Outcome> concluded = List.of(
                meanings.afterTransfer(Sample.submitting("REF-1", Sample.MSISDN), told(transaction(status))),
                meanings.afterLookup(Sample.inDoubt(Doubt.LOST_ANSWER, 1), told(List.of(transaction(status)))),
                meanings.afterLook(Sample.pending("txn_1"), told(transaction(status))));
        assertThat(concluded).allSatisfy(outcome -> {
            assertThat(outcome).isInstanceOf(expected);
            assertThat(outcome.settlement().djamoId()).isEqualTo("txn_1");
            assertThat(outcome.settlement().fee().francs()).isEqualTo(500);
            assertThat(outcome.settlement().alarm()).isNull();
        });
    }

    @Test
    void what_djamo_gives_as_its_reason_is_told_as_its_words_where_the_language_is_another() {
        Transaction failed = new Transaction("txn_1", "REF-1", Sample.MSISDN, 50_000L, 500L, Transaction.Status.FAILED, "Wallet closed", null);
        Reason reason = meanings.afterLook(Sample.pending("txn_1"), told(failed)).reason();
        assertThat(reason.words()).isEqualTo(new Words("Wallet closed", "Djamo n'a pas payé et dit : « Wallet closed »"));
    }

    @Test
    void an_answer_that_echoes_something_else_raises_an_alarm_in_words() {
        Payout payout = Sample.submitting("REF-1", Sample.MSISDN);
        Transaction amount = new Transaction("txn_1", "REF-1", Sample.MSISDN, 500_000L, 500L, Transaction.Status.PENDING, null, null);
        assertThat(meanings.afterTransfer(payout, told(amount)).settlement().alarm())
                .isEqualTo("Djamo's transaction txn_1 has amount 500000 where 50000 was sent");
        Transaction person = new Transaction("txn_1", "REF-1", "+2250101010101", 50_000L, 500L, Transaction.Status.COMPLETED, null, null);
        assertThat(meanings.afterTransfer(payout, told(person)).settlement().alarm())
                .isEqualTo("Djamo's transaction txn_1 has another beneficiary than +22507••••••56");
        assertThat(meanings.afterLook(Sample.pending("txn_1"), told(person)).settlement().alarm()).isNotNull();
        Transaction plain = new Transaction("txn_1", "REF-1", "225 0707123456", null, null, Transaction.Status.PENDING, null, null);
        assertThat(meanings.afterTransfer(payout, told(plain)).settlement().alarm()).as("the same number, what is missing").isNull();
    }

    @Test
    void an_answer_of_another_reference_and_number_proves_nothing_of_ours_which_is_looked_up() {
        Transaction other = new Transaction("txn_9", "REF-2", "+2250101010101", 50_000L, 500L, Transaction.Status.COMPLETED, null, null);
        Outcome outcome = meanings.afterTransfer(Sample.submitting("REF-1", Sample.MSISDN), told(other));
        assertThat(outcome.doubt()).isEqualTo(Doubt.LOST_ANSWER);
        assertThat(outcome.detail()).contains("another reference than REF-1");
    }

    @Test
    void an_answer_to_our_number_under_another_reference_may_be_ours_and_nothing_more_is_sent() {
        for (String number : new String[] {Sample.MSISDN, null}) {
            Transaction other = new Transaction("txn_9", "ref-1", number, 50_000L, 500L, Transaction.Status.COMPLETED, null, null);
            Outcome outcome = meanings.afterTransfer(Sample.submitting("REF-1", Sample.MSISDN), told(other));
            assertThat(outcome.doubt()).isEqualTo(Doubt.CONFLICT);
            assertThat(outcome.detail()).contains("txn_9", "another reference than REF-1", "a person must decide, nothing more is sent");
        }
    }

    @Test
    void a_transaction_found_with_other_content_is_a_conflict_for_a_person() {
        Transaction other = new Transaction("txn_9", "REF-1", "+2250101010101", 60_000L, 500L, Transaction.Status.COMPLETED, null, null);
        for (Doubt doubt : Doubt.values()) {
            Outcome outcome = meanings.afterLookup(Sample.inDoubt(doubt, 1), told(List.of(other)));
            assertThat(outcome.doubt()).isEqualTo(Doubt.CONFLICT);
            assertThat(outcome.detail()).contains("amount 60000 where 50000 was sent", "a person must decide, nothing more is sent");
        }
    }

    @Test
    void one_transaction_that_is_listed_twice_is_one() {
        Transaction listed = transaction(Transaction.Status.COMPLETED);
        Outcome outcome = meanings.afterLookup(Sample.inDoubt(Doubt.LOST_ANSWER, 1), told(List.of(listed, listed)));
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(outcome.settlement().alarm()).isNull();
    }

    @Test
    void where_several_are_found_the_one_that_moved_money_counts_and_an_alarm_is_raised() {
        List<Transaction> several = List.of(numbered("txn_1", Transaction.Status.FAILED), numbered("txn_2", Transaction.Status.PENDING),
                numbered("txn_3", Transaction.Status.COMPLETED));
        Outcome outcome = meanings.afterLookup(Sample.inDoubt(Doubt.LOST_ANSWER, 1), told(several));
        assertThat(outcome).isInstanceOf(Outcome.Completed.class);
        assertThat(outcome.settlement().djamoId()).isEqualTo("txn_3");
        assertThat(outcome.settlement().alarm()).contains("3 transactions with the reference REF-1");
        assertThat(meanings.afterLookup(Sample.inDoubt(Doubt.LOST_ANSWER, 1), told(several.subList(0, 2))))
                .isInstanceOf(Outcome.Accepted.class);
    }

    private static Transaction numbered(String id, Transaction.Status status) {
        return new Transaction(id, "REF-1", Sample.MSISDN, 50_000L, 500L, status, null, null);
    }

    @Property
    void a_lookup_proves_absence_only_where_it_was_asked_after_the_delay(@ForAll Doubt doubt,
            @ForAll @LongRange(min = 0, max = 90_000) long sinceMillis, @ForAll @LongRange(min = 0, max = 60_000) long tookMillis,
            @ForAll @IntRange(min = 1, max = 6) int tries) {
        clock.advance(Sample.DOUBT_SINCE + sinceMillis - clock.millis());
        Payout payout = Sample.inDoubt(doubt, tries);
        Outcome outcome = meanings.afterLookup(payout, Answer.<List<Transaction>>told(List.of(), new Evidence(200, "c")).askedAt(clock.millis() - tookMillis));
        boolean surely = sinceMillis - tookMillis >= PACING.visibilityDelayMillis();
        String expected = switch (doubt) {
            case LOST_ANSWER, INTERRUPTED, BATCH_REFUSED -> surely ? "NotSent" : "NotYet";
            case UNPROCESSABLE -> surely ? "Rejected" : "NotYet";
            case DUPLICATE_REFERENCE -> surely && tries >= PACING.maxLooks() ? "InDoubt" : "NotYet";
            case CONFLICT -> "NotYet";
        };
        assertThat(outcome.getClass().getSimpleName()).isEqualTo(expected);
        if (!surely && doubt != Doubt.CONFLICT) {
            assertThat(outcome.dueAtMillis()).as("looked up again once it can prove something")
                    .isGreaterThanOrEqualTo(Sample.DOUBT_SINCE + PACING.visibilityDelayMillis());
        }
    }

    @Test
    void a_lookup_that_was_read_early_and_concluded_from_late_proves_no_more_than_when_it_was_asked() {
        Payout payout = Sample.inDoubt(Doubt.LOST_ANSWER, 1);
        clock.advance(PACING.visibilityDelayMillis() - 1);
        Answer<List<Transaction>> empty = told(List.of());
        // The process stands still here: stopped, or its machine suspended.
        clock.advance(600_000);
        assertThat(meanings.afterLookup(payout, empty)).isInstanceOf(Outcome.NotYet.class);
        assertThat(meanings.afterLookup(payout, told(List.of()))).isInstanceOf(Outcome.NotSent.class);
    }

    @Property
    void a_lookup_that_gives_other_transactions_never_proves_absence(@ForAll Doubt doubt,
            @ForAll @LongRange(min = 0, max = 10_000_000) long sinceMillis) {
        clock.advance(Sample.DOUBT_SINCE + sinceMillis - clock.millis());
        for (String reference : new String[] {"REF-2", "ref-1", null}) {
            Transaction other = new Transaction("txn_7", reference, Sample.MSISDN, 50_000L, 1L, Transaction.Status.COMPLETED, null, null);
            assertThat(meanings.afterLookup(Sample.inDoubt(doubt, 9), told(List.of(other)))).isInstanceOfAny(Outcome.NotYet.class,
                    Outcome.Overdue.class);
        }
    }

    @Property
    void without_a_word_of_djamo_nothing_ends_and_nothing_is_sent_again(@ForAll Meaning meaning, @ForAll Doubt doubt,
            @ForAll @LongRange(min = 0, max = 10_000_000) long sinceMillis) {
        clock.advance(Sample.DOUBT_SINCE + sinceMillis - clock.millis());
        if (meaning != Meaning.TOLD) {
            assertThat(meanings.afterLookup(Sample.inDoubt(doubt, 9), answer(meaning))).isInstanceOfAny(Outcome.NotYet.class, Outcome.Overdue.class);
            assertThat(meanings.afterLook(Sample.pending("txn_1"), answer(meaning))).isInstanceOfAny(Outcome.NotYet.class, Outcome.Overdue.class);
            assertThat(meanings.afterTransfer(Sample.submitting("REF-1", Sample.MSISDN), answer(meaning)))
                    .isNotInstanceOfAny(Outcome.Completed.class, Outcome.Failed.class, Outcome.Accepted.class);
        }
    }

    @Test
    void a_look_that_tells_of_another_transaction_changes_nothing() {
        Outcome outcome = meanings.afterLook(Sample.pending("txn_2"), told(transaction(Transaction.Status.COMPLETED)));
        assertThat(outcome).isInstanceOf(Outcome.NotYet.class);
        assertThat(outcome.detail()).isEqualTo("asked for txn_2, told of txn_1");
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,true", "UNPROCESSABLE,true", "MISSING,true", "REFERENCE_USED,true", "LOST,true", "UNAUTHORISED,false",
        "TOO_MANY,false", "NOT_REACHED,false"})
    void what_is_never_told_is_said_to_a_person_and_looked_at_slowly_unless_nothing_can_be_asked_at_all(Meaning meaning, boolean overdue) {
        Payout early = Sample.inDoubt(Doubt.LOST_ANSWER, PACING.maxLooks() - 1);
        assertThat(meanings.afterLookup(early, answer(meaning))).isInstanceOf(Outcome.NotYet.class);
        Payout unchecked = Sample.payout(PayoutState.RECEIVED, "REF-1", Sample.MSISDN, new Payout.Progress(0, PACING.maxLooks(), null, null, 0));
        for (Outcome outcome : List.of(meanings.afterLookup(Sample.inDoubt(Doubt.LOST_ANSWER, PACING.maxLooks()), answer(meaning)),
                meanings.afterCheck(unchecked, answer(meaning)))) {
            assertThat(outcome instanceof Outcome.Overdue).isEqualTo(overdue);
            if (overdue) {
                assertThat(outcome.leadsTo(PayoutState.UNKNOWN)).isEqualTo(PayoutState.UNKNOWN);
                assertThat(outcome.settlement().alarm()).startsWith("after 3 tries Djamo does not tell how it stands (HTTP text)");
                assertThat(outcome.dueAtMillis()).isEqualTo(clock.millis() + PACING.trackMaxMillis());
            }
        }
    }

    private static Payout pendingAfter(int looks) {
        return Sample.payout(PayoutState.PENDING, "REF-1", Sample.MSISDN, new Payout.Progress(1, looks, "txn_1", null, 0));
    }

    @Test
    void a_transaction_that_is_gone_fails_for_ever_or_stays_pending_for_ever_raises_an_alarm_and_ends_nowhere() {
        assertThat(meanings.afterLook(pendingAfter(2), answer(Meaning.MISSING))).isInstanceOf(Outcome.NotYet.class);
        assertThat(meanings.afterLook(pendingAfter(3), answer(Meaning.MISSING))).isInstanceOf(Outcome.Overdue.class);
        assertThat(meanings.afterLook(pendingAfter(29), answer(Meaning.LOST))).isInstanceOf(Outcome.NotYet.class);
        assertThat(meanings.afterLook(pendingAfter(30), answer(Meaning.LOST))).isInstanceOf(Outcome.Overdue.class);
        assertThat(meanings.afterLook(pendingAfter(29), told(transaction(Transaction.Status.PENDING)))).isInstanceOf(Outcome.Accepted.class);
        assertThat(meanings.afterLook(pendingAfter(30), told(transaction(Transaction.Status.PENDING))).detail())
                .isEqualTo("Djamo's transaction txn_1 is pending after 30 looks; ask Djamo what it waits for");
        assertThat(meanings.afterLook(pendingAfter(99), told(transaction(Transaction.Status.COMPLETED)))).isInstanceOf(Outcome.Completed.class);
    }

    @Test
    void a_payout_whose_answers_are_lost_each_time_is_not_sent_for_ever() {
        clock.advance(PACING.visibilityDelayMillis());
        for (int lost = 1; lost <= 3; lost++) {
            Payout payout = Sample.payout(PayoutState.UNKNOWN, "REF-1", Sample.MSISDN,
                    new Payout.Progress(9, 1, null, Doubt.LOST_ANSWER, Sample.DOUBT_SINCE, 0, lost, false));
            Outcome outcome = meanings.afterLookup(payout, told(List.<Transaction>of()));
            assertThat(outcome.getClass()).isEqualTo(lost < 3 ? Outcome.NotSent.class : Outcome.InDoubt.class);
            assertThat(outcome.doubt()).isEqualTo(lost < 3 ? null : Doubt.CONFLICT);
        }
    }
}
