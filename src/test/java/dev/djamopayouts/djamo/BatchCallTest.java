package dev.djamopayouts.djamo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutBatch;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reference;
import dev.djamopayouts.payout.Xof;
import dev.djamopayouts.sandbox.DjamoSandbox;
import dev.djamopayouts.sandbox.Faults;
import dev.djamopayouts.sandbox.MagicNumber;
import dev.djamopayouts.sandbox.SandboxOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The batch route over real HTTP against the sandbox. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BatchCallTest {

    private static Payout payout(int i, String msisdn, String description, long expiresAt) {
        return new Payout(new PayoutId(1, i + 2), new Reference("R" + "0".repeat(50) + i), new Msisdn(msisdn), new Xof(5_000 + i), description,
                PayoutState.SUBMITTING, new Payout.Claim(1, expiresAt), new Payout.Progress(1, 1, null, null, 0));
    }

    private static PayoutBatch batch(int size, String last, String description, long expiresAt) {
        return new PayoutBatch("1-2.1", IntStream.range(0, size).mapToObj(i -> payout(i, i == size - 1 && last != null ? last
                : "+22507%08d".formatted(i), description, expiresAt)).toList());
    }

    @SuppressWarnings("unchecked")
    private static Answer<BatchAnswer> send(Line line, PayoutBatch batch) {
        return line.template().requestBody("direct:djamo-batch", batch, Answer.class);
    }

    @Test
    void the_largest_batch_with_the_longest_words_comes_back_whole_though_it_is_longer_than_any_other_answer_may_be() {
        try (DjamoSandbox sandbox = DjamoSandbox.start();
                Line line = new Line(new DjamoAccess(sandbox.baseUrl(), () -> Line.TOKEN, null, null, 5_000, 20_000, 2))) {
            Answer<BatchAnswer> answer = send(line, batch(PayoutBatch.MOST, null, "€".repeat(255), Long.MAX_VALUE));
            assertThat(answer.meaning()).as(answer.text()).isEqualTo(Meaning.TOLD);
            assertThat(answer.value().id()).startsWith("bat_");
            assertThat(answer.value().transactions()).hasSize(PayoutBatch.MOST)
                    .allSatisfy(transaction -> assertThat(transaction.batchId()).isEqualTo(answer.value().id()));
            assertThat(sandbox.book().size()).isEqualTo(PayoutBatch.MOST);
            assertThat(line.counted).containsExactly("batch TOLD");
        }
    }

    @ParameterizedTest
    @CsvSource({"REFUSED,REFUSED,0", "UNPROCESSABLE,UNPROCESSABLE,0", "TOO_MANY_REQUESTS,TOO_MANY,0", "ERROR_AFTER_ACCEPTANCE,LOST,3",
        "CUT_AFTER_ACCEPTANCE,LOST,3", "CUT_BEFORE_ACCEPTANCE,LOST,0", "UNREADABLE_ANSWER,LOST,3", "ANSWER_WITHHELD,LOST,3"})
    void an_item_that_disturbs_gives_its_answer_to_the_whole_batch_which_is_sent_once(MagicNumber number, Meaning meaning, int booked) {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            PayoutBatch batch = batch(3, number.msisdn(1), "", Long.MAX_VALUE);
            assertThat(send(line, batch).meaning()).isEqualTo(meaning);
            assertThat(sandbox.book().size()).isEqualTo(booked);
            assertThat(sandbox.book().posts(batch.payouts().get(0).reference().value())).isEqualTo(1);
        }
    }

    @Test
    void a_batch_whose_claims_could_end_under_way_is_not_sent() {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            assertThat(send(line, batch(3, null, "", System.currentTimeMillis() + 1_000)).meaning()).isEqualTo(Meaning.NOT_REACHED);
            assertThat(sandbox.book().calls("POST /v1/transactions/batch")).isZero();
        }
    }

    @Test
    void where_batches_are_not_offered_one_finds_it_out_and_single_transfers_go_on() {
        try (DjamoSandbox sandbox = DjamoSandbox.start(SandboxOptions.builder().maxBatchItems(0).build()); Line line = new Line(sandbox.baseUrl())) {
            assertThat(line.gate.payoutsTogether(100)).isEqualTo(100);
            assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.MISSING);
            assertThat(line.gate.payoutsTogether(100)).isEqualTo(1);
            assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).meaning()).as("claimed before").isEqualTo(Meaning.NOT_REACHED);
            assertThat(sandbox.book().calls("POST /v1/transactions/batch")).isEqualTo(1);
            assertThat(line.gate.losesTransfers()).isFalse();
            assertThat(line.transfer("R1", Sample.MSISDN).meaning()).isEqualTo(Meaning.TOLD);
        }
    }

    @Test
    void where_the_token_may_send_no_batches_single_transfers_go_on() {
        try (RawServer server = RawServer.answering(RawServer.json(403, "", "{\"message\":\"not allowed\"}")); Line line = new Line(server.baseUrl())) {
            assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.UNAUTHORISED);
            assertThat(line.gate.isTokenRefused()).isFalse();
            assertThat(line.gate.payoutsTogether(100)).isEqualTo(1);
            assertThat(line.transfer("R1", Sample.MSISDN).meaning()).isEqualTo(Meaning.UNAUTHORISED);
            assertThat(line.gate.isTokenRefused()).as("neither single ones").isTrue();
        }
    }

    @Test
    void batches_that_are_taken_after_all_go_on_and_those_that_are_too_large_were_answered() {
        try (RawServer server = RawServer.answering(RawServer.json(413, "", "{}")); Line line = new Line(server.baseUrl())) {
            for (int i = 0; i < 20; i++) {
                assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).evidence().httpStatus()).isEqualTo(413);
            }
            assertThat(line.gate.losesTransfers()).isFalse();
            line.gate.observe(Answer.of(Meaning.MISSING, "HTTP 404", Evidence.NONE), CallKind.BATCH);
            assertThat(line.gate.payoutsTogether(100)).isEqualTo(1);
            line.gate.observe(Answer.told("one that was under way", Evidence.NONE), CallKind.BATCH);
            assertThat(line.gate.payoutsTogether(100)).isEqualTo(100);
        }
    }

    @Test
    void a_404_after_good_batches_is_a_mishap_and_batches_go_on() {
        Queue<String> answers = new ArrayDeque<>(List.of(RawServer.json(201, "", "{\"id\":\"bat_1\",\"transactions\":[]}"), RawServer.json(404, "", "{}")));
        try (RawServer server = new RawServer(socket -> socket.getOutputStream().write(answers.remove().getBytes(StandardCharsets.UTF_8)));
                Line line = new Line(server.baseUrl())) {
            assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.TOLD);
            assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.MISSING);
            assertThat(line.gate.payoutsTogether(100)).isEqualTo(100);
        }
    }

    @Test
    void where_batches_are_not_offered_any_more_they_end_once_single_transfers_were_answered() {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl());
                DjamoSandbox without = DjamoSandbox.start(SandboxOptions.builder().maxBatchItems(0).build());
                Line later = new Line(without.baseUrl(), line.gate)) {
            assertThat(send(line, batch(3, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.TOLD);
            while (!line.gate.losesTransfers()) {
                assertThat(send(later, batch(3, null, "", Long.MAX_VALUE)).meaning()).as("in doubt").isEqualTo(Meaning.MISSING);
            }
            while (line.gate.losesTransfers()) {
                later.balance();
                later.transfer("R" + without.book().size(), Sample.MSISDN);
            }
            assertThat(line.gate.payoutsTogether(100)).as("it may have been a mishap").isEqualTo(100);
            assertThat(send(later, batch(3, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.MISSING);
            assertThat(line.gate.payoutsTogether(100)).as("it was none").isEqualTo(1);
            assertThat(line.gate.losesTransfers()).isFalse();
        }
    }

    @Test
    void a_batch_that_was_claimed_before_answers_were_lost_does_not_find_out_whether_they_come_back() {
        try (DjamoSandbox sandbox = DjamoSandbox.start(); Line line = new Line(sandbox.baseUrl())) {
            sandbox.faults(Faults.builder().transfersDown(true).build());
            while (!line.gate.losesTransfers()) {
                send(line, batch(2, null, "", Long.MAX_VALUE));
            }
            sandbox.faults(Faults.none());
            while (line.gate.transfersAtOnce(9) == 0) {
                line.balance();
            }
            assertThat(line.gate.losesTransfers()).as("one at a time").isTrue();
            assertThat(send(line, batch(2, null, "", Long.MAX_VALUE)).meaning()).isEqualTo(Meaning.NOT_REACHED);
            assertThat(sandbox.book().size()).isZero();
            assertThat(line.transfer("R1", Sample.MSISDN).meaning()).isEqualTo(Meaning.TOLD);
        }
    }
}
