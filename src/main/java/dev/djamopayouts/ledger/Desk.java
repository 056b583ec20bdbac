package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Decision;
import dev.djamopayouts.payout.PayoutId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Where a person decides what the journey cannot: a payout in doubt, or one that is held. A decision is written with its
 * trail in one transaction, and makes every claim of the payout void, so that a look or a call under way changes nothing
 * afterwards. The owner needs no word of it: its stages find in the ledger what is due.
 */
public final class Desk {

    /** What became of a decision. */
    public enum Result {
        /** It holds from now on. */
        MADE,
        /** The same was decided before, and nothing is changed. */
        MADE_BEFORE,
        /** The payout is not one that this can be decided of; nothing is changed. */
        REFUSED
    }

    /** A decision about one payout: how it stood, and how it stands. */
    public record Decided(Result result, DeskPayout before, DeskPayout after) {
    }

    private static final int CHUNK = 500;

    private final GroupCommit commits;
    private final DataSource source;
    private final Clock clock;

    Desk(GroupCommit commits, DataSource source, Clock clock) {
        this.commits = commits;
        this.source = source;
        this.clock = clock;
    }

    /** A payout as it stands. */
    public Optional<DeskPayout> find(PayoutId id) {
        return Ledger.read(source, connection -> {
            List<DeskPayout> found = select(connection, "p.file_id = ? AND p.line_no = ?", id.fileId(), id.lineNo());
            return found.stream().findFirst();
        });
    }

    /** Another payout that the ledger has this transaction of Djamo's for. */
    public Optional<PayoutId> otherWith(String djamoId, PayoutId id) {
        return Ledger.read(source, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT file_id, line_no FROM payout WHERE djamo_id = ? AND NOT (file_id = ? AND line_no = ?) LIMIT 1")) {
                select.setString(1, djamoId);
                select.setLong(2, id.fileId());
                select.setLong(3, id.lineNo());
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(new PayoutId(row.getLong(1), row.getLong(2))) : Optional.empty();
                }
            }
        });
    }

    /**
     * Decides about one payout. Durable when it returns.
     *
     * @throws LedgerFailed with nothing changed, where another process kept the ledger busy
     */
    public Decided decide(PayoutId id, Decision decision) {
        return write(connection -> {
            DeskPayout before = one(connection, id);
            if (mayBeDecided(before, decision)) {
                Decisions.apply(connection, commits.trail(), List.of(before), decision, clock.millis());
                return new Decided(Result.MADE, before, one(connection, id));
            }
            boolean again = before.last() != null && before.last().decision().agreesWith(decision);
            return new Decided(again ? Result.MADE_BEFORE : Result.REFUSED, before, before);
        });
    }

    /** Before its acknowledgement a file may still vanish. */
    private static boolean mayBeDecided(DeskPayout payout, Decision decision) {
        return switch (payout.fileState()) {
            case ACCEPTED -> payout.state() == decision.verdict().takes();
            case RECEIVING, REFUSED, DUPLICATE, SETTLED -> false;
        };
    }

    private static DeskPayout one(Connection connection, PayoutId id) throws SQLException {
        return select(connection, "p.file_id = ? AND p.line_no = ?", id.fileId(), id.lineNo()).stream().findFirst()
                .orElseThrow(() -> new LedgerFailed("there is no payout " + id, null));
    }

    /**
     * Decides about every payout of a file that the verdict may be passed on, in chunks so that nobody waits long; one that
     * is interrupted goes on where it stopped when it is given again.
     *
     * @return how many it decided about
     */
    public long decideAll(long fileId, Decision decision) {
        long decided = 0;
        int some = CHUNK;
        while (some == CHUNK) {
            some = write(connection -> {
                List<DeskPayout> next = select(connection, "p.file_id = ? AND p.state = '" + decision.verdict().takes()
                        + "' AND f.state = 'ACCEPTED' ORDER BY p.line_no LIMIT ?", fileId, CHUNK);
                Decisions.apply(connection, commits.trail(), next, decision, clock.millis());
                return next.size();
            });
            decided += some;
        }
        return decided;
    }

    private <T> T write(GroupCommit.Work<T> work) {
        try {
            return commits.write(work);
        } catch (LedgerFailed e) {
            if (LedgerFailed.failsAlike(e.getCause())) {
                throw new LedgerFailed("the ledger was busy for too long, and this was not written; give the command once more ("
                        + e.getCause().getMessage() + ")", e);
            }
            throw e;
        }
    }

    private static List<DeskPayout> select(Connection connection, String condition, long first, long second) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT p.*, f.answer_name, f.state AS file_state, f.language"
                + " FROM payout p JOIN payout_file f ON f.id = p.file_id WHERE " + condition)) {
            select.setLong(1, first);
            select.setLong(2, second);
            try (ResultSet rows = select.executeQuery()) {
                List<DeskPayout> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(DeskPayout.of(rows, Decisions.last(connection, rows.getLong("file_id"), rows.getLong("line_no"))));
                }
                return found;
            }
        }
    }
}
