package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.djamo.Transaction;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiComparisonTest {

    private static final String AWA = "+2250707123456";

    private final List<String> found = new ArrayList<>();
    private final ApiComparison comparison = new ApiComparison(1_000, 0, (check, payout, text) -> found.add(check + " " + payout + " " + text));

    private static SettledPayout decidedNotPaid(int line) {
        return new SettledPayout(new PayoutId(1, line), "", "REF-" + line, "REF-" + line, AWA, 50_000L, PayoutState.FAILED, null, null, null, 1L, 2L,
                1, 0, 1, null, null);
    }

    private static Transaction completed(String id, String reference, String msisdn, long amount) {
        return new Transaction(id, reference, msisdn, amount, 500L, Transaction.Status.COMPLETED, null, null);
    }

    @Test
    void what_a_person_decided_to_be_not_paid_and_djamo_has_just_so_is_found() {
        comparison.booked(completed("txn_1", "REF-2", AWA, 50_000), decidedNotPaid(2));
        assertThat(found).containsExactly("ENDED 1-2 a person decided that it was not paid, and Djamo has txn_1 (COMPLETED) for REF-2, as it was sent");
    }

    @Test
    void somebody_elses_transaction_under_its_reference_is_what_the_person_decided_about() {
        comparison.booked(completed("txn_1", "REF-2", "+2250101010101", 50_000), decidedNotPaid(2));
        comparison.booked(completed("txn_2", "REF-3", AWA, 9_000), decidedNotPaid(3));
        assertThat(found).isEmpty();
    }
}
