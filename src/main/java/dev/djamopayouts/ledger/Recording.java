package dev.djamopayouts.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Records what was concluded about many payouts at once: one batch of statements for all whose results wait for the same
 * commit. Each of them is a compare-and-set of its own, so none can take another along or be taken for it.
 */
final class Recording implements GroupCommit.Together<PayoutChange, Recorded> {

    @Override
    public List<Recorded> run(WriterConnection writer, List<PayoutChange> changes) throws SQLException {
        boolean[] taken = change(writer, changes);
        List<PayoutChange> customers = new ArrayList<>();
        List<Recorded> results = new ArrayList<>(changes.size());
        for (int i = 0; i < changes.size(); i++) {
            PayoutChange change = changes.get(i);
            Event event = taken[i] ? change.event() : null;
            if (event != null) {
                writer.trail().append(event);
            }
            if (taken[i] && change.tellsOfCustomer()) {
                customers.add(change);
            }
        }
        // After the events of all that were made: the one of these may be what another one of them comes too late for.
        for (int i = 0; i < changes.size(); i++) {
            results.add(taken[i] ? Recorded.TAKEN : new Recorded(false, LateAnswer.compare(writer, changes.get(i))));
        }
        Customers.remember(writer, customers);
        return results;
    }

    /** One that is made within another piece of work. */
    static void apply(WriterConnection writer, PayoutChange change) throws SQLException {
        new Recording().run(writer, List.of(change));
    }

    private static boolean[] change(WriterConnection writer, List<PayoutChange> changes) throws SQLException {
        Map<String, List<Integer>> bySql = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            bySql.computeIfAbsent(changes.get(i).sql(), sql -> new ArrayList<>()).add(i);
        }
        boolean[] taken = new boolean[changes.size()];
        for (Map.Entry<String, List<Integer>> each : bySql.entrySet()) {
            PreparedStatement update = writer.prepared(each.getKey());
            for (int i : each.getValue()) {
                changes.get(i).bind(update);
                update.addBatch();
            }
            int[] counts = update.executeBatch();
            for (int k = 0; k < counts.length; k++) {
                taken[each.getValue().get(k)] = counts[k] == 1;
            }
        }
        return taken;
    }
}
