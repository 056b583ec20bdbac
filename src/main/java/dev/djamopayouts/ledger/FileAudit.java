package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Audit.Check;
import dev.djamopayouts.ledger.Audit.Finding;
import dev.djamopayouts.ledger.PayoutFileEntry.FileState;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Goes through files, their rows and their events side by side, all in the order of files and lines. */
final class FileAudit {

    static final int FETCH = 1_000;

    private static final String EVENTS = """
            SELECT * FROM event ORDER BY file_id, COALESCE(line_no, 0), seq""";

    private final Connection connection;
    private final Consumer<Finding> findings;
    private final Map<Check, Long> looked;
    private ResultSet events;
    /** The next event that nobody has taken, or null at the end. */
    private SealedEvent next;

    FileAudit(Connection connection, Consumer<Finding> findings, Map<Check, Long> looked) {
        this.connection = connection;
        this.findings = findings;
        this.looked = looked;
        for (Check check : List.of(Check.FILES, Check.ANSWERS, Check.ROWS, Check.PATHS, Check.RESENT, Check.FINAL)) {
            looked.put(check, 0L);
        }
    }

    void run() throws SQLException {
        try (PreparedStatement selectEvents = connection.prepareStatement(EVENTS);
                PreparedStatement selectFiles = connection.prepareStatement("SELECT * FROM payout_file ORDER BY id")) {
            selectEvents.setFetchSize(FETCH);
            selectFiles.setFetchSize(FETCH);
            try (ResultSet all = selectEvents.executeQuery(); ResultSet files = selectFiles.executeQuery()) {
                events = all;
                advance();
                while (files.next()) {
                    file(PayoutFileEntry.of(files), files.getLong("amount_total"), files.getLong("closed_at") != 0);
                }
                strayBefore(Long.MAX_VALUE, 0);
            }
        }
    }

    private void file(PayoutFileEntry file, long amountTotal, boolean closed) throws SQLException {
        strayBefore(file.id(), 0);
        FilePath path = new FilePath();
        for (SealedEvent event = take(file.id(), 0); event != null; event = take(file.id(), 0)) {
            path.add(event);
        }
        count(Check.FILES, 1);
        path.end(file.state(), closed).forEach(text -> find(Check.FILES, file.answerName(), text));
        RowAudit rows = new RowAudit(file, closed, path.isFound(), this::find);
        rows(file, rows);
        answers(file, rows.hasUnpaid());
        if (file.state() == FileState.ACCEPTED || file.state() == FileState.SETTLED) {
            count(Check.ROWS, 1);
            rows.compare(amountTotal, path.acknowledged()).forEach(text -> find(Check.ROWS, file.answerName(), text));
        } else if (rows.rows() > 0 && file.state() != FileState.RECEIVING) {
            find(Check.ROWS, file.answerName(), "it is " + file.state() + " and yet has " + rows.rows() + " rows");
        }
        count(Check.PATHS, rows.rows());
        count(Check.FINAL, rows.rows());
        count(Check.RESENT, rows.sentAgain());
    }

    private void rows(PayoutFileEntry file, RowAudit audit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout WHERE file_id = ? ORDER BY line_no")) {
            select.setFetchSize(FETCH);
            select.setLong(1, file.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long line = row.getLong("line_no");
                    strayBefore(file.id(), line);
                    PayoutPath path = audit.begin();
                    for (SealedEvent event = take(file.id(), line); event != null; event = take(file.id(), line)) {
                        path.add(event);
                    }
                    audit.end(row, path);
                }
            }
        }
    }

    /** The next event where it is of this line, else null. */
    private SealedEvent take(long fileId, long line) throws SQLException {
        SealedEvent event = next;
        if (event == null || event.event().fileId() != fileId || line(event) != line) {
            return null;
        }
        advance();
        return event;
    }

    /** Events of files and rows that are not there, up to this one. That a row asked again, its file may take back. */
    private void strayBefore(long fileId, long line) throws SQLException {
        while (next != null && (next.event().fileId() < fileId || next.event().fileId() == fileId && line(next) < line)) {
            if (next.event().kind() == Event.Kind.MENDED) {
                advance();
                continue;
            }
            find(line(next) == 0 ? Check.FILES : Check.PATHS, "event " + next.seq(), "it is of "
                    + (line(next) == 0 ? "payout file " + next.event().fileId() : "payout " + next.event().fileId() + "-" + line(next))
                    + ", which the ledger does not have");
            advance();
        }
    }

    private void advance() throws SQLException {
        next = events.next() ? SealedEvent.of(events) : null;
    }

    private static long line(SealedEvent event) {
        return event.event().lineNo() == null ? 0 : event.event().lineNo();
    }

    private void answers(PayoutFileEntry file, boolean unpaid) throws SQLException {
        Set<String> there = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT kind FROM answer WHERE file_id = ? AND destination = ?")) {
            select.setLong(1, file.id());
            select.setString(2, Answers.destinations(file).get(0).key());
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    there.add(rows.getString(1));
                }
                there.removeIf(Answers::repeatsAnother);
            }
        }
        Set<String> due = new TreeSet<>(switch (file.state()) {
            case RECEIVING -> List.of();
            case ACCEPTED -> List.of("ack");
            case REFUSED -> List.of("nack");
            case DUPLICATE -> List.of("dup");
            case SETTLED -> settled(file, unpaid);
        });
        count(Check.ANSWERS, 1);
        if (!there.equals(due)) {
            find(Check.ANSWERS, file.answerName(), "it is " + file.state() + " and has the answers " + new ArrayList<>(there)
                    + " where " + new ArrayList<>(due) + " are due");
        }
    }

    private static List<String> settled(PayoutFileEntry file, boolean unpaid) {
        List<String> kinds = new ArrayList<>(Answers.reports(file, unpaid));
        kinds.add("ack");
        kinds.removeIf(Answers::repeatsAnother);
        return kinds;
    }

    private void count(Check check, long more) {
        looked.merge(check, more, Long::sum);
    }

    private void find(Check check, String place, String text) {
        findings.accept(new Finding(check, place, text));
    }
}
