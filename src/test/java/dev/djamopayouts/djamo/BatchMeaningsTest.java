package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.djamopayouts.djamo.BatchMeanings.Conclusion;
import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Outcome;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer to a batch, as the wire has it, matched item by item. */
class BatchMeaningsTest {

    private static final Pacing PACING = new Pacing(new Backoff(1_000, 60_000, bound -> 0), 30_000, 3, 2_000, 600_000);

    private final Sample.StoppedClock clock = new Sample.StoppedClock(Sample.DOUBT_SINCE);
    private final Meanings meanings = new Meanings(PACING, clock);
    private final BatchMeanings batches = new BatchMeanings(meanings, clock);
    private final AnswerReader reader = new AnswerReader();

    private static String msisdn(int i) {
        return "+22507071234%02d".formatted(i);
    }

    private static Payout payout(int i, Payout.Progress progress) {
        return new Payout(new PayoutId(1, i), new Reference("REF-" + i), new Msisdn(msisdn(i)), new Xof(50_000 + i), "", PayoutState.SUBMITTING,
                new Payout.Claim(1, Long.MAX_VALUE), progress);
    }

    private static PayoutBatch batch(int size) {
        return new PayoutBatch("1-1.1", IntStream.rangeClosed(1, size).mapToObj(i -> payout(i, new Payout.Progress(1, 1, null, null, 0))).toList());
    }

    private static String item(int i) {
        return item("txn_" + i, "REF-" + i, msisdn(i), 50_000 + i);
    }

    private static String item(String id, String reference, String msisdn, long amount) {
        return "{\"id\":\"%s\",\"reference\":\"%s\",\"msisdn\":\"%s\",\"amount\":%d,\"fee\":500,\"status\":\"pending\",\"new\":{\"a\":[1]}}"
                .formatted(id, reference, msisdn, amount);
    }

    private static String body(String... items) {
        return "{\"id\":\"bat_7\",\"status\":\"processing\",\"totalAmount\":1,\"totalFee\":1,\"later\":true,\"transactions\":["
                + String.join(",", items) + "]}";
    }

    private Conclusion after(PayoutBatch batch, String body) {
        Answer<JsonNode> read = reader.read(201, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), null, "c");
        return batches.after(batch, reader.as(read, BatchAnswer::read));
    }

    private static <T> Answer<T> answer(Meaning meaning, int status) {
        return new Answer<>(meaning, null, "HTTP text", 7_000, new Evidence(status, "c"));
    }

    @Property(tries = 50)
    void whatever_the_order_each_payout_gets_its_own_transaction(@ForAll @IntRange(min = 1, max = 40) int size, @ForAll Random random) {
        List<String> items = new ArrayList<>(IntStream.rangeClosed(1, size).mapToObj(BatchMeaningsTest::item).toList());
        Collections.shuffle(items, random);
        Conclusion conclusion = after(batch(size), body(items.toArray(String[]::new)));
        assertThat(conclusion.alarms()).isEmpty();
        for (int i = 1; i <= size; i++) {
            Outcome outcome = conclusion.outcomes().get(i - 1);
            assertThat(outcome).isInstanceOf(Outcome.Accepted.class);
            assertThat(outcome.settlement().djamoId()).isEqualTo("txn_" + i);
            assertThat(outcome.settlement().batchId()).isEqualTo("bat_7");
            assertThat(outcome.settlement().alarm()).isNull();
        }
    }

    @Test
    void one_that_is_missing_is_looked_up_and_said_and_its_neighbours_are_accepted() {
        Conclusion conclusion = after(batch(3), body(item(3), item(1)));
        assertThat(conclusion.outcomes()).extracting(outcome -> outcome.getClass().getSimpleName()).containsExactly("Accepted", "InDoubt", "Accepted");
        assertThat(conclusion.outcomes().get(1).doubt()).isEqualTo(Doubt.LOST_ANSWER);
        assertThat(conclusion.alarms()).containsExactly("Djamo's answer to batch 1-1.1 of 3 payouts (bat_7) lacks 1 of them, which are looked up: 1-2");
    }

    @Test
    void one_that_was_not_sent_is_an_alarm_and_changes_nothing_else() {
        Conclusion conclusion = after(batch(2), body(item(1), item("txn_9", "REF-9", "+2250101010101", 5_000), item(2)));
        assertThat(conclusion.outcomes()).hasOnlyElementsOfType(Outcome.Accepted.class);
        assertThat(conclusion.alarms()).singleElement().asString().contains("has 1 transactions that were not sent in it", "txn_9")
                .doesNotContain("0101010101");
    }

    @Test
    void one_that_is_there_twice_is_accepted_once_with_an_alarm_on_its_row() {
        Conclusion conclusion = after(batch(2), body(item(1), item("txn_8", "REF-2", msisdn(2), 1), item(2)));
        assertThat(conclusion.outcomes().get(0).settlement().alarm()).isNull();
        assertThat(conclusion.outcomes().get(1).settlement().djamoId()).as("the one that agrees").isEqualTo("txn_2");
        assertThat(conclusion.outcomes().get(1).settlement().alarm()).contains("has the reference REF-2 2 times", "txn_8, txn_2",
                "cancel all but txn_2");
        assertThat(conclusion.alarms()).singleElement().asString().contains("payout 1-2 2 times");
    }

    @Test
    void one_that_is_told_twice_is_one_and_one_transaction_told_in_two_ways_is_an_alarm() {
        Conclusion conclusion = after(batch(2), body(item(1), item(1), item(2), item("txn_2", "REF-2", msisdn(2), 1)));
        assertThat(conclusion.outcomes().get(0).settlement().alarm()).isNull();
        assertThat(conclusion.outcomes().get(1).settlement().alarm()).contains("has the reference REF-2 2 times, as txn_2; ask Djamo which of them is right");
        assertThat(conclusion.alarms()).hasSize(1);
    }

    @Test
    void another_amount_or_another_number_raises_the_alarm_that_a_single_one_raises() {
        Conclusion conclusion = after(batch(2), body(item("txn_1", "REF-1", msisdn(1), 500_010), item("txn_2", "REF-2", "+2250101010101", 50_002)));
        assertThat(conclusion.outcomes()).hasOnlyElementsOfType(Outcome.Accepted.class).extracting(outcome -> outcome.settlement().alarm())
                .containsExactly("Djamo's transaction txn_1 has amount 500010 where 50001 was sent",
                        "Djamo's transaction txn_2 has another beneficiary than " + new Msisdn(msisdn(2)).masked());
    }

    @Test
    void under_another_reference_the_same_number_may_be_the_payment_so_that_nothing_is_sent_before_a_person_decides() {
        Conclusion conclusion = after(batch(3), body(item(1), item("txn_2", "EF-2", msisdn(2), 50_002)));
        assertThat(conclusion.outcomes().get(1).doubt()).isEqualTo(Doubt.CONFLICT);
        assertThat(conclusion.outcomes().get(1).detail()).contains("txn_2", "nothing more is sent");
        assertThat(conclusion.outcomes().get(2).doubt()).isEqualTo(Doubt.LOST_ANSWER);
        assertThat(conclusion.alarms()).hasSize(2);
    }

    @Test
    void one_without_a_reference_is_nobodys() {
        Conclusion conclusion = after(batch(1), body("{\"id\":\"txn_1\",\"amount\":50001}"));
        assertThat(conclusion.outcomes().get(0).doubt()).isEqualTo(Doubt.LOST_ANSWER);
        assertThat(conclusion.alarms()).hasSize(2);
    }

    @Test
    void an_item_that_cannot_be_read_costs_its_neighbours_nothing() {
        Conclusion conclusion = after(batch(3), body(item(1), "null", item(3).replace("50003", "\"a lot\"")));
        assertThat(conclusion.outcomes()).extracting(Outcome::doubt).containsExactly(null, Doubt.LOST_ANSWER, Doubt.LOST_ANSWER);
        assertThat(conclusion.alarms()).hasSize(2).last().asString().contains("2 items that cannot be read");
    }

    @Test
    void an_empty_list_accepts_nobody_and_says_it_once() {
        Conclusion conclusion = after(batch(30), body());
        assertThat(conclusion.outcomes()).hasSize(30).allSatisfy(outcome -> assertThat(outcome.doubt()).isEqualTo(Doubt.LOST_ANSWER));
        assertThat(conclusion.alarms()).singleElement().asString().contains("lacks 30 of them", "and 20 more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"bat_7\"}", "{\"id\":\"bat_7\",\"transactions\":{\"id\":\"txn_1\"}}", "{\"transactions\":null}", "[]",
        "{\"transactions\":[{\"id\":\"txn_1\",\"id\":\"txn_2\"}]}", "{\"transactions\":[", "", "<html>"})
    void what_is_no_batch_leaves_all_of_it_in_doubt(String body) {
        Conclusion conclusion = after(batch(2), body);
        assertThat(conclusion.outcomes()).hasSize(2).allSatisfy(outcome -> assertThat(outcome.doubt()).isEqualTo(Doubt.LOST_ANSWER));
    }

    @Test
    void an_extra_transaction_for_each_of_many_is_read_in_no_time() {
        String[] items = IntStream.range(0, 30_000).mapToObj(i -> item("txn_x" + i, "X" + i, "+2250101010101", 1)).toArray(String[]::new);
        long before = System.nanoTime();
        assertThat(after(batch(90), body(items)).outcomes()).hasSize(90);
        assertThat(System.nanoTime() - before).isLessThan(5_000_000_000L);
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,400,true", "REFERENCE_USED,409,false", "UNPROCESSABLE,422,false", "LOST,413,false"})
    void a_refused_batch_is_looked_up_and_halved_and_a_batch_of_one_means_what_a_single_transfer_means(Meaning meaning, int status, boolean surely) {
        List<Outcome> many = batches.after(batch(5), answer(meaning, status)).outcomes();
        assertThat(many).hasSize(5).allSatisfy(outcome -> {
            assertThat(outcome.leadsTo(PayoutState.SUBMITTING)).isEqualTo(PayoutState.UNKNOWN);
            assertThat(outcome.doubt()).isEqualTo(Doubt.BATCH_REFUSED);
            assertThat(outcome.batchLimit()).isEqualTo(3);
            assertThat(outcome.isSurelyUnbooked()).isEqualTo(surely);
        });
        assertThat(batches.after(batch(1), answer(meaning, status)).outcomes())
                .containsExactly(meanings.afterTransfer(batch(1).payouts().get(0), answer(meaning, status)));
    }

    @Test
    void of_one_that_was_in_doubt_before_a_refusal_says_nothing_certain() {
        PayoutBatch batch = new PayoutBatch("1-1.1", List.of(payout(1, new Payout.Progress(2, 1, null, null, Sample.DOUBT_SINCE)),
                payout(2, new Payout.Progress(1, 1, null, null, 0))));
        assertThat(batches.after(batch, answer(Meaning.REFUSED, 400)).outcomes()).extracting(Outcome::isSurelyUnbooked).containsExactly(false, true);
    }

    @ParameterizedTest
    @CsvSource({"UNAUTHORISED,401,CHECKED", "TOO_MANY,429,CHECKED", "NOT_REACHED,0,CHECKED", "MISSING,404,UNKNOWN", "LOST,503,UNKNOWN"})
    void what_was_surely_not_sent_goes_again_together_and_what_is_lost_is_in_doubt_row_by_row(Meaning meaning, int status, PayoutState to) {
        PayoutBatch batch = new PayoutBatch("1-1.1", List.of(payout(1, new Payout.Progress(4, 1, null, null, 0)),
                payout(2, new Payout.Progress(1, 1, null, null, 0))));
        List<Outcome> outcomes = batches.after(batch, answer(meaning, status)).outcomes();
        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.leadsTo(PayoutState.SUBMITTING)).isEqualTo(to));
        if (to == PayoutState.CHECKED) {
            assertThat(outcomes.get(0).dueAtMillis()).isEqualTo(outcomes.get(1).dueAtMillis());
        } else {
            assertThat(outcomes).extracting(Outcome::doubt).containsOnly(Doubt.LOST_ANSWER);
        }
    }

    @Test
    void after_a_refusal_an_empty_lookup_proves_at_once_what_was_never_in_doubt_and_after_the_delay_what_was() {
        Answer<List<Transaction>> empty = Answer.<List<Transaction>>told(List.of(), new Evidence(200, "c")).askedAt(clock.millis());
        Payout never = Sample.payout(PayoutState.UNKNOWN, "REF-1", Sample.MSISDN, new Payout.Progress(2, 1, null, Doubt.BATCH_REFUSED, 0, 25, 0, false));
        Payout once = Sample.payout(PayoutState.UNKNOWN, "REF-1", Sample.MSISDN,
                new Payout.Progress(2, 1, null, Doubt.BATCH_REFUSED, clock.millis(), 25, 0, false));
        assertThat(meanings.afterLookup(never, empty)).isInstanceOf(Outcome.NotSent.class);
        assertThat(meanings.afterLookup(never, empty).detail()).contains("in a batch of 25 at most");
        assertThat(meanings.afterLookup(never, empty.askedAt(0))).as("nobody was asked").isInstanceOf(Outcome.NotYet.class);
        assertThat(meanings.afterLookup(once, empty)).isInstanceOf(Outcome.NotYet.class);
        assertThat(meanings.afterLookup(once, empty.askedAt(clock.millis() + PACING.visibilityDelayMillis()))).isInstanceOf(Outcome.NotSent.class);
    }

    @Test
    void what_is_sent_has_no_type_and_no_empty_description() throws Exception {
        assertThat(new ObjectMapper().writeValueAsString(DjamoCall.batch(batch(2)).json())).isEqualTo("{\"transactions\":["
                + "{\"msisdn\":\"+2250707123401\",\"amount\":50001,\"reference\":\"REF-1\"},"
                + "{\"msisdn\":\"+2250707123402\",\"amount\":50002,\"reference\":\"REF-2\"}]}");
        assertThat(DjamoCall.batch(batch(2)).toString() + DjamoCall.batch(batch(2)).json() + batch(2)).doesNotContain("0707");
    }
}
