package dev.djamopayouts.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Control totals that came in a file of their own.
 *
 * @param dropId           the unique name pickup gave that file
 * @param inbox            {@code folder} or {@code sftp}
 * @param sender           whose inbox it is, or null: a common one
 * @param name             of the payout file that they are of
 * @param rows             how many rows it should have
 * @param francs           what they should come to, whole francs
 * @param sha256           that it should have, or null where that was not said
 * @param receivedAtMillis epoch milliseconds
 */
public record GivenTotals(String dropId, String inbox, String sender, String name, long rows, long francs, String sha256, long receivedAtMillis) {

    static GivenTotals of(ResultSet row) throws SQLException {
        return new GivenTotals(row.getString("drop_id"), row.getString("inbox"), row.getString("sender"), row.getString("name"), row.getLong("row_count"),
                row.getLong("amount"), row.getString("sha256"), row.getLong("received_at"));
    }
}
