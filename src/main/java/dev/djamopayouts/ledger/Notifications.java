package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.Doubt;
import dev.djamopayouts.payout.Evidence;
import dev.djamopayouts.payout.Payout;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Ruling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * What Djamo tells unasked, made durable: it leads a payout on, or is found to say nothing new, or is kept aside. A payout is
 * found by its reference, which one payout holds; what a transaction's id says is compared, never believed alone.
 */
public final class Notifications {

    /** What became of an event. */
    public enum Fate {
        /** It led the payout on. */
        APPLIED,
        /** It says nothing that changes anything. */
        REPEATED,
        /** It cannot be true together with the ledger: the payout has an alarm. */
        CONTRADICTED,
        /** No payout of ours bears its reference: kept aside. */
        UNKNOWN
    }

    /**
     * An event and what became of it.
     *
     * @param payout or null where no payout bears its reference
     * @param alarm  what a person must look at and was not told before, or null
     */
    public record Heard(Fate fate, PayoutId payout, String alarm) {
    }

    /** Who holds the reference counts; one that gave it back has never been sent. Rows of files that may yet vanish do not count. */
    private static final String BY_REFERENCE = "SELECT * FROM payout WHERE reference = ? AND holds_reference = %d AND msisdn IS NOT NULL"
            + " AND amount IS NOT NULL AND EXISTS (SELECT 1 FROM payout_file f WHERE f.id = payout.file_id AND f.state IN ('ACCEPTED', 'SETTLED'))"
            + " ORDER BY file_id DESC, line_no DESC LIMIT 1";

    private final GroupCommit commits;
    private final DataSource source;
    private final WorkBell bell;
    private final Clock clock;
    private final KeptNotices kept;

    Notifications(GroupCommit commits, DataSource source, WorkBell bell, Clock clock) {
        this.commits = commits;
        this.source = source;
        this.bell = bell;
        this.clock = clock;
        this.kept = new KeptNotices(source, clock);
    }

    /** What was kept aside. */
    public KeptNotices kept() {
        return kept;
    }

    /**
     * Takes an event. Durable when it returns.
     *
     * @param meaning what it means for a payout; may be asked more than once
     * @throws LedgerFailed where it could not be written: it must not be answered as if it were
     */
    public Heard take(Notice notice, Function<Payout, Ruling> meaning) {
        // Most repeat what an answer said: those take none of the writer's time. What is known now is known later too.
        Payout seen = Ledger.read(source, connection -> find(connection, notice.reference(), ""));
        if (seen != null && meaning.apply(seen) instanceof Ruling.Repeats) {
            return new Heard(Fate.REPEATED, seen.id(), null);
        }
        Heard heard = commits.write(connection -> write(connection, notice, meaning));
        if (heard.fate() == Fate.APPLIED) {
            // After the commit: whoever is woken sees it.
            List.of(Stage.RESOLVE, Stage.TRACK, Stage.OUTCOME).forEach(bell::ring);
        }
        return heard;
    }

    private Heard write(Connection connection, Notice notice, Function<Payout, Ruling> meaning) throws SQLException {
        for (Payout payout = find(notice); payout != null; payout = find(notice)) {
            Ruling ruling = meaning.apply(payout);
            if (ruling instanceof Ruling.Repeats) {
                return new Heard(Fate.REPEATED, payout.id(), null);
            }
            if (ruling instanceof Ruling.Contradicts it) {
                return contradict(connection, notice, payout, it.alarm());
            }
            Payout own = voidClaims(connection, payout);
            if (own != null) {
                return apply(connection, own, (Ruling.Applies) ruling);
            }
            // Another instance led it on in between: what the event means now is asked again.
        }
        kept.keep(connection, notice, null);
        return new Heard(Fate.UNKNOWN, null, null);
    }

    private Heard apply(Connection connection, Payout payout, Ruling.Applies ruling) throws SQLException {
        Recording.apply(commits.writer(), PayoutChange.notified(payout, ruling.outcome(), clock.millis()));
        String alarm = ruling.alarm();
        if (alarm != null) {
            raise(connection, payout.id(), alarm);
        } else if (ruling.outcome().settlement() != null) {
            alarm = ruling.outcome().settlement().alarm();
        } else if (ruling.outcome().doubt() == Doubt.CONFLICT) {
            alarm = ruling.outcome().detail();
        }
        return new Heard(Fate.APPLIED, payout.id(), alarm);
    }

    private Heard contradict(Connection connection, Notice notice, Payout payout, String alarm) throws SQLException {
        boolean first = kept.keep(connection, notice, payout.id());
        if (first) {
            raise(connection, payout.id(), alarm);
            commits.trail().append(Event.ofPayout(payout.id(), Event.Kind.CONTRADICTED, payout.state(), payout.state(),
                    payout.claim().epoch(), payout.progress().attempts()).shownBy(Evidence.NONE, notice.djamoId()).because(notice.topic()));
        }
        return new Heard(Fate.CONTRADICTED, payout.id(), first ? alarm : null);
    }

    /**
     * The first alarm stays: the trail and the events kept aside have the others. A payout that was sent and is final stays what it
     * is, and is in doubt from its end on: what it was dropped for is not paid once more on the strength of that end.
     */
    static void raise(Connection connection, PayoutId id, String alarm) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE payout SET alarm = COALESCE(alarm, ?),"
                + " doubt_since = CASE WHEN final_at IS NULL OR holds_reference = 0 THEN doubt_since ELSE final_at + 1 END WHERE file_id = ? AND line_no = ?")) {
            update.setString(1, alarm);
            update.setLong(2, id.fileId());
            update.setLong(3, id.lineNo());
            update.executeUpdate();
        }
    }

    /** The payout as claimed by the event alone, or null where it is no longer what it was. */
    static Payout voidClaims(Connection connection, Payout payout) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("UPDATE payout SET epoch = epoch + 1"
                + " WHERE file_id = ? AND line_no = ? AND epoch = ? AND state = ? RETURNING *")) {
            update.setLong(1, payout.id().fileId());
            update.setLong(2, payout.id().lineNo());
            update.setLong(3, payout.claim().epoch());
            update.setString(4, payout.state().name());
            try (ResultSet row = update.executeQuery()) {
                return row.next() ? PayoutReader.read(row) : null;
            }
        }
    }

    private Payout find(Notice notice) throws SQLException {
        return find(commits.writer(), notice.reference());
    }

    /** Within a write: the payout that a reference stands for, as it stays until the write ends; or null. */
    static Payout find(WriterConnection writer, String reference) throws SQLException {
        return find(writer.connection(), reference, writer.database().awaitLocked());
    }

    private static Payout find(Connection connection, String reference, String lock) throws SQLException {
        for (int holds : reference == null ? List.<Integer>of() : List.of(1, 0)) {
            try (PreparedStatement select = connection.prepareStatement(BY_REFERENCE.formatted(holds) + lock)) {
                select.setString(1, reference);
                try (ResultSet row = select.executeQuery()) {
                    if (row.next()) {
                        return PayoutReader.read(row);
                    }
                }
            }
        }
        return null;
    }
}
