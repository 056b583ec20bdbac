package dev.djamopayouts.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reason;
import dev.djamopayouts.payout.ReasonCode;
import dev.djamopayouts.sandbox.BookedTransaction;
import dev.djamopayouts.sandbox.TransactionStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each comparison of the demo with a contradiction in it: a comparison that always holds proves nothing. */
class DemoAuditTest {

    private static final SettledPayout PAID = row(2, "A", "txn_1", PayoutState.COMPLETED);
    private static final SettledPayout UNPAID = row(3, "B", null, PayoutState.REJECTED);
    private static final BookedTransaction BOOKED = booked("txn_1", "A", 50_000, TransactionStatus.COMPLETED);

    @Test
    void accounts_that_agree_hold() {
        DemoAudit audit = new DemoAudit(List.of(PAID, UNPAID), List.of(BOOKED));
        assertThat(List.of(audit.paidAsTheLedgerSays(), audit.nobodyPaidTwice(), audit.nothingUnknown(), audit.balance(60_000, 9_500),
                audit.resultComplete("line_no,status\n2,COMPLETED\n3,REJECTED\n", 2), audit.failuresComplete("reference\nB\n")))
                .allMatch(DemoAudit.Finding::holds).allMatch(finding -> finding.toString().startsWith("ok   "));
    }

    @Test
    void a_paid_row_that_the_book_has_not_or_has_otherwise_is_found() {
        assertThat(new DemoAudit(List.of(PAID), List.of()).paidAsTheLedgerSays().toString())
                .startsWith("NOT  1 rows are COMPLETED").endsWith("line 2 is COMPLETED, the book says nothing of it");
        for (BookedTransaction other : List.of(booked("txn_1", "A", 500_000, TransactionStatus.COMPLETED),
                booked("txn_1", "X", 50_000, TransactionStatus.COMPLETED), booked("txn_1", "A", 50_000, TransactionStatus.FAILED))) {
            assertThat(new DemoAudit(List.of(PAID), List.of(other)).paidAsTheLedgerSays().holds()).as("%s", other).isFalse();
        }
    }

    @Test
    void a_second_payment_is_found_and_a_failed_one_is_none() {
        assertThat(new DemoAudit(List.of(PAID), List.of(BOOKED, booked("txn_2", "A", 50_000, TransactionStatus.PENDING)))
                .nobodyPaidTwice().toString()).contains("the reference A has a second transaction, txn_2");
        assertThat(new DemoAudit(List.of(PAID), List.of(booked("txn_0", "A", 50_000, TransactionStatus.FAILED), BOOKED))
                .nobodyPaidTwice().holds()).isTrue();
    }

    @Test
    void a_transaction_that_the_ledger_does_not_know_is_found() {
        assertThat(new DemoAudit(List.of(UNPAID), List.of(BOOKED)).nothingUnknown().toString()).contains("txn_1 (A, COMPLETED)");
    }

    @Test
    void money_that_left_without_a_row_is_found() {
        assertThat(new DemoAudit(List.of(PAID), List.of(BOOKED)).balance(60_000, 9_000).toString()).endsWith("it fell by 51,000");
    }

    @Test
    void rows_that_are_missing_twice_there_or_otherwise_are_found() {
        DemoAudit audit = new DemoAudit(List.of(PAID, UNPAID), List.of(BOOKED));
        assertThat(audit.resultComplete("line_no,status\n2,COMPLETED\n", 2).toString()).contains("1 rows came back, 2 were sent, 1 are missing");
        assertThat(audit.resultComplete("line_no,status\n2,COMPLETED\n2,COMPLETED\n", 2).holds()).isFalse();
        assertThat(audit.resultComplete("line_no,status\n2,COMPLETED\n3,COMPLETED\n", 2).holds()).isFalse();
        assertThat(audit.failuresComplete("").toString()).endsWith("0 came back");
    }

    private static SettledPayout row(long line, String reference, String djamoId, PayoutState state) {
        Reason reason = state == PayoutState.COMPLETED ? null : new Reason(ReasonCode.BE06, "not a customer");
        return new SettledPayout(new PayoutId(1, line), "", reference, reference, "+2250707123456", 50_000L, state, reason, djamoId,
                djamoId == null ? null : 500L, 0L, 0L, 1, 1, 1, null, null);
    }

    private static BookedTransaction booked(String id, String reference, long amount, TransactionStatus status) {
        return new BookedTransaction(id, reference, "+2250707123456", amount, 500, status, null, null, 0, 1);
    }
}
