package dev.djamopayouts.ledger;

import dev.djamopayouts.ledger.Mending.Decided;
import dev.djamopayouts.payout.Language;
import dev.djamopayouts.payout.PayoutId;
import dev.djamopayouts.payout.PayoutState;
import dev.djamopayouts.payout.Reference;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Writes a chunk of rows: those whose reference came before one by one, as {@link Mending} has it. One file is received at a
 * time; and whoever received another at the same time all the same would fail at the unique index on held references.
 */
final class PayoutInsert {

    private static final String INSERT = """
            INSERT INTO payout (file_id, line_no, cells, reference, holds_reference, msisdn, amount, description, state,
              due_at, reason_code, reason_text, final_at, mends_file, mends_line, root_reference, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (reference) WHERE holds_reference = 1 DO NOTHING""";

    /** Almost every row: valid, and under a reference that nobody bore before. */
    private static final String INSERT_FRESH = """
            INSERT INTO payout (line_no, cells, reference, msisdn, amount, description, state, file_id, due_at, holds_reference)
            VALUES %s ON CONFLICT (reference) WHERE holds_reference = 1 DO NOTHING""";

    private static final String FRESH_ROW = "(?, ?, ?, ?, ?, ?, ?, %d, %d, 1)";
    private static final int FRESH_CELLS = 7;

    /** Rows of one statement: SQLite finds the place of the next one beside the last only within a statement. */
    private static final int FRESH_TOGETHER = 50;

    private final WriterConnection writer;
    private final long fileId;
    private final Language language;
    private final long now;
    private final Set<String> customers;
    private final Bearers bearers;

    /**
     * @param language  of the file's answers: what is said of its rows is kept in it
     * @param customers numbers that need not be checked
     */
    PayoutInsert(WriterConnection writer, long fileId, Language language, long now, Set<String> customers) {
        this.writer = writer;
        this.fileId = fileId;
        this.language = language;
        this.now = now;
        this.customers = customers;
        this.bearers = new Bearers(writer, fileId);
    }

    void insert(List<NewPayout> rows) throws SQLException {
        Set<String> borne = borne(rows);
        List<NewPayout> again = new ArrayList<>();
        List<NewPayout> fresh = new ArrayList<>();
        List<Decided> refused = new ArrayList<>();
        for (NewPayout row : rows) {
            if (row.reference() != null && borne.contains(row.reference().value())) {
                again.add(row);
            } else if (row.refusal() != null) {
                refused.add(Decided.fresh(row));
            } else {
                fresh.add(row);
            }
        }
        // First, so that a row that bears by chance what is made for one of them is refused rather than both paid.
        insertAgain(again);
        insertAgain(repeated(fresh));
        batch(refused);
    }

    /**
     * The references that some payout bore before. Those that one bears now are found as the rows are inserted; they are looked
     * for beforehand only for rows that hold none, and where a row may bear what is made for another one.
     */
    private Set<String> borne(List<NewPayout> rows) throws SQLException {
        List<String> references = rows.stream().filter(row -> row.reference() != null).map(row -> row.reference().value()).toList();
        Set<String> borne = bearers.givenBack(references);
        List<String> looked = references.stream().anyMatch(Reference::looksMade) ? references : rows.stream()
                .filter(row -> row.reference() != null && row.refusal() != null).map(row -> row.reference().value()).toList();
        borne.addAll(bearers.held(looked));
        return borne;
    }

    /** Inserts rows and gives those whose reference is held by then, by another of these rows for one. */
    private List<NewPayout> repeated(List<NewPayout> fresh) throws SQLException {
        List<NewPayout> repeated = new ArrayList<>();
        int rest = fresh.size() % FRESH_TOGETHER;
        insertTogether(fresh.subList(0, fresh.size() - rest), FRESH_TOGETHER, repeated);
        insertTogether(fresh.subList(fresh.size() - rest, fresh.size()), 1, repeated);
        return repeated;
    }

    private void insertTogether(List<NewPayout> fresh, int together, List<NewPayout> repeated) throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        String row = FRESH_ROW.formatted(fileId, now);
        try (PreparedStatement insert = writer.connection().prepareStatement(
                INSERT_FRESH.formatted(String.join(", ", Collections.nCopies(together, row))))) {
            for (int first = 0; first < fresh.size(); first += together) {
                for (int i = 0; i < together; i++) {
                    bindFresh(insert, i * FRESH_CELLS, fresh.get(first + i));
                }
                insert.addBatch();
            }
            int[] counts = inserted(insert.executeBatch(), together);
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] < together) {
                    repeated.addAll(absent(fresh.subList(i * together, (i + 1) * together)));
                }
            }
        }
    }

    private void bindFresh(PreparedStatement insert, int before, NewPayout row) throws SQLException {
        insert.setLong(before + 1, row.lineNo());
        insert.setString(before + 2, row.cells());
        insert.setString(before + 3, row.reference().value());
        insert.setString(before + 4, row.msisdn().e164());
        insert.setLong(before + 5, row.amount().francs());
        insert.setString(before + 6, row.description());
        insert.setString(before + 7, state(row).name());
    }

    private List<NewPayout> absent(List<NewPayout> rows) throws SQLException {
        PreparedStatement select = writer.prepared("SELECT line_no FROM payout WHERE file_id = ? AND line_no BETWEEN ? AND ?");
        select.setLong(1, fileId);
        select.setLong(2, rows.get(0).lineNo());
        select.setLong(3, rows.get(rows.size() - 1).lineNo());
        Set<Long> there = new HashSet<>();
        try (ResultSet lines = select.executeQuery()) {
            while (lines.next()) {
                there.add(lines.getLong(1));
            }
        }
        return rows.stream().filter(row -> !there.contains(row.lineNo())).toList();
    }

    /** One that is refused holds no reference, so that the next one need not see it. */
    private void insertAgain(List<NewPayout> rows) throws SQLException {
        Mending mending = new Mending(bearers, fileId);
        List<Decided> refused = new ArrayList<>();
        for (NewPayout row : rows) {
            Decided decided = mending.decide(row);
            if (decided.mends() != null) {
                PayoutState state = state(decided.row());
                writer.trail().append(Event.ofPayout(new PayoutId(fileId, row.lineNo()), Event.Kind.MENDED, state, state, 0, 0)
                        .because(decided.mends().id().toString()));
            }
            if (decided.row().refusal() != null) {
                refused.add(decided);
            } else if (batch(List.of(decided))[0] == 0) {
                throw new SQLException("the reference of line " + row.lineNo() + " was taken meanwhile");
            }
        }
        batch(refused);
    }

    private PayoutState state(NewPayout row) {
        if (row.refusal() != null) {
            return PayoutState.REJECTED;
        }
        return customers.contains(row.msisdn().e164()) ? PayoutState.CHECKED : PayoutState.RECEIVED;
    }

    /** How many rows each one became: 0 where its reference is held. */
    private int[] batch(List<Decided> rows) throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        PreparedStatement insert = writer.prepared(INSERT);
        for (Decided row : rows) {
            bind(insert, row);
            insert.addBatch();
        }
        return inserted(insert.executeBatch(), 1);
    }

    private static int[] inserted(int[] counts, int together) throws SQLException {
        for (int count : counts) {
            if (count == Statement.SUCCESS_NO_INFO) {
                throw new SQLException("the database does not say which rows it took; take reWriteBatchedInserts out of ledger.url");
            }
            if (count < 0 || count > together) {
                throw new SQLException("rows were not inserted: " + count + " of " + together);
            }
        }
        return counts;
    }

    private void bind(PreparedStatement insert, Decided decided) throws SQLException {
        NewPayout row = decided.row();
        boolean valid = row.refusal() == null;
        insert.setLong(1, fileId);
        insert.setLong(2, row.lineNo());
        insert.setString(3, row.cells());
        insert.setString(4, row.reference() == null ? null : row.reference().value());
        insert.setInt(5, valid ? 1 : 0);
        insert.setString(6, row.msisdn() == null ? null : row.msisdn().e164());
        setLong(insert, 7, row.amount() == null ? null : row.amount().francs());
        insert.setString(8, row.description());
        insert.setString(9, state(row).name());
        insert.setLong(10, now);
        insert.setString(11, valid ? null : row.refusal().code().name());
        insert.setString(12, valid ? null : row.refusal().words().in(language));
        setLong(insert, 13, valid ? null : now);
        setLong(insert, 14, decided.mends() == null ? null : decided.mends().id().fileId());
        setLong(insert, 15, decided.mends() == null ? null : decided.mends().id().lineNo());
        insert.setString(16, decided.root());
        insert.setString(17, decided.note() == null ? null : decided.note().in(language));
    }

    private static void setLong(PreparedStatement statement, int at, Long value) throws SQLException {
        if (value == null) {
            statement.setNull(at, Types.BIGINT);
        } else {
            statement.setLong(at, value);
        }
    }
}
