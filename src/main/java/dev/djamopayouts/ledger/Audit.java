package dev.djamopayouts.ledger;

import dev.djamopayouts.payout.PayoutId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * Holds the audit trail against itself and the ledger against the trail, all at one moment, beside a process that writes.
 * One row at a time: memory does not grow with the ledger.
 */
public final class Audit {

    /** What is looked at; each holds for every file, payout or event, or there are findings. */
    public enum Check {
        CHAIN("events, each with the hash of the one before it, none missing up to the head",
                "the trail was changed by hand: stop, keep this ledger, and compare it with a backup"),
        ANCHOR("events up to the head that was kept are those of that day",
                "the trail was written anew since: stop, keep this ledger, and compare it with a backup of that day"),
        FILES("files went an allowed way to where they stand",
                "the file's row or its events were changed by hand: compare with a backup"),
        ANSWERS("files have exactly the answers that are theirs",
                "see the outbox and the archive for what the sender was told, and compare the ledger with a backup"),
        ROWS("accepted files have the rows, amounts and numbers that were acknowledged",
                "rows were lost or changed by hand: the original is in the archive, compare with it"),
        PATHS("payouts went an allowed way to where they stand",
                "the payout's row or its events were changed by hand: see at Djamo what became of it, by its reference"),
        RESENT("times a payout was sent again, each after a lookup or an answer that proved it unsent",
                "it may have been paid twice: ask Djamo for all transactions with its reference"),
        FINAL("payouts are final in every column, or in none",
                "the payout's row was changed by hand: compare with a backup"),
        REFERENCES("references, each held by one payout",
                "ask Djamo for all transactions with the reference"),
        MENDED("rows dropped again, paid only where no payout for the same was paid before",
                "it may have been paid twice: ask Djamo for all transactions with these references"),
        TRANSACTIONS("Djamo transactions, each of one payout",
                "ask Djamo whose the transaction is");

        private final String claim;
        private final String remedy;

        Check(String claim, String remedy) {
            this.claim = claim;
            this.remedy = remedy;
        }

        /** What holds, to be read behind a number. */
        public String claim() {
            return claim;
        }

        /** What to do where it does not. */
        public String remedy() {
            return remedy;
        }
    }

    /**
     * Something that does not hold.
     *
     * @param place where: {@code event 12}, {@code salaries.csv:7 (payout 1-7)}
     * @param text  what is wrong there; no number of a person is in it
     */
    public record Finding(Check check, String place, String text) {
    }

    /**
     * The end of a trail at some moment: whoever keeps it elsewhere can prove later that nothing before it was changed.
     *
     * @param seq events up to it
     */
    public record Head(long seq, String hash) {

        /** Reads {@code SEQ:HASH}; {@link IllegalArgumentException} for anything else. */
        public static Head parse(String text) {
            if (!text.matches("[1-9][0-9]{0,17}:[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a head reads SEQ:HASH, as audit prints it; not " + text);
            }
            int colon = text.indexOf(':');
            return new Head(Long.parseLong(text.substring(0, colon)), text.substring(colon + 1));
        }

        @Override
        public String toString() {
            return seq + ":" + hash;
        }
    }

    /**
     * What was looked at.
     *
     * @param looked how many of what each check speaks of; a check that was not asked for is not there
     */
    public record Report(Map<Check, Long> looked, Head head) {
    }

    private final DataSource source;
    private final Database database;

    Audit(DataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    /** Where the trail ends now. */
    public Head head() {
        return Ledger.read(source, ChainAudit::head);
    }

    /**
     * Looks at everything.
     *
     * @param kept     a head of an earlier day, or null
     * @param findings takes each finding as it comes
     */
    public Report verify(Head kept, Consumer<Finding> findings) {
        return Ledger.read(source, connection -> {
            database.readOneMoment(connection);
            Map<Check, Long> looked = new EnumMap<>(Check.class);
            new ChainAudit(connection, kept, findings, looked).run();
            new FileAudit(connection, findings, looked).run();
            looked.put(Check.REFERENCES, number(connection, "SELECT COUNT(*) FROM payout WHERE holds_reference = 1"));
            looked.put(Check.TRANSACTIONS, number(connection, "SELECT COUNT(*) FROM payout WHERE djamo_id IS NOT NULL"));
            new MendAudit(connection, findings).run(looked);
            twice(connection, "reference", "holds_reference = 1", value -> findings.accept(new Finding(Check.REFERENCES,
                    "reference " + value, "more than one payout holds it")));
            twice(connection, "djamo_id", "djamo_id IS NOT NULL", value -> findings.accept(new Finding(Check.TRANSACTIONS,
                    "transaction " + value, "more than one payout has it: " + payouts(connection, value))));
            return new Report(looked, ChainAudit.head(connection));
        });
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql); ResultSet row = select.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    @FunctionalInterface
    private interface ValueReader {
        void read(String value) throws SQLException;
    }

    private static void twice(Connection connection, String column, String condition, ValueReader reader) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT " + column + " FROM payout WHERE " + condition
                + " GROUP BY " + column + " HAVING COUNT(*) > 1"); ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                reader.read(rows.getString(1));
            }
        }
    }

    private static List<PayoutId> payouts(Connection connection, String djamoId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT file_id, line_no FROM payout WHERE djamo_id = ? ORDER BY file_id, line_no LIMIT 10")) {
            select.setString(1, djamoId);
            try (ResultSet rows = select.executeQuery()) {
                List<PayoutId> ids = new ArrayList<>();
                while (rows.next()) {
                    ids.add(new PayoutId(rows.getLong(1), rows.getLong(2)));
                }
                return ids;
            }
        }
    }

    /**
     * The payouts of accepted files that bear any of these references, as they are now. Where one was given back and taken
     * again by another payout, only the one that holds it is there.
     */
    public List<SettledPayout> bearing(Collection<String> references) {
        if (references.isEmpty()) {
            return List.of();
        }
        String marks = String.join(", ", Collections.nCopies(references.size(), "?"));
        String accepted = " AND file_id IN (SELECT id FROM payout_file WHERE state IN ('ACCEPTED', 'SETTLED'))";
        return Ledger.read(source, connection -> {
            List<SettledPayout> found = new ArrayList<>();
            for (int holds = 1; holds >= 0; holds--) {
                try (PreparedStatement select = connection.prepareStatement("SELECT * FROM payout WHERE holds_reference = " + holds
                        + " AND reference IN (" + marks + ")" + accepted)) {
                    int at = 0;
                    for (String reference : references) {
                        select.setString(++at, reference);
                    }
                    try (ResultSet rows = select.executeQuery()) {
                        while (rows.next()) {
                            SettledPayout payout = SettledPayout.of(rows);
                            if (found.stream().noneMatch(other -> other.reference().equals(payout.reference()))) {
                                found.add(payout);
                            }
                        }
                    }
                }
            }
            return found;
        });
    }

    /** Gives each payout that has a Djamo transaction, in the order of files and lines, one at a time. */
    public void eachBooked(Consumer<SettledPayout> reader) {
        Ledger.read(source, connection -> {
            database.readInParts(connection);
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT * FROM payout WHERE djamo_id IS NOT NULL ORDER BY file_id, line_no")) {
                select.setFetchSize(FileAudit.FETCH);
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        reader.accept(SettledPayout.of(rows));
                    }
                }
                return null;
            }
        });
    }
}
