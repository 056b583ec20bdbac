package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutState;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What Djamo said of a number, remembered so that it is asked at most once in a while. */
final class Customers {

    private static final String REMEMBER = """
            INSERT INTO customer_check (msisdn, customer, checked_at) VALUES (?, ?, ?)
            ON CONFLICT (msisdn) DO UPDATE SET customer = excluded.customer, checked_at = excluded.checked_at""";

    private Customers() {
    }

    /** Keeps what was learnt of numbers, in the transaction that records it for their payouts. */
    static void remember(WriterConnection writer, List<PayoutChange> learnt) throws SQLException {
        if (learnt.isEmpty()) {
            return;
        }
        PreparedStatement upsert = writer.prepared(REMEMBER);
        // In one order everywhere, so that two instances never wait for each other's numbers.
        List<PayoutChange> inOrder = new ArrayList<>(learnt);
        inOrder.sort(Comparator.comparing(change -> change.payout().msisdn().e164()));
        for (PayoutChange each : inOrder) {
            upsert.setString(1, each.payout().msisdn().e164());
            upsert.setInt(2, each.to() == PayoutState.CHECKED ? 1 : 0);
            upsert.setLong(3, each.at());
            upsert.addBatch();
        }
        upsert.executeBatch();
    }
}
