package dev.djamopayouts.chaos;

import dev.djamopayouts.chaos.Input.Content;
import dev.djamopayouts.chaos.Input.Drop;
import dev.djamopayouts.djamo.Transaction.Status;
import dev.djamopayouts.ledger.Answers.Answer;
import dev.djamopayouts.ledger.SettledPayout;
import dev.djamopayouts.payout.PayoutState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares what was dropped with Djamo's own book, and both with the ledger and with what the outside was told. */
final class Auditor {

    private static final String OPEN = """
            SELECT 'payout ' || file_id || '-' || line_no || ' ' || state FROM payout WHERE (state NOT IN ('COMPLETED', 'FAILED', 'REJECTED')
              AND NOT (state = 'UNKNOWN' AND doubt = 'CONFLICT')) OR (state IN ('COMPLETED', 'FAILED', 'REJECTED') AND delivered_at IS NULL)
            UNION ALL SELECT 'answer ' || name FROM answer WHERE delivered_at IS NULL
            UNION ALL SELECT 'file ' || id || ' ' || state FROM payout_file WHERE closed_at IS NULL AND NOT EXISTS
              (SELECT 1 FROM payout p WHERE p.file_id = payout_file.id AND p.doubt = 'CONFLICT')""";

    /** A row as the ledger has it at the end. */
    private record Entry(long fileId, long lineNo, String cells, String reference, String msisdn, long francs, PayoutState state,
                         String doubt, String reason) {

        @Override
        public String toString() {
            return "payout " + fileId + "-" + lineNo + " " + state + " " + reference;
        }
    }

    private record FileEntry(long id, String name, String sha256, String state, long rows, long francs) {
    }

    private final World world;
    private final Map<String, PayoutState> ends = new HashMap<>();
    private final Map<String, PayoutState> told = new HashMap<>();
    private final Map<String, Set<String>> answers = new TreeMap<>();
    private final Map<Long, List<SettledPayout>> reports = new HashMap<>();

    Auditor(World world) {
        this.world = world;
    }

    /** What is still to be done, other than what waits for a person. */
    List<String> openWork() {
        return world.database.select(row -> row.getString(1), OPEN);
    }

    /** An outcome came out: the same one each time. */
    void told(SettledPayout payout) {
        PayoutState before = told.put(payout.id().toString(), payout.state());
        require(before == null || before == payout.state(), "the outcome of " + payout + " was " + before);
    }

    /** An answer came out. */
    void delivered(Answer answer, List<SettledPayout> rows) {
        answers.computeIfAbsent(answer.file().name(), any -> new TreeSet<>()).add(answer.kind());
        if (answer.kind().equals("result")) {
            reports.put(answer.file().id(), rows);
        }
    }

    /** What is final stays as it is: looked at after each record. */
    void watch() {
        Map<String, PayoutState> now = new HashMap<>();
        world.database.select(row -> now.put(row.getLong(1) + "-" + row.getLong(2), PayoutState.valueOf(row.getString(3))),
                "SELECT file_id, line_no, state FROM payout p WHERE state IN ('COMPLETED', 'FAILED', 'REJECTED') AND EXISTS"
                        + " (SELECT 1 FROM payout_file f WHERE f.id = p.file_id AND f.state IN ('ACCEPTED', 'SETTLED'))");
        ends.forEach((id, state) -> require(now.get(id) == state, "payout " + id + " was final, " + state + ", and is now " + now.get(id)));
        ends.putAll(now);
    }

    /** At the end, when nothing is left to do. */
    void audit() {
        watch();
        Map<Long, FileEntry> files = files();
        List<Entry> rows = rows();
        files(files);
        for (FileEntry file : files.values()) {
            auditFile(file, rows.stream().filter(row -> row.fileId() == file.id()).toList());
        }
        auditBook(rows);
    }

    /** Every drop has one entry and one answer, and each content was accepted once. */
    private void files(Map<Long, FileEntry> files) {
        Map<Content, Integer> accepted = new HashMap<>();
        for (Drop drop : world.input.drops()) {
            List<FileEntry> entries = files.values().stream().filter(file -> file.name().equals(drop.id())).toList();
            require(entries.size() == 1, drop.id() + " has " + entries.size() + " entries");
            Set<String> given = answers.getOrDefault(drop.id(), Set.of());
            require(given.stream().filter(Set.of("ack", "nack", "dup")::contains).count() == 1, drop.id() + " was answered " + given);
            boolean nack = drop.content().refusedAtChunk() >= 0
                    && drop.content().refusedAtChunk() * Receiver.ROWS_IN_CHUNK < drop.content().rows().size();
            require(nack == given.contains("nack"), drop.id() + " was answered " + given);
            accepted.merge(drop.content(), given.contains("ack") ? 1 : 0, Integer::sum);
            require(nack || accepted.get(drop.content()) <= 1, "the content of " + drop.id() + " was accepted more than once");
        }
        accepted.forEach((content, times) -> require(times == 1 || content.refusedAtChunk() >= 0, "a content was accepted " + times + " times"));
    }

    private void auditFile(FileEntry file, List<Entry> rows) {
        Content content = world.input.drops().stream().filter(drop -> drop.id().equals(file.name())).findFirst().orElseThrow().content();
        if (file.state().equals("REFUSED") || file.state().equals("DUPLICATE")) {
            require(rows.isEmpty(), file + " is not accepted and has rows");
            return;
        }
        require(rows.size() == content.rows().size() && rows.size() == file.rows(), file + " lost rows, it has " + rows.size());
        for (int i = 0; i < rows.size(); i++) {
            auditRow(rows.get(i), content.rows().get(i), content);
        }
        require(rows.stream().mapToLong(Entry::francs).sum() == file.francs(), file + " has another total than its rows");
        boolean settled = rows.stream().allMatch(row -> row.state().isFinal());
        require(settled == file.state().equals("SETTLED"), file + " is " + file.state());
        if (settled) {
            require(reports.containsKey(file.id()), "no result of " + file);
            List<String> reported = reports.get(file.id()).stream().map(row -> row.id() + " " + row.state()).toList();
            require(reported.equals(rows.stream().map(row -> row.fileId() + "-" + row.lineNo() + " " + row.state()).toList()),
                    "the result of " + file + " says " + reported);
        }
    }

    private void auditRow(Entry row, Input.Row input, Content content) {
        require(row.cells().equals(input.cells()) && row.francs() == input.francs(), row + " is not what was dropped");
        require(row.state().isFinal() || "CONFLICT".equals(row.doubt()), row + " is not final");
        require(!row.state().isFinal() || told.get(row.fileId() + "-" + row.lineNo()) == row.state(), row + " has no outcome");
        if (!input.readable()) {
            require(row.state() == PayoutState.REJECTED && row.reason().equals("AC01"), row + " cannot be paid");
            return;
        }
        require(row.msisdn().equals(input.msisdn()), row + " has another beneficiary");
        require(world.removed == Safeguard.CONTENT_ONCE || Input.root(row.reference()).equals(input.reference(content.sha256()).value()),
                row + " has another reference");
        require(!row.reference().contains("~") || row.state() == PayoutState.REJECTED || mendsWhatWasSent(row), row + " mends nothing");
        List<Booking> bookings = world.djamo.bookings(row.reference());
        switch (row.state()) {
            case COMPLETED -> auditBooked(row, bookings, Status.COMPLETED);
            case FAILED -> auditBooked(row, bookings, Status.FAILED);
            case REJECTED -> auditRejected(row, bookings);
            case UNKNOWN -> require(bookings.stream().anyMatch(Booking::foreign), row + " is a conflict that nobody made");
            case RECEIVED, HELD, CHECKED, SUBMITTING, PENDING -> throw new Broken(row + " is not final");
        }
    }

    /** A reference is made from another only where that one was sent and not paid. */
    private boolean mendsWhatWasSent(Entry row) {
        return rows().stream().anyMatch(other -> Input.root(row.reference()).equals(other.reference())
                && (other.state() == PayoutState.FAILED || world.djamo.refused(other.reference())));
    }

    private void auditBooked(Entry row, List<Booking> bookings, Status status) {
        require(bookings.size() == 1, row + " has " + bookings.size() + " transactions");
        Booking booking = bookings.get(0);
        require(booking.status(world.agenda.now()) == status, row + " is " + booking.status(world.agenda.now()) + " at Djamo");
        require(booking.msisdn().equals(row.msisdn()) && booking.francs() == row.francs(), row + " was paid to somebody else or otherwise");
    }

    /** Not paid, and for a reason. */
    private void auditRejected(Entry row, List<Booking> bookings) {
        switch (row.reason()) {
            case "AM05" -> require(rows().stream().anyMatch(other -> Input.root(row.reference()).equals(Input.root(other.reference()))
                    && !"AM05".equals(other.reason())), row + " repeats nothing");
            case "BE06" -> require(!SimulatedDjamo.isCustomer(row.msisdn()), row + " is a customer");
            default -> {
                require(world.djamo.refused(row.reference()), row + " was refused by nobody");
                require(bookings.isEmpty() || bookings.get(0).foreign() || !owns(row, bookings.get(0)), row + " was paid all the same");
            }
        }
    }

    /** Whether no other payout of the same reference is the one that was paid. */
    private boolean owns(Entry row, Booking booking) {
        return rows().stream().noneMatch(other -> row.reference().equals(other.reference()) && other.state() != PayoutState.REJECTED
                && booking.msisdn().equals(other.msisdn()) && booking.francs() == other.francs());
    }

    /** Whatever is in the book was asked for, once. */
    private void auditBook(List<Entry> rows) {
        Set<String> paid = new HashSet<>();
        rows.stream().filter(row -> row.state() == PayoutState.COMPLETED || row.state() == PayoutState.FAILED)
                .forEach(row -> require(paid.add(row.reference()), row + " shares its transaction with another payout"));
        world.djamo.book().forEach((reference, bookings) -> require(paid.contains(reference) || bookings.stream().allMatch(Booking::foreign),
                "Djamo booked " + reference + ", which no payout stands for"));
    }

    private Map<Long, FileEntry> files() {
        Map<Long, FileEntry> files = new TreeMap<>();
        world.database.select(row -> files.put(row.getLong("id"), new FileEntry(row.getLong("id"), row.getString("name"),
                row.getString("sha256"), row.getString("state"), row.getLong("row_count"), row.getLong("amount_total"))),
                "SELECT * FROM payout_file");
        return files;
    }

    private List<Entry> rows() {
        return new ArrayList<>(world.database.select(row -> new Entry(row.getLong("file_id"), row.getLong("line_no"),
                row.getString("cells"), row.getString("reference"), row.getString("msisdn"), row.getLong("amount"),
                PayoutState.valueOf(row.getString("state")), row.getString("doubt"), row.getString("reason_code")),
                "SELECT * FROM payout ORDER BY file_id, line_no"));
    }

    private static void require(boolean kept, String promise) {
        if (!kept) {
            throw new Broken(promise);
        }
    }
}
