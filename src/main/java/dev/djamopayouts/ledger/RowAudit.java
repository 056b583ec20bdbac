package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.PayoutState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The rows of one file, in the order of their lines: each against its events, all of them against what was acknowledged. */
final class RowAudit {

    /** Takes what does not hold. */
    @FunctionalInterface
    interface Sink {
        void find(Check check, String place, String text);
    }

    private final PayoutFileEntry file;
    private final boolean closed;
    private final boolean foundOnTheWay;
    private final Sink sink;
    private final RowDigest digest = new RowDigest();
    private long rows;
    private long valid;
    private long francs;
    private long validFrancs;
    private long sentAgain;
    private long open;
    private boolean unpaid;

    /** @param foundOnTheWay whether the file was there before the trail began */
    RowAudit(PayoutFileEntry file, boolean closed, boolean foundOnTheWay, Sink sink) {
        this.file = file;
        this.closed = closed;
        this.foundOnTheWay = foundOnTheWay;
        this.sink = sink;
    }

    /** The next row's way. */
    PayoutPath begin() {
        return new PayoutPath(foundOnTheWay);
    }

    /** The row that the way must have led to. */
    void end(ResultSet row, PayoutPath path) throws SQLException {
        long line = row.getLong("line_no");
        String place = file.answerName() + ":" + line + " (payout " + file.id() + "-" + line + ")";
        String name = row.getString("state");
        PayoutState state = PayoutPath.state(name);
        String mends = RowCount.mends(row);
        path.end(new PayoutPath.Row(state, row.getString("djamo_id"), row.getInt("attempts"), row.getString("reason_code"),
                number(row, "fee"), mends)).forEach(text -> sink.find(Check.PATHS, place, text));
        path.sentWrongly().forEach(text -> sink.find(Check.RESENT, place, text));
        sentAgain += path.sentAgain();
        String first = path.first(name);
        Long amount = number(row, "amount");
        digest.add(line, first, row.getString("reference"), row.getString("msisdn"), amount);
        digest.addMended(mends, row.getString("root_reference"));
        add(state, PayoutState.REJECTED.name().equals(first), amount == null ? 0 : amount);
        if (state == null) {
            sink.find(Check.FINAL, place, "it is in no state: " + name);
        } else {
            ends(row, state).forEach(text -> sink.find(Check.FINAL, place, text));
            mustHoldReference(row, state, place);
        }
    }

    private void add(PayoutState state, boolean refusedAtFirst, long amount) {
        rows++;
        francs += amount;
        if (!refusedAtFirst) {
            valid++;
            validFrancs += amount;
        }
        open += state != null && state.isFinal() ? 0 : 1;
        unpaid |= state == PayoutState.FAILED || state == PayoutState.REJECTED;
    }

    private List<String> ends(ResultSet row, PayoutState state) throws SQLException {
        List<String> wrong = new ArrayList<>();
        Long finalAt = number(row, "final_at");
        boolean delivered = number(row, "delivered_at") != null;
        if (state.isFinal() == (finalAt == null)) {
            wrong.add("it is " + state + (finalAt == null ? " without the time of its end" : " and yet has the time of its end"));
        }
        if (delivered && !state.isFinal()) {
            wrong.add("it is " + state + " and yet its outcome is delivered");
        }
        if (closed && !delivered) {
            wrong.add("its file is closed and its outcome is not delivered");
        }
        if (state == PayoutState.COMPLETED && row.getString("djamo_id") == null) {
            wrong.add("it is COMPLETED without a transaction of Djamo's");
        }
        return wrong;
    }

    /** Nobody else may bear the reference of what was, or may have been, or may yet be sent. */
    private void mustHoldReference(ResultSet row, PayoutState state, String place) throws SQLException {
        boolean mayBeAtDjamo = state != PayoutState.REJECTED || number(row, "doubt_since") != null;
        if (mayBeAtDjamo && row.getInt("holds_reference") != 1) {
            sink.find(Check.REFERENCES, place, "it is " + state + " and does not hold its reference");
        }
    }

    /** What is wrong with the rows altogether. */
    List<String> compare(long amountTotal, String acknowledged) {
        List<String> wrong = new ArrayList<>();
        PayoutFiles.Count count = new PayoutFiles.Count(rows, valid, validFrancs, francs, 0, 0, digest.hex());
        if (rows != file.rows() || francs != amountTotal) {
            wrong.add("the ledger has " + rows + " rows of " + francs + " XOF where the file has " + file.rows() + " of " + amountTotal);
        }
        if (!foundOnTheWay && (valid != file.valid() || validFrancs != file.validFrancs())) {
            wrong.add("the ledger has " + valid + " rows to pay of " + validFrancs + " XOF where the file has " + file.valid() + " of "
                    + file.validFrancs());
        }
        String now = file.facts() + " " + count.facts();
        // Which control totals it agreed with may follow.
        if (acknowledged == null || !now.equals(acknowledged) && !acknowledged.startsWith(now + " totals=")) {
            wrong.add("acknowledged were " + acknowledged + "; there are " + now);
        }
        if (file.state() == FileState.SETTLED && open > 0) {
            wrong.add("it is settled and " + open + " of its rows are not final");
        }
        return wrong;
    }

    long rows() {
        return rows;
    }

    long sentAgain() {
        return sentAgain;
    }

    boolean hasUnpaid() {
        return unpaid;
    }

    private static Long number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? null : value;
    }
}
