package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import dev.djamopayouts.payout.Language;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Payout files from the drop to the settlement: each drop is received once, each content accepted once. */
public final class PayoutFiles {

    /**
     * What pickup knows of a drop.
     *
     * @param dropId the unique name pickup gave it: the same after a crash, another for another drop
     * @param inbox  {@code folder} or {@code sftp}
     * @param sha256 of its bytes, hex
     * @param contentSha256 of what it holds once it is unpacked; that of its bytes where they are all that is known
     * @param sender whose inbox it is, or null: a common one
     * @param language of the answers
     */
    public record Drop(String dropId, String inbox, String name, String sha256, String contentSha256, long bytes, String sender,
                       Language language) {

        /** A drop that is not packed, in a common inbox, answered in English. */
        public Drop(String dropId, String inbox, String name, String sha256, long bytes) {
            this(dropId, inbox, name, sha256, sha256, bytes, null, Language.ENGLISH);
        }
    }

    /**
     * How a drop was taken.
     *
     * @param entry        the file's entry; anything but RECEIVING means that this drop was answered before
     * @param firstWithSameContent the accepted file that had the same content, or null
     */
    public record Taken(PayoutFileEntry entry, PayoutFileEntry firstWithSameContent) {
    }

    /** Files that some stage still works on; to the letter what the index {@code payout_file_open} holds. */
    static final String OPEN = "closed_at IS NULL AND state IN ('ACCEPTED', 'SETTLED')";

    private final GroupCommit commits;
    private final DataSource source;
    private final WorkBell bell;
    private final Clock clock;
    private final HalfReceived halfReceived;
    private final RowCount rows;
    private final TotalsBook totals;

    PayoutFiles(GroupCommit commits, DataSource source, Database database, Leases leases, WorkBell bell, Clock clock) {
        this.commits = commits;
        this.source = source;
        this.bell = bell;
        this.clock = clock;
        this.halfReceived = new HalfReceived(commits, leases);
        this.rows = new RowCount(source, database);
        this.totals = new TotalsBook(commits, source, halfReceived, clock);
    }

    /** The control totals that come in files of their own. */
    public TotalsBook totals() {
        return totals;
    }

    /** At a start: forgets what an interrupted receive left. */
    void tidyUp() {
        halfReceived.tidyUp();
    }

    /**
     * Enters a drop, or finds it where an interrupted receive left it, without its rows. One file is received at a time, by
     * one instance: any other that is not answered yet is without its rows from here on too, and begins again when it comes
     * again. Waits while another instance receives one.
     */
    public Taken take(Drop drop) {
        halfReceived.begin();
        return commits.write(connection -> {
            halfReceived.require(connection);
            Optional<PayoutFileEntry> known = PayoutFileEntry.one(connection, "drop_id = ?", drop.dropId());
            PayoutFileEntry entry = known.isPresent()
                    ? DropEntry.again(connection, known.get(), drop) : DropEntry.enter(connection, drop, clock.millis());
            if (known.isEmpty() || !entry.facts().equals(known.get().facts())) {
                commits.trail().append(Event.ofFile(entry.id(), Event.Kind.RECEIVED, known.map(PayoutFileEntry::state).orElse(null),
                        entry.state(), entry.facts()));
            }
            // Only a file that is not yet answered can be found to be a duplicate.
            Optional<PayoutFileEntry> first = entry.state() == FileState.RECEIVING
                    ? DropEntry.accepted(connection, entry) : Optional.empty();
            if (entry.state() != FileState.RECEIVING) {
                halfReceived.end(connection);
            }
            return new Taken(entry, first.orElse(null));
        });
    }

    /** Adds rows as {@link #intake} does, of which none looks like another payment, and waits until they are durable. */
    public void add(long fileId, List<NewPayout> rows) {
        add(fileId, rows, Suspicion.NONE);
    }

    /** The same with rows that may look like another payment. */
    public void add(long fileId, List<NewPayout> rows, Suspicion suspicion) {
        intake(fileId, suspicion, 0).addAndWait(rows);
    }

    /**
     * Takes the rows of a file. Of a chunk all rows are taken or none. A row whose reference came before is REJECTED AM05, naming
     * the first, where that one was or may yet be paid; where it surely was not, the row is paid, under a reference that was
     * never sent. One that looks like another payment is marked, held or rejected. One to a number that was found to be a
     * customer's, no longer ago than given, is CHECKED from the start.
     */
    public RowIntake intake(long fileId, Suspicion suspicion, long checkValidMillis) {
        return new RowIntake(fileId, new RowWriter(commits, halfReceived, clock, fileId), rows, source, suspicion,
                clock.millis() - checkValidMillis);
    }

    /**
     * What {@link RowIntake#count} counted, for the acknowledgement.
     *
     * @param validFrancs the sum of the valid rows' amounts
     * @param francs      the sum of all amounts that could be read
     * @param held        how many of the valid rows wait for a person
     * @param alike       how many rows look like another payment, whatever was done with them
     * @param mended      how many of the valid rows ask again for what an earlier file did not bring about
     * @param askedBefore how many rows were rejected since an earlier file's payout for the same may have been paid
     * @param digest      over what the rows order, for the audit trail
     */
    public record Count(long rows, long valid, long validFrancs, long francs, long held, long alike, long mended,
                        long askedBefore, String digest) {

        /** Of rows that ask for nothing again. */
        Count(long rows, long valid, long validFrancs, long francs, long held, long alike, String digest) {
            this(rows, valid, validFrancs, francs, held, alike, 0, 0, digest);
        }

        /** As the audit trail keeps it. */
        String facts() {
            return "rows=" + rows + " valid=" + valid + " xof=" + francs + " valid-xof=" + validFrancs + " digest=" + digest;
        }
    }

    /** Counts a file's rows as they are in the ledger. */
    public Count count(long fileId) {
        return rows.of(fileId);
    }

    /**
     * Acknowledges the file: from this commit on its payouts may be checked and paid.
     *
     * @param form         how it is written, for its reports
     * @param extension    what the names of reports in that form end in, without the point
     * @param statusReport the same as a pain.002 where the file is a pain.001; null is passed over
     */
    public void accept(PayoutFileEntry file, String form, String extension, Count count, String ack, String... statusReport) {
        commits.write(connection -> {
            halfReceived.require(connection);
            try (PreparedStatement update = connection.prepareStatement("""
                    UPDATE payout_file SET state = 'ACCEPTED', form = ?, form_extension = ?, row_count = ?, valid_count = ?, valid_total = ?,
                      amount_total = ?, accepted_at = ? WHERE id = ? AND state = 'RECEIVING'""")) {
                update.setString(1, form);
                update.setString(2, extension);
                update.setLong(3, count.rows());
                update.setLong(4, count.valid());
                update.setLong(5, count.validFrancs());
                update.setLong(6, count.francs());
                update.setLong(7, clock.millis());
                update.setLong(8, file.id());
                requireOne(update.executeUpdate(), file.id());
            }
            commits.trail().append(Event.ofFile(file.id(), Event.Kind.ANSWERED, FileState.RECEIVING, FileState.ACCEPTED,
                    file.facts() + " " + count.facts() + totals.use(connection, file)));
            Answers.addBoth(connection, file, "ack", ack, clock.millis(), statusReport);
            halfReceived.end(connection);
            return null;
        });
        bell.ring(Stage.CHECK);
        bell.ring(Stage.SUBMIT);
        bell.ring(Stage.OUTCOME);
    }

    /** Refuses the whole file: its rows leave the ledger, no reference of it is held, nothing was paid. */
    public void refuse(PayoutFileEntry file, String nack, String... statusReport) {
        halfReceived.forget(file.id());
        end(file, FileState.REFUSED, "nack", nack, statusReport);
    }

    /** Answers a file whose content was accepted before. */
    public void duplicate(PayoutFileEntry file, String dup, String... statusReport) {
        end(file, FileState.DUPLICATE, "dup", dup, statusReport);
    }

    private void end(PayoutFileEntry file, FileState state, String kind, String content, String... statusReport) {
        commits.write(connection -> {
            halfReceived.require(connection);
            try (PreparedStatement update = connection.prepareStatement(
                    "UPDATE payout_file SET state = ?, closed_at = ? WHERE id = ? AND state = 'RECEIVING'")) {
                update.setString(1, state.name());
                update.setLong(2, clock.millis());
                update.setLong(3, file.id());
                requireOne(update.executeUpdate(), file.id());
            }
            Optional<PayoutFileEntry> first = state == FileState.DUPLICATE ? DropEntry.accepted(connection, file) : Optional.empty();
            String used = first.isPresent() ? totals.useForCopy(connection, file, first.get()) : "";
            commits.trail().append(Event.ofFile(file.id(), Event.Kind.ANSWERED, FileState.RECEIVING, state, file.facts() + used));
            Answers.addBoth(connection, file, kind, content, clock.millis(), statusReport);
            halfReceived.end(connection);
            return null;
        });
        bell.ring(Stage.OUTCOME);
    }

    /** The drop of this unique name, where it was answered before: it only has to leave the inbox. */
    public Optional<Taken> answered(String dropId) {
        return Ledger.read(source, connection -> PayoutFileEntry.one(connection, "drop_id = ? AND state <> 'RECEIVING'", dropId)
                .map(entry -> new Taken(entry, null)));
    }

    /** The file of this number. */
    public Optional<PayoutFileEntry> find(long fileId) {
        return Ledger.read(source, connection -> PayoutFileEntry.one(connection, "id = CAST(? AS BIGINT)", Long.toString(fileId)));
    }

    /** The file whose answers bear this name, else the latest drop of this name, else the file of this number. */
    public Optional<PayoutFileEntry> find(String nameOrId) {
        return Ledger.read(source, connection -> {
            for (String condition : List.of("answer_name = ?", "name = ? ORDER BY id DESC LIMIT 1", "CAST(id AS TEXT) = ?")) {
                Optional<PayoutFileEntry> found = PayoutFileEntry.one(connection, condition, nameOrId);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        });
    }

    private static void requireOne(int changed, long fileId) {
        if (changed != 1) {
            throw new IllegalStateException("payout file " + fileId + " was answered before");
        }
    }
}
