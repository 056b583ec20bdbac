package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Msisdn;
import dev.djamopayouts.payout.Payout;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;

/** What Djamo said of a number, remembered so that it is asked at most once in a while. */
public final class Customers {

    private final DataSource source;
    private final Clock clock;

    Customers(DataSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /**
     * Whether the payout's beneficiary is a customer, if that was learnt no longer ago than the given time. A "no" counts
     * only when it is younger than the file: who opened an account is asked about again in the next one.
     */
    public Optional<Boolean> remembered(Payout payout, long validMillis) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT customer FROM customer_check WHERE msisdn = ? AND checked_at > ?
                      AND (customer = 1 OR checked_at >= (SELECT received_at FROM payout_file WHERE id = ?))""")) {
                select.setString(1, payout.msisdn().e164());
                select.setLong(2, clock.millis() - validMillis);
                select.setLong(3, payout.id().fileId());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getInt(1) == 1) : Optional.empty();
                }
            }
        });
    }

    /** Keeps what was learnt, in the transaction that records it for the payout. */
    static void remember(Connection connection, Msisdn msisdn, boolean customer, long now) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                INSERT INTO customer_check (msisdn, customer, checked_at) VALUES (?, ?, ?)
                ON CONFLICT (msisdn) DO UPDATE SET customer = excluded.customer, checked_at = excluded.checked_at""")) {
            upsert.setString(1, msisdn.e164());
            upsert.setInt(2, customer ? 1 : 0);
            upsert.setLong(3, now);
            upsert.executeUpdate();
        }
    }
}
