package dev.djamopayouts.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Files under way into the ledger. Where a receive ended half way, its rows hold references that no payment stands for:
 * they leave before the next file is received. The file itself is read again from its start when it comes again.
 */
final class HalfReceived {

    private static final int DELETE_CHUNK = 5_000;

    private final GroupCommit commits;
    private final DataSource source;
    /** Every file that may have rows and is neither accepted nor refused. */
    private final Set<Long> fileIds = ConcurrentHashMap.newKeySet();

    HalfReceived(GroupCommit commits, DataSource source) {
        this.commits = commits;
        this.source = source;
    }

    /** Forgets what a process before this one left half received: only for whoever owns the ledger alone. */
    void takeOver() {
        fileIds.addAll(Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement("SELECT id FROM payout_file WHERE state = 'RECEIVING'");
                    ResultSet rows = select.executeQuery()) {
                List<Long> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                }
                return ids;
            }
        }));
        forgetAll();
    }

    void begin(long fileId) {
        fileIds.add(fileId);
    }

    void forgetAll() {
        List.copyOf(fileIds).forEach(this::forget);
    }

    /** Takes rows back out of a file that is not accepted, in chunks so that nobody waits long. */
    void forget(long fileId) {
        int deleted = DELETE_CHUNK;
        while (deleted == DELETE_CHUNK) {
            deleted = commits.write(connection -> {
                try (PreparedStatement delete = connection.prepareStatement("""
                        DELETE FROM payout WHERE file_id = ? AND line_no IN (SELECT line_no FROM payout WHERE file_id = ? LIMIT ?)
                          AND EXISTS (SELECT 1 FROM payout_file WHERE id = ? AND state = 'RECEIVING')""")) {
                    delete.setLong(1, fileId);
                    delete.setLong(2, fileId);
                    delete.setInt(3, DELETE_CHUNK);
                    delete.setLong(4, fileId);
                    return delete.executeUpdate();
                }
            });
        }
        fileIds.remove(fileId);
    }
}
